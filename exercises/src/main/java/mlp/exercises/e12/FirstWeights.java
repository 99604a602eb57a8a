package mlp.exercises.e12;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import mlp.api.Initializer;
import mlp.api.Network;
import mlp.exercises.grading.Wrong;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Judges from which distribution a configuration draws its weights, by many draws. */
final class FirstWeights {
  private static final int NUMBERS = 40_000;
  private static final double TOLERANCE = 0.05; // seven standard deviations of the variance
  private static final double BETWEEN = 2.4; // kurtosis: 1.8 if uniform, 3 if normal

  private static final String PAGE = " (docs/porting.md#xavier)";

  private static final List<Known> KNOWN = List.of(
      new Known((in, out) -> 0, "all are 0, WeightInit.ZERO"),
      new Known((in, out) -> 1 / in, "1/in, which is LECUN_NORMAL's, NORMAL's and XAVIER_FAN_IN's"),
      new Known((in, out) -> 2 / in, "2/in, which is RELU's, He's"),
      new Known(
          (in, out) -> 2 / (in + out),
          "2/(in + out), which is XAVIER's, Glorot's, and what DL4J takes when nothing is set"
              + PAGE),
      new Known(
          (in, out) -> 3 / in,
          "3/in, which is LECUN_UNIFORM's: its radius is 3/√in, not √(3/in)" + PAGE),
      new Known((in, out) -> 1 / (3 * in), "1/(3·in), which is UNIFORM's, U(±1/√in)"),
      new Known((in, out) -> 1, "1, which does not depend on the layer's size"));

  private record Known(DoubleBinaryOperator variance, String text) {}

  private FirstWeights() {}

  static void require(Network network, MultiLayerConfiguration configuration) {
    double numerator = network.initializer() == Initializer.Scaled.HE_NORMAL ? 2 : 1;
    Nd4j.getRandom().setSeed(1);
    int layer = 0;
    for (NeuralNetConfiguration each : configuration.getConfs()) {
      if (each.getLayer() instanceof FeedForwardLayer dense
          && !(dense instanceof BatchNormalization)) {
        layer++;
        require(layer, (int) numerator, dense);
      }
    }
  }

  private static void require(int layer, int numerator, FeedForwardLayer dense) {
    double in = dense.getNIn();
    double out = dense.getNOut();
    double fourth = 0;
    double square = 0;
    int count = 0;
    while (count < NUMBERS) {
      for (double weight : draw(dense)) {
        square += weight * weight;
        fourth += weight * weight * weight * weight;
        count++;
      }
    }
    double variance = square / count;
    double expected = numerator / in;
    String where = "The first weights of layer " + layer + " are to be from N(0, " + numerator
        + "/in), in = " + dense.getNIn() + ". ";
    if (!isNear(variance, expected)) {
      Optional<String> known = KNOWN.stream()
          .filter(each -> isNear(variance, each.variance.applyAsDouble(in, out)))
          .findFirst()
          .map(Known::text);
      throw new Wrong(where
          + String.format(
              Locale.ROOT,
              "Yours have the variance %.4g for %.4g%s.",
              variance,
              expected,
              known.map(text -> ": " + text).orElse("")));
    }
    if (fourth / count / (variance * variance) < BETWEEN) {
      throw new Wrong(where + "Yours have that variance, but are not normal: they end at a radius,"
          + " as those of a uniform distribution.");
    }
  }

  private static double[] draw(FeedForwardLayer dense) {
    long[] shape = {dense.getNIn(), dense.getNOut()};
    INDArray view = Nd4j.create(DataType.DOUBLE, 1, shape[0] * shape[1]);
    return dense
        .getWeightInitFn()
        .init(shape[0], shape[1], shape, 'f', view)
        .dup('c')
        .data()
        .asDouble();
  }

  private static boolean isNear(double variance, double expected) {
    return Math.abs(variance - expected) <= TOLERANCE * expected;
  }
}
