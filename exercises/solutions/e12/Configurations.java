package e12;

import mlp.exercises.tasks.Dl4jTask;
import mlp.paper.PaperAdam;
import mlp.paper.SigmoidCrossEntropy;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Two networks of this project as configurations of DL4J. */
public final class Configurations implements Dl4jTask {

  // 8 → 16, normalized, tanh → 8, tanh, a fifth dropped → 3, softmax
  @Override
  public MultiLayerConfiguration classifier() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .weightInit(WeightInit.LECUN_NORMAL)
        .updater(new Nesterovs(0.1, 0.9))
        .l2(0.01)
        .list()
        .layer(new DenseLayer.Builder()
            .nIn(8)
            .nOut(16)
            .activation(Activation.IDENTITY)
            .hasBias(false)
            .build())
        .layer(new BatchNormalization.Builder()
            .nIn(16)
            .nOut(16)
            .decay(0.9)
            .eps(1e-5)
            .useLogStd(false)
            .build())
        .layer(new ActivationLayer.Builder().activation(Activation.TANH).build())
        .layer(
            new DenseLayer.Builder().nIn(16).nOut(8).activation(Activation.TANH).build())
        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(8)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .dropOut(0.8)
            .build())
        .build();
  }

  // 6 → 10, ReLU → 4, sigmoid
  @Override
  public MultiLayerConfiguration labels() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .weightInit(WeightInit.RELU)
        .updater(adam())
        .list()
        .layer(new DenseLayer.Builder()
            .nIn(6)
            .nOut(10)
            .activation(Activation.RELU)
            .weightDecay(0.05)
            .build())
        .layer(new OutputLayer.Builder(new SigmoidCrossEntropy())
            .nIn(10)
            .nOut(4)
            .activation(Activation.SIGMOID)
            .weightDecay(0.05)
            .build())
        .build();
  }

  private static PaperAdam adam() {
    PaperAdam adam = new PaperAdam(0.01, 0.9, 0.999, 1e-8, false);
    adam.setLearningRateSchedule(new StepSchedule(ScheduleType.ITERATION, 0.01, 0.5, 2));
    return adam;
  }
}
