package mlp.paper.traps;

import java.util.List;
import mlp.api.Clipping;
import mlp.api.Training;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What happens to weights and gradients around the updater. */
final class RegularizationTraps {
  private static final Training TRAINING = Meant.training(Meant.SGD, 0.1);

  private RegularizationTraps() {}

  static List<Trap> all() {
    Training clipped =
        TRAINING.toBuilder().clipping(new Clipping.GlobalNorm(0.1)).build();
    return List.of(
        Trap.named(
                "global-weight-decay",
                "weightDecay(0.1) for the whole network is meant to take η·0.1·W from W; DL4J"
                    + " takes it twice")
            .cause("decay-doubled")
            .first("W1.after")
            .meant(
                Meant.classifier(mlp.api.Activation.TANH),
                TRAINING.toBuilder().weightDecay(0.1).build())
            .written(RegularizationTraps::globalWeightDecay)
            .build(),
        Trap.named(
                "clip-per-layer",
                "ClipL2PerLayer is meant to clip the norm of all gradients; DL4J clips that of"
                    + " each layer")
            .cause("clipping-by-layer")
            .first("W1.after")
            .meant(Meant.classifier(mlp.api.Activation.TANH), clipped)
            .written(() -> clipping(GradientNormalization.ClipL2PerLayer))
            .build(),
        Trap.named(
                "clip-per-parameter",
                "ClipL2PerParamType is meant to clip the norm of all gradients; DL4J clips that of"
                    + " each array")
            .cause("clipping-by-parameter")
            .first("W1.after")
            .meant(Meant.classifier(mlp.api.Activation.TANH), clipped)
            .written(() -> clipping(GradientNormalization.ClipL2PerParamType))
            .build(),
        Trap.named(
                "clip-statistics",
                "clipping is meant for gradients; DL4J also clips by how much the running mean and"
                    + " variance change")
            .cause("statistics-clipped")
            .first("bn1.running.mean.after")
            .meant(
                Meant.normalizedClassifier(),
                TRAINING.toBuilder().clipping(new Clipping.Value(0.01)).build())
            .written(RegularizationTraps::clippingWithNormalization)
            .build());
  }

  private static MultiLayerConfiguration globalWeightDecay() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .updater(new Sgd(0.1))
        .weightDecay(0.1)
        .list()
        .layer(
            new DenseLayer.Builder().nIn(4).nOut(5).activation(Activation.TANH).build())
        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(5)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build())
        .build();
  }

  private static MultiLayerConfiguration clipping(GradientNormalization kind) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .updater(new Sgd(0.1))
        .gradientNormalization(kind)
        .gradientNormalizationThreshold(0.1)
        .list()
        .layer(
            new DenseLayer.Builder().nIn(4).nOut(5).activation(Activation.TANH).build())
        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(5)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build())
        .build();
  }

  private static MultiLayerConfiguration clippingWithNormalization() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .updater(new Sgd(0.1))
        .gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
        .gradientNormalizationThreshold(0.01)
        .list()
        .layer(new DenseLayer.Builder()
            .nIn(4)
            .nOut(5)
            .activation(Activation.IDENTITY)
            .hasBias(false)
            .build())
        .layer(new BatchNormalization.Builder().nOut(5).useLogStd(false).build())
        .layer(new ActivationLayer.Builder().activation(Activation.TANH).build())
        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(5)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build())
        .build();
  }
}
