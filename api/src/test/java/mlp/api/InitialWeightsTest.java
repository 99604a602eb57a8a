package mlp.api;

import static mlp.api.Initializer.Scaled.GLOROT_NORMAL;
import static mlp.api.Initializer.Scaled.GLOROT_UNIFORM;
import static mlp.api.Initializer.Scaled.HE_NORMAL;
import static mlp.api.Initializer.Scaled.HE_UNIFORM;
import static mlp.api.Initializer.Scaled.LECUN;
import static mlp.api.Initializer.Scaled.XAVIER;
import static mlp.api.Initializer.Scaled.ZEROS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitialWeightsTest {
  private static final int IN = 300;
  private static final int OUT = 200;

  private static Network network(Initializer initializer) {
    return Network.withInputs(IN)
        .layer(OUT, Activation.TANH)
        .layer(OUT, Activation.IDENTITY)
        .initializer(initializer)
        .loss(Loss.SQUARED_ERROR);
  }

  static Stream<Arguments> variances() {
    return Stream.of(
        Arguments.of(XAVIER, 1.0 / IN, Double.POSITIVE_INFINITY),
        Arguments.of(GLOROT_NORMAL, 2.0 / (IN + OUT), Double.POSITIVE_INFINITY),
        Arguments.of(GLOROT_UNIFORM, 2.0 / (IN + OUT), Math.sqrt(6.0 / (IN + OUT))),
        Arguments.of(HE_NORMAL, 2.0 / IN, Double.POSITIVE_INFINITY),
        Arguments.of(HE_UNIFORM, 2.0 / IN, Math.sqrt(6.0 / IN)),
        Arguments.of(LECUN, 1.0 / IN, Math.sqrt(3.0 / IN)),
        Arguments.of(ZEROS, 0.0, 0.0),
        Arguments.of(new Initializer.Normal(0.02), 0.0004, Double.POSITIVE_INFINITY));
  }

  @ParameterizedTest
  @MethodSource("variances")
  void weightsHaveTheRulesMeanVarianceAndRange(
      Initializer initializer, double variance, double radius) {
    double[] weights =
        InitialWeights.of(network(initializer), 1, DataType.FLOAT64).get("W1").values();
    double sigma = Math.sqrt(variance);
    double n = weights.length;
    // Five standard errors of a mean, and of a variance of normal numbers (√(2/n)·σ²).
    assertThat(Arrays.stream(weights).average().orElseThrow())
        .isCloseTo(0, within(5 * sigma / Math.sqrt(n)));
    assertThat(Arrays.stream(weights).map(w -> w * w).sum() / n)
        .isCloseTo(variance, within(5 * variance * Math.sqrt(2 / n)));
    assertThat(Arrays.stream(weights).map(Math::abs).max().orElseThrow())
        .isLessThanOrEqualTo(radius);
  }

  @Test
  void normalWeightsAreNormal() {
    double[] weights = InitialWeights.of(network(new Initializer.Normal(1)), 7, DataType.FLOAT64)
        .get("W1")
        .values();
    // Shares of a normal distribution within 1, 2 and 3 standard deviations.
    double[] shares = {0.682689, 0.954500, 0.997300};
    for (int k = 1; k <= 3; k++) {
      int sigmas = k;
      double share = Arrays.stream(weights).filter(w -> Math.abs(w) < sigmas).count()
          / (double) weights.length;
      double standardError = Math.sqrt(shares[k - 1] * (1 - shares[k - 1]) / weights.length);
      assertThat(share).isCloseTo(shares[k - 1], within(5 * standardError));
    }
  }

  @Test
  void layersAreDrawnFromTheirOwnStreams() {
    Network narrow = Network.withInputs(IN)
        .layer(2, Activation.TANH)
        .layer(OUT, Activation.IDENTITY)
        .initializer(new Initializer.Normal(1))
        .loss(Loss.SQUARED_ERROR);
    double[] wide = InitialWeights.of(network(new Initializer.Normal(1)), 3, DataType.FLOAT64)
        .get("W2")
        .values();
    double[] afterNarrow =
        InitialWeights.of(narrow, 3, DataType.FLOAT64).get("W2").values();
    assertThat(Arrays.copyOf(wide, afterNarrow.length)).isEqualTo(afterNarrow);
  }

  @Test
  void float32WeightsAreTheRoundedFloat64Weights() {
    Network network = network(HE_NORMAL);
    double[] single = InitialWeights.of(network, 1, DataType.FLOAT32).get("W1").values();
    double[] twice = InitialWeights.of(network, 1, DataType.FLOAT64).get("W1").values();
    for (int i = 0; i < single.length; i++) {
      assertThat(single[i]).isEqualTo((float) twice[i]);
    }
  }

  @Test
  void parametersFitTheNetworkAndBiasesAreZero() {
    Network network = network(HE_NORMAL);
    Parameters parameters = InitialWeights.of(network, 1, DataType.FLOAT64);
    parameters.requireFit(network, DataType.FLOAT64);
    assertThat(parameters.tensors().stream().map(Tensor::name))
        .containsExactly("W1", "b1", "W2", "b2");
    assertThat(parameters.get("b1").values()).containsOnly(0);
  }
}
