package mlp.exercises.tasks;

import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Training;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * Two networks and their trainings, as this project describes them, to be written as configurations
 * of DL4J that do exactly the same, in data type DOUBLE.
 */
public interface Dl4jTask {

  /**
   * 8-16-8-3: batch normalization in layer 1; each output of layer 2 is dropped with probability
   * 0.2; weights begin in N(0, 1/in).
   */
  Network CLASSIFIER = Network.withInputs(8)
      .layer(new Layer(16, Activation.TANH, new Normalization.Batch(0.9, 1e-5), 0))
      .layer(new Layer(8, Activation.TANH, new Normalization.None(), 0.2))
      .layer(3, Activation.SOFTMAX)
      .initializer(Initializer.Scaled.XAVIER)
      .loss(Loss.SOFTMAX_CROSS_ENTROPY);

  /** Nesterov's momentum 0.9 at rate 0.1; g ← g + 0.01·W for weights. */
  Training CLASSIFIER_TRAINING = new Training(new Optimizer.Nesterov(0.9), 0.1, 16, 1, 5)
      .toBuilder().l2(0.01).build();

  /** 6-10-4: four labels for each row; weights begin in N(0, 2/in). */
  Network LABELS = Network.withInputs(6)
      .layer(10, Activation.RELU)
      .layer(4, Activation.SIGMOID)
      .initializer(Initializer.Scaled.HE_NORMAL)
      .loss(Loss.SIGMOID_CROSS_ENTROPY);

  /**
   * Adam as in algorithm 1 of its paper, at rate 0.01, halved every 2 steps; weight decay 0.05,
   * decoupled.
   */
  Training LABELS_TRAINING = new Training(
          new Optimizer.Adam(0.9, 0.999, 1e-8, false), 0.01, 16, 1, 6)
      .toBuilder().schedule(new Schedule.Step(2, 0.5)).weightDecay(0.05).build();

  /** @return what trains {@link #CLASSIFIER} by {@link #CLASSIFIER_TRAINING} */
  MultiLayerConfiguration classifier();

  /** @return what trains {@link #LABELS} by {@link #LABELS_TRAINING} */
  MultiLayerConfiguration labels();
}
