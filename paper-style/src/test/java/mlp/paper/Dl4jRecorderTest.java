package mlp.paper;

import static mlp.paper.RecordedNetworks.batch;
import static mlp.paper.RecordedNetworks.droppedNormalization;
import static mlp.paper.RecordedNetworks.full;
import static mlp.paper.RecordedNetworks.fullNetwork;
import static mlp.paper.RecordedNetworks.model;
import static mlp.paper.RecordedNetworks.plain;
import static mlp.paper.RecordedNetworks.plainNetwork;
import static mlp.paper.RecordedNetworks.settings;
import static mlp.paper.RecordedNetworks.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mlp.api.Batch;
import mlp.api.InvalidInput;
import mlp.api.Loss;
import mlp.api.Network;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class Dl4jRecorderTest {
  static Stream<Arguments> updatersAndTypes() {
    return Stream.of(
            new Sgd(0.1),
            new Nesterovs(0.1, 0.9),
            new Adam(0.01),
            new RmsProp(0.01),
            new AdaGrad(0.1),
            new Nadam(0.01))
        .flatMap(updater ->
            Stream.of(DataType.FLOAT, DataType.DOUBLE).map(type -> Arguments.of(updater, type)));
  }

  @ParameterizedTest
  @MethodSource("updatersAndTypes")
  void recordingChangesNoBitOfTheTraining(IUpdater updater, DataType dataType) {
    double[] recorded = trained(full(dataType, updater.clone()), fullNetwork(), dataType, true);
    double[] unrecorded = trained(full(dataType, updater.clone()), fullNetwork(), dataType, false);
    assertThat(recorded).containsExactly(unrecorded);
  }

  @ParameterizedTest
  @EnumSource(
      value = LossFunction.class,
      names = {"MCXENT", "NEGATIVELOGLIKELIHOOD", "XENT", "MSE", "L2", "L1"})
  void norDoesItWithAnyLoss(LossFunction loss) {
    double[] recorded =
        trained(plain(DataType.DOUBLE, new Sgd(0.1), loss), plainNetwork(), DataType.DOUBLE, true);
    double[] unrecorded =
        trained(plain(DataType.DOUBLE, new Sgd(0.1), loss), plainNetwork(), DataType.DOUBLE, false);
    assertThat(recorded).containsExactly(unrecorded);
  }

  @Test
  void norDoesItWhereDropoutFollowsANormalization() {
    double[] recorded = trained(droppedNormalization(), plainNetwork(), DataType.DOUBLE, true);
    double[] unrecorded = trained(droppedNormalization(), plainNetwork(), DataType.DOUBLE, false);
    assertThat(recorded).containsExactly(unrecorded);
  }

  // The parameters, the updater's state and the scores of three steps, in one array.
  private static double[] trained(
      NeuralNetConfiguration.ListBuilder settings,
      Network network,
      DataType dataType,
      boolean isRecorded) {
    MultiLayerNetwork model = model(settings);
    Dl4jRecorder recorder = new Dl4jRecorder(model, network, training());
    double[] scores = new double[3];
    for (int t = 0; t < scores.length; t++) {
      Batch batch = batch(network, t, dataType);
      if (isRecorded) {
        recorder.fit(batch);
      } else {
        model.fit(NdArrays.of(batch.inputs()), NdArrays.of(batch.targets()));
      }
      scores[t] = model.score();
    }
    INDArray state = model.getUpdater().getStateViewArray();
    return Stream.of(
            NdArrays.toDoubles(model.params()),
            state == null ? new double[0] : NdArrays.toDoubles(state),
            scores)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  @Test
  void whatATraceHasNoNamesForIsRefused() {
    NeuralNetConfiguration.ListBuilder pooling = settings(DataType.DOUBLE, new Sgd(0.1))
        .layer(new DenseLayer.Builder().nIn(4).nOut(5).build())
        .layer(new GlobalPoolingLayer());
    NeuralNetConfiguration.ListBuilder first = settings(DataType.DOUBLE, new Sgd(0.1))
        .layer(new BatchNormalization.Builder().nOut(4).build())
        .layer(new OutputLayer.Builder(LossFunction.MSE).nIn(4).nOut(3).build());
    for (NeuralNetConfiguration.ListBuilder settings : List.of(pooling, first)) {
      assertThatThrownBy(() -> new Dl4jRecorder(model(settings), plainNetwork(), training()))
          .isInstanceOf(InvalidInput.class);
    }
    assertThatThrownBy(() -> new Dl4jRecorder(
            model(full(DataType.DOUBLE, new Sgd(0.1))), plainNetwork(), training()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("3 layers with weights");
    assertThatThrownBy(() -> new Dl4jRecorder(
            model(plain(DataType.DOUBLE, new Sgd(0.1), LossFunction.MSE)),
            Network.withInputs(4)
                .layer(6, mlp.api.Activation.RELU)
                .layer(3, mlp.api.Activation.TANH)
                .loss(Loss.SQUARED_ERROR),
            training()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("W1");
  }
}
