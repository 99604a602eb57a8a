package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import mlp.cli.experiment.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every experiment shows what it is made to show. The numbers are those of the JSON file; the
 * limits hold with the seeds 1 to 6, and what they leave room for is said where it is little.
 */
class StudyClaimsTest {
  private static final double GUESSING = Math.log(10);

  static List<String> names() {
    return Study.all().stream().map(Study::name).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysThatEveryClaimHolds(String name) {
    ExperimentRun run = ExperimentRun.of(name);

    assertThat(run.json().get("claims")).isNotEmpty();
    assertThat(StreamSupport.stream(run.json().get("claims").spliterator(), false))
        .allSatisfy(claim -> {
          assertThat(claim.get("holds").asBoolean()).as(claim.toString()).isTrue();
          assertThat(run.out()).contains("✓ " + claim.get("claim").asText());
          assertThat(claim.get("measured").asText()).containsPattern("\\d").endsWith(".");
        });
  }

  @Test
  void theSigmoidLearnsDigitsSlowestAndIdentityNeverLearnsCircles() {
    ExperimentRun run = ExperimentRun.of("activations");

    assertThat(run.last(1, 0, "sigmoid")).isGreaterThan(5 * run.last(1, 0, "relu"));
    assertThat(run.last(2, 1, "identity")).isLessThan(0.65);
    assertThat(run.last(2, 1, "relu")).isGreaterThan(0.95);
    assertThat(run.last(2, 1, "tanh")).isGreaterThan(0.95);
  }

  @Test
  void theFunctionsThatTheTrackComputesAreThoseOfTheRules() {
    ExperimentRun run = ExperimentRun.of("activations");
    double[] z = new double[61];
    Arrays.setAll(z, i -> (i - 30) / 10.0);

    double[] sigmoid = run.line(0, 0, "sigmoid");
    double[] slope = run.line(0, 1, "sigmoid");
    double[] relu = run.line(0, 1, "relu");
    for (int i = 0; i < z.length; i++) {
      double expected = 1 / (1 + Math.exp(-z[i]));
      assertThat(sigmoid[i]).isEqualTo(expected, within(1e-12));
      assertThat(slope[i]).isEqualTo(expected * (1 - expected), within(1e-12));
      assertThat(relu[i]).isEqualTo(z[i] > 0 ? 1 : 0, within(1e-12));
    }
  }

  @Test
  void heCarriesTheSignalThroughEightLayersOfReluAndSmallWeightsLoseIt() {
    ExperimentRun run = ExperimentRun.of("initializers");
    int relu = 1;

    double[] he = run.line(relu, 0, "he-normal");
    double[] xavier = run.line(relu, 0, "xavier");
    double[] small = run.line(relu, 2, "normal 0.01");
    assertThat(he[7] / he[0]).isBetween(0.2, 5.0);
    // Half of the mean square is lost in each of seven layers: 2⁻³·⁵ = 0.088.
    assertThat(xavier[7] / xavier[0]).isBetween(0.03, 0.27);
    assertThat(small[7] / small[0]).isLessThan(1e-6);
    assertThat(run.line(relu, 2, "zeros")).containsOnly(0);
    assertThat(run.last(2, 0, "he-normal")).isLessThan(1);
    assertThat(run.last(2, 2, "normal 0.01")).isEqualTo(GUESSING, within(0.05));
    assertThat(run.last(2, 2, "zeros")).isEqualTo(GUESSING, within(0.05));
  }

  @Test
  void theGradientOfTheFirstOfTenSigmoidLayersIsBelow1em5OfTheLastOnes() {
    ExperimentRun run = ExperimentRun.of("vanishing");

    assertThat(ratio(run.line(0, 0, "sigmoid"))).isBetween(1e-7, 1e-5);
    assertThat(ratio(run.line(0, 0, "¼ a layer"))).isEqualTo(Math.pow(0.25, 9), within(1e-12));
    assertThat(ratio(run.line(0, 0, "ReLU, He's weights"))).isGreaterThan(0.1);
    assertThat(ratio(run.line(0, 0, "sigmoid, batch normalization"))).isGreaterThan(0.1);
    assertThat(run.last(1, 0, "sigmoid")).isEqualTo(GUESSING, within(0.05));
    assertThat(run.last(1, 0, "ReLU, He's weights")).isLessThan(1);
    assertThat(run.last(1, 0, "sigmoid, batch normalization")).isLessThan(1);
  }

  private static double ratio(double[] norms) {
    return norms[0] / norms[9];
  }

  @Test
  void sixtyFourUnitsFitEveryFunctionBetterThanFour() {
    ExperimentRun run = ExperimentRun.of("approximation");

    // The step gains least: with seeds 1 to 10 the error falls by a seventh or more.
    for (String function : List.of("sin 2πx", "|x|", "step", "4x³ − 3x")) {
      double[] errors = run.line(0, 0, function);
      assertThat(errors[5]).as(function).isLessThan(errors[1]);
    }
    assertThat(run.line(0, 0, "sin 2πx")[5]).isLessThan(0.05);
  }

  @Test
  void theFittedCurveRunsAlongItsFunction() {
    ExperimentRun run = ExperimentRun.of("approximation");

    double[] function = run.line(1, 0, "the function");
    double[] fitted = run.line(1, 0, "64 units");
    assertThat(function[150]).isEqualTo(Math.sin(Math.PI), within(1e-12));
    for (int i = 0; i < function.length; i++) {
      assertThat(fitted[i]).isEqualTo(function[i], within(0.2));
    }
  }

  @Test
  void twoUnitsLearnXorOrStayAtHalfOfLn2() {
    ExperimentRun run = ExperimentRun.of("xor");

    assertThat(run.json().at("/parts/0/title").asText()).endsWith("succeeds");
    assertThat(run.json().at("/parts/1/title").asText()).endsWith("gets stuck");
    int two = successes(run, 0);
    assertThat(two).isBetween(3, 17);
    assertThat(successes(run, 3)).isGreaterThan(two);
    // Those that are stuck have the loss ½ ln 2, the others almost none.
    assertThat(run.last(2, 0, "2 units"))
        .isEqualTo((20 - two) / 20.0 * Math.log(2) / 2, within(0.01));
  }

  private static int successes(ExperimentRun run, int row) {
    String text = run.json().at("/parts/2/tables/0/rows/" + row + "/1").asText();
    return Integer.parseInt(text.replace(" of 20", ""));
  }

  @Test
  void aRateThatFallsEndsWithALowerTrainingLoss() {
    ExperimentRun run = ExperimentRun.of("schedules");

    double constant = run.last(1, 0, "constant");
    assertThat(run.last(1, 0, "cosine, warm-up")).isLessThan(constant / 4);
    assertThat(run.last(1, 0, "one-cycle")).isLessThan(constant / 4);
    assertThat(run.last(1, 0, "step")).isLessThan(constant);
  }

  @Test
  void theDrawnRatesAreThoseOfTheRules() {
    ExperimentRun run = ExperimentRun.of("schedules");

    assertThat(run.line(0, 0, "constant")).containsOnly(0.05);
    double[] step = run.line(0, 0, "step");
    assertThat(step[0]).isEqualTo(0.05);
    assertThat(step[step.length - 1]).isEqualTo(0.05 * Math.pow(0.3, 3), within(1e-15));
    assertThat(Arrays.stream(run.line(0, 0, "cosine, warm-up")).max().orElseThrow())
        .isEqualTo(0.05, within(1e-4));
    double[] plateau = run.line(0, 0, "plateau");
    assertThat(plateau[plateau.length - 1]).isLessThan(0.05);
  }

  @Test
  void withoutClippingTheTrainingBreaksAndWithItTheLossFalls() {
    ExperimentRun run = ExperimentRun.of("gradient-clipping");

    double[] without = run.line(1, 0, "without");
    double[] clipped = run.line(1, 0, "global norm 0.5");
    assertThat(clipped[0]).isEqualTo(without[0]);
    assertThat(tail(clipped)).isLessThan(0.7);
    // Where the loss is no number any more, the mean is none, either.
    assertThat(tail(without) < 1.5).isFalse();
    assertThat(run.cell(1, "without", 5)).isGreaterThan(0.3);
    assertThat(run.cell(1, "global norm 0.5", 5)).isLessThan(0.3);
  }

  private static double tail(double[] losses) {
    return Arrays.stream(losses, losses.length - 20, losses.length).average().orElseThrow();
  }

  @Test
  void regularizationEndsWithALowerTestLossThanThePlainNetwork() {
    ExperimentRun run = ExperimentRun.of("regularization");

    double[] plainTest = run.line(0, 1, "plain");
    double plain = run.cell(0, "plain", 2);
    assertThat(plain).isGreaterThan(2 * Arrays.stream(plainTest).min().orElseThrow());
    assertThat(run.cell(0, "plain", 1)).isLessThan(0.05);
    for (String kind :
        List.of("dropout 0.5", "L2 0.01", "weight decay 1", "max-norm 1", "early stopping")) {
      assertThat(run.cell(0, kind, 2)).as(kind).isLessThan(plain);
    }
    assertThat(run.cell(0, "L2 0.01", 2)).isLessThan(plain / 2);
  }

  @Test
  void earlyStoppingEndsEarlyAndGoesBack() {
    ExperimentRun run = ExperimentRun.of("regularization");

    double[] test = run.line(0, 1, "early stopping");
    int epochs = (int) Arrays.stream(test).filter(Double::isFinite).count() - 1;
    assertThat(epochs).isLessThan(400);
    // 30 epochs in vain, then back to the one before them.
    assertThat(run.cell(0, "early stopping", 2)).isEqualTo(test[epochs - 30]);
  }
}
