package mlp.paper;

import mlp.api.Batch;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Training;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of DL4J as users write them, to record. */
final class RecordedNetworks {
  static final int ROWS = 6;

  static NeuralNetConfiguration.ListBuilder settings(DataType dataType, IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .dataType(dataType)
        .updater(updater)
        .l2(0.01)
        .list();
  }

  // 4-5-6-3 with all that a network may have, each in one of the forms that users write.
  static NeuralNetConfiguration.ListBuilder full(DataType dataType, IUpdater updater) {
    return settings(dataType, updater)
        .layer(new DenseLayer.Builder()
            .nIn(4)
            .nOut(5)
            .activation(Activation.IDENTITY)
            .dropOut(0.9)
            .build())
        .layer(new BatchNormalization.Builder().nOut(5).build())
        .layer(new ActivationLayer.Builder().activation(Activation.TANH).build())
        .layer(new DropoutLayer.Builder(0.8).nIn(5).nOut(5).build())
        .layer(new DenseLayer.Builder()
            .nIn(5)
            .nOut(6)
            .activation(Activation.IDENTITY)
            .build())
        .layer(new BatchNormalization.Builder().nOut(6).build())
        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(6)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build());
  }

  static Network fullNetwork() {
    Normalization normalization = Normalization.Batch.standard();
    return Network.withInputs(4)
        .inputDropout(0.1)
        .layer(new Layer(5, mlp.api.Activation.TANH, normalization, 0.2))
        .layer(new Layer(6, mlp.api.Activation.IDENTITY, normalization, 0))
        .layer(3, mlp.api.Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  static NeuralNetConfiguration.ListBuilder plain(
      DataType dataType, IUpdater updater, LossFunction loss) {
    Activation output = switch (loss) {
      case MCXENT, NEGATIVELOGLIKELIHOOD -> Activation.SOFTMAX;
      case XENT -> Activation.SIGMOID;
      default -> Activation.TANH;
    };
    return settings(dataType, updater)
        .layer(
            new DenseLayer.Builder().nIn(4).nOut(5).activation(Activation.RELU).build())
        .layer(new OutputLayer.Builder(loss).nIn(5).nOut(3).activation(output).build());
  }

  static Network plainNetwork() {
    return Examples.network(mlp.api.Activation.RELU, Loss.SQUARED_ERROR);
  }

  static MultiLayerNetwork model(NeuralNetConfiguration.ListBuilder settings) {
    MultiLayerNetwork model = new MultiLayerNetwork(settings.build());
    model.init();
    return model;
  }

  // 4-5-3, where dropout follows a normalization
  static NeuralNetConfiguration.ListBuilder droppedNormalization() {
    return settings(DataType.DOUBLE, new Sgd(0.1))
        .layer(
            new DenseLayer.Builder().nIn(4).nOut(5).activation(Activation.RELU).build())
        .layer(new BatchNormalization.Builder().nOut(5).build())
        .layer(new OutputLayer.Builder(LossFunction.MSE)
            .nIn(5)
            .nOut(3)
            .activation(Activation.IDENTITY)
            .dropOut(0.7)
            .build());
  }

  static Training training() {
    return new Training(new Optimizer.Sgd(), 0.1, ROWS, 1, 1);
  }

  static Batch batch(Network network, int seed, DataType dataType) {
    mlp.api.DataType ours =
        dataType == DataType.FLOAT ? mlp.api.DataType.FLOAT32 : mlp.api.DataType.FLOAT64;
    return Examples.batch(network, ROWS, seed, ours);
  }

  private RecordedNetworks() {}
}
