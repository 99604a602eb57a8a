package mlp.paper.traps;

import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Training;

/** The networks and trainings that people mean, in the words of this project. */
final class Meant {
  static final int BATCH_SIZE = 8;
  static final Optimizer SGD = new Optimizer.Sgd();

  private Meant() {}

  // 4-5-3
  static Network classifier(Activation hidden) {
    return Network.withInputs(4)
        .layer(5, hidden)
        .layer(3, Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  // 4-5-3, of which each of the five is dropped with the probability p
  static Network classifierWithDropout(double p) {
    return Network.withInputs(4)
        .layer(new Layer(5, Activation.TANH, new Normalization.None(), p))
        .layer(3, Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  // 4-5-3
  static Network normalizedClassifier() {
    return Network.withInputs(4)
        .layer(new Layer(5, Activation.TANH, Normalization.Batch.standard(), 0))
        .layer(3, Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  // 64-32-3: large enough for its weights to show from which distribution they are
  static Network wideClassifier(Initializer initializer) {
    return Network.withInputs(64)
        .layer(32, Activation.TANH)
        .layer(3, Activation.SOFTMAX)
        .initializer(initializer)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  // 4-5-outputs, each output a label of its own
  static Network labels(Activation hidden, int outputs) {
    return Network.withInputs(4)
        .layer(5, hidden)
        .layer(outputs, Activation.SIGMOID)
        .loss(Loss.SIGMOID_CROSS_ENTROPY);
  }

  static Training training(Optimizer optimizer, double learningRate) {
    return new Training(optimizer, learningRate, BATCH_SIZE, 2, 1);
  }
}
