package mlp.exercises.e12;

import mlp.api.Labels;
import mlp.api.Layer;
import mlp.api.Network;
import mlp.exercises.grading.Wrong;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * Judges what the numbers of a step would tell less clearly: the place of batch normalization, and
 * the outputs' activation (R6, R8).
 */
final class Layers {
  private Layers() {}

  static void require(Network network, MultiLayerConfiguration configuration) {
    int found = 0;
    for (int k = 0; k < configuration.getConfs().size(); k++) {
      if (layer(configuration, k) instanceof BatchNormalization) {
        found++;
        requireNothingBefore(configuration, k);
      }
    }
    long meant = network.layers().stream().filter(Layer::hasBatchNormalization).count();
    if (found != meant) {
      throw new Wrong("Your configuration has " + found + " layers BatchNormalization, meant are "
          + meant + ": batch normalization is a layer of its own in DL4J, between the dense layer,"
          + " which gives z, and the ActivationLayer, which takes what was normalized.");
    }
    requireOutputs(network, configuration);
  }

  private static void requireOutputs(Network network, MultiLayerConfiguration configuration) {
    String meant = Labels.of(network.layers().get(network.layers().size() - 1).activation());
    if (layer(configuration, configuration.getConfs().size() - 1) instanceof OutputLayer output
        && !output.getActivationFn().toString().equals(meant)) {
      throw new Wrong("Your OutputLayer has the activation " + output.getActivationFn()
          + ", meant is " + meant + ": softmax, where one of several classes is the right one;"
          + " sigmoid, where each output is a yes or no of its own. What is not set is a sigmoid"
          + " (docs/porting.md#default-activation).");
    }
  }

  private static void requireNothingBefore(MultiLayerConfiguration configuration, int k) {
    if (k > 0
        && layer(configuration, k - 1) instanceof BaseLayer before
        && !(before.getActivationFn() instanceof ActivationIdentity)) {
      throw new Wrong("In front of your BatchNormalization stands a layer with the activation "
          + before.getActivationFn() + ": what is normalized is z itself, and the activation comes"
          + " behind, a = tanh(γ·x̂ + β) (R8). Set activation(Activation.IDENTITY) on the layer in"
          + " front; what is not set is a sigmoid (docs/porting.md#default-activation).");
    }
  }

  private static org.deeplearning4j.nn.conf.layers.Layer layer(
      MultiLayerConfiguration configuration, int k) {
    return configuration.getConf(k).getLayer();
  }
}
