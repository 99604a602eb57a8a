package mlp.paper.traps;

import java.util.List;
import mlp.api.Initializer;
import mlp.api.Training;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What the layers do. */
final class LayerTraps {
  private static final Training TRAINING = Meant.training(Meant.SGD, 0.1);

  private LayerTraps() {}

  static List<Trap> all() {
    return List.of(
        Trap.named(
                "default-activation",
                "a layer without an activation is meant to have none; DL4J gives it a sigmoid")
            .cause("activation-differs")
            .first("a1")
            .meant(Meant.classifier(mlp.api.Activation.IDENTITY), TRAINING)
            .written(LayerTraps::defaultActivation)
            .build(),
        Trap.named(
                "normalization-activation",
                "an activation set on BatchNormalization is meant to follow it; DL4J ignores it")
            .cause("activation-missing")
            .first("a1")
            .meant(Meant.normalizedClassifier(), TRAINING)
            .written(LayerTraps::normalizationActivation)
            .build(),
        Trap.named(
                "drop-out",
                "dropOut(0.2) is meant to drop a fifth of the units; DL4J retains a fifth")
            .cause("keep-and-drop-swapped")
            .first("drop1.mask")
            .meant(Meant.classifierWithDropout(0.2), TRAINING)
            .written(LayerTraps::dropOut)
            .build(),
        Trap.named(
                "xavier",
                "XAVIER is meant to draw from N(0, 1/in), as CS231n has it; DL4J draws from"
                    + " N(0, 2/(in + out))")
            .cause("initializer-variance")
            .first("W1")
            .meant(Meant.wideClassifier(Initializer.Scaled.XAVIER), TRAINING)
            .written(LayerTraps::xavier)
            .drawsItsWeights()
            .build());
  }

  private static MultiLayerConfiguration defaultActivation() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .updater(new Sgd(0.1))
        .list()
        .layer(new DenseLayer.Builder().nIn(4).nOut(5).build())
        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(5)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build())
        .build();
  }

  private static MultiLayerConfiguration normalizationActivation() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .updater(new Sgd(0.1))
        .list()
        .layer(new DenseLayer.Builder()
            .nIn(4)
            .nOut(5)
            .activation(Activation.IDENTITY)
            .build())
        .layer(new BatchNormalization.Builder()
            .nOut(5)
            .useLogStd(false)
            .activation(Activation.TANH)
            .build())
        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(5)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build())
        .build();
  }

  private static MultiLayerConfiguration dropOut() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .updater(new Sgd(0.1))
        .list()
        .layer(
            new DenseLayer.Builder().nIn(4).nOut(5).activation(Activation.TANH).build())
        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(5)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .dropOut(0.2)
            .build())
        .build();
  }

  private static MultiLayerConfiguration xavier() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .weightInit(WeightInit.XAVIER)
        .updater(new Sgd(0.1))
        .list()
        .layer(new DenseLayer.Builder()
            .nIn(64)
            .nOut(32)
            .activation(Activation.TANH)
            .build())
        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(32)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build())
        .build();
  }
}
