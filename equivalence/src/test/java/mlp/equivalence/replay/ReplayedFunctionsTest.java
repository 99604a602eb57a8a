package mlp.equivalence.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Labels;
import mlp.api.Loss;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * In 64 bits the replay itself computes functions in doubles. Both its values and those of plain
 * arithmetic lie within the bound of the exact value.
 */
class ReplayedFunctionsTest {
  private static final int TRIALS = 250;
  private static final double LARGEST = 12;

  private Draw draw;
  private double ofReplay;
  private double ofPlain;

  @BeforeEach
  void begin() {
    draw = new Draw(new SplittableRandom(3), DataType.FLOAT64);
    ofReplay = 0;
    ofPlain = 0;
  }

  private double[] numbers(int length) {
    return IntStream.range(0, length)
        .mapToDouble(k -> draw.size(1e-6, LARGEST) * (draw.coin() ? 1 : -1))
        .toArray();
  }

  private void note(BigDecimal exact, double plain, Expected expected, int k) {
    BigDecimal bound = new BigDecimal(expected.bounds()[k]);
    double replayed = expected.values()[k];
    ofReplay = Math.max(
        ofReplay,
        ExactFunctions.over(new BigDecimal(replayed).subtract(exact).abs(), bound)
            .doubleValue());
    ofPlain = Math.max(
        ofPlain,
        ExactFunctions.over(new BigDecimal(plain).subtract(exact).abs(), bound).doubleValue());
  }

  private void requireSound(String name) {
    System.out.printf(Locale.ROOT, "%s: replay %.3f, plain %.3f%n", name, ofReplay, ofPlain);
    assertThat(ofReplay).as(name).isLessThanOrEqualTo(0.5);
    assertThat(ofPlain).as(name).isBetween(0.01, 1.0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SOFTMAX", "IDENTITY", "RELU"})
  void activationsAndDerivatives(Activation activation) {
    PlainActivation plain = new PlainActivation(draw.plain, activation);
    Trial trial = new Trial(draw, draw.network(activation));
    double[] z = trial.put("z1", numbers(TRIALS), TRIALS);
    Expected values = trial.expected("a1");
    for (int k = 0; k < TRIALS; k++) {
      note(ExactFunctions.value(activation, new BigDecimal(z[k])), plain.value(z[k]), values, k);
    }
    requireSound(Labels.of(activation));
    begin();
    trial.put("da1", Draw.each(z, zero -> 1), TRIALS);
    Expected slopes = trial.expected("dz1");
    for (int k = 0; k < TRIALS; k++) {
      note(ExactFunctions.slope(activation, new BigDecimal(z[k])), plain.slope(z[k]), slopes, k);
    }
    requireSound("derivative of " + Labels.of(activation));
  }

  private static BigDecimal[] exponentials(double[] z) {
    BigDecimal[] exponentials = new BigDecimal[z.length];
    for (int k = 0; k < z.length; k++) {
      exponentials[k] = ExactFunctions.exp(new BigDecimal(z[k]));
    }
    return exponentials;
  }

  private static BigDecimal sum(BigDecimal[] terms) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal term : terms) {
      sum = sum.add(term);
    }
    return sum;
  }

  @Test
  void softmax() {
    for (int trial = 0; trial < TRIALS; trial++) {
      draw = new Draw(draw.random.split(), DataType.FLOAT64);
      Trial one = new Trial(draw, draw.network(Activation.SOFTMAX, Loss.SOFTMAX_CROSS_ENTROPY));
      double[] z = one.put("z1", numbers(draw.out), 1, draw.out);
      double[] plain = LossTrials.softmax(draw, z);
      BigDecimal[] exponentials = exponentials(z);
      BigDecimal sum = sum(exponentials);
      Expected expected = one.expected("a1");
      for (int k = 0; k < z.length; k++) {
        note(ExactFunctions.over(exponentials[k], sum), plain[k], expected, k);
      }
    }
    requireSound("softmax");
  }

  // −log pⱼ of one row, y one 1 among zeros
  @Test
  void softmaxCrossEntropy() {
    for (int trial = 0; trial < TRIALS; trial++) {
      draw = new Draw(draw.random.split(), DataType.FLOAT64);
      Trial one = new Trial(draw, draw.network(Activation.SOFTMAX, Loss.SOFTMAX_CROSS_ENTROPY));
      double[] z = one.put("z1", numbers(draw.out), 1, draw.out);
      double[] y = new double[draw.out];
      y[0] = 1;
      one.put("y", y, 1, draw.out);
      BigDecimal log = ExactFunctions.log(sum(exponentials(z)));
      note(
          log.subtract(new BigDecimal(z[0])),
          LossTrials.softmaxCrossEntropy(draw, z, y, 1),
          one.expected("loss"),
          0);
    }
    requireSound("softmax cross-entropy");
  }

  // Σ (log(1 + e^z) − y·z)/k of one row
  @Test
  void sigmoidCrossEntropy() {
    for (int trial = 0; trial < TRIALS; trial++) {
      draw = new Draw(draw.random.split(), DataType.FLOAT64);
      Trial one = new Trial(draw, draw.network(Activation.SIGMOID, Loss.SIGMOID_CROSS_ENTROPY));
      double[] z = one.put("z1", numbers(draw.out), 1, draw.out);
      double[] y = one.put("y", draw.fractions(draw.out), 1, draw.out);
      BigDecimal[] terms = exponentials(z);
      for (int k = 0; k < z.length; k++) {
        BigDecimal log = ExactFunctions.log(BigDecimal.ONE.add(terms[k]));
        terms[k] = log.subtract(new BigDecimal(z[k]).multiply(new BigDecimal(y[k])));
      }
      note(
          ExactFunctions.over(sum(terms), new BigDecimal(z.length)),
          LossTrials.sigmoidCrossEntropy(draw, z, y),
          one.expected("loss"),
          0);
    }
    requireSound("sigmoid cross-entropy");
  }
}
