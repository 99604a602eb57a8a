package mlp.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** R12, with numbers of PyTorch 2.13's schedulers where it has the same schedule. */
class LearningRateTest {
  private static final Offset<Double> ROUNDING = within(1e-15);

  private static LearningRate with(Schedule schedule) {
    Training training = new Training(new Optimizer.Sgd(), 2, 1, 1, 0);
    return new LearningRate(training.toBuilder().schedule(schedule).build());
  }

  private static double[] rates(Schedule schedule, int steps) {
    LearningRate rate = with(schedule);
    return LongStream.range(0, steps).mapToDouble(rate::at).toArray();
  }

  @Test
  void constant() {
    assertThat(rates(new Schedule.Constant(), 3)).containsExactly(2, 2, 2);
  }

  @Test
  void stepFallsAtEveryThirdStep() {
    assertThat(rates(new Schedule.Step(3, 0.5), 8)).containsExactly(2, 2, 2, 1, 1, 1, 0.5, 0.5);
  }

  @Test
  void exponentialFallsInEveryStep() {
    assertThat(rates(new Schedule.Exponential(0.5), 4)).containsExactly(2, 1, 0.5, 0.25);
  }

  @Test
  void cosineAsPyTorchsCosineAnnealing() {
    assertThat(rates(new Schedule.Cosine(0, 8, 0.1), 11))
        .containsExactly(
            new double[] {
              2.0,
              1.9314915792601581,
              1.7363961030678927,
              1.444415089128581,
              1.1,
              0.7555849108714194,
              0.4636038969321074,
              0.268508420739842,
              0.2,
              0.2,
              0.2
            },
            ROUNDING);
  }

  // (t + 1)/4 for t < 4; then halfway down two steps later: T − w = 4
  @Test
  void cosineWarmsUpInAStraightLine() {
    assertThat(rates(new Schedule.Cosine(4, 8, 0), 9))
        .containsExactly(
            new double[] {0.5, 1, 1.5, 2, 2, 1 + Math.sqrt(0.5), 1, 1 - Math.sqrt(0.5), 0},
            ROUNDING);
  }

  @Test
  void oneCycleAsPyTorchs() {
    assertThat(rates(new Schedule.OneCycle(10, 0.4, 5, 10), 12))
        .containsExactly(
            new double[] {
              0.3999999999999999,
              0.7999999999999998,
              1.5999999999999999,
              2.0,
              1.86870489570875,
              1.51,
              1.02,
              0.5300000000000002,
              0.17129510429125008,
              0.04,
              0.04,
              0.04
            },
            ROUNDING);
  }

  /** The means are those of a run of PyTorch's ReduceLROnPlateau(factor=0.5, patience=1, 0.1). */
  @Test
  void plateauHalvesAfterTwoWindowsWithoutImprovement() {
    LearningRate rate = with(new Schedule.Plateau(2, 1, 0.5, 0.1));
    double[] means = {4, 3, 2.9, 2.8, 2.6, 2.55, 2.6, 2.5};
    double[] expected = {2, 2, 2, 1, 1, 1, 0.5, 0.5};
    for (int window = 0; window < means.length; window++) {
      rate.observe(2 * window, means[window] - 0.5);
      rate.observe(2 * window + 1, means[window] + 0.5);
      assertThat(rate.at(2 * window + 2)).as("after window " + window).isEqualTo(expected[window]);
    }
  }

  @Test
  void plateauGoesOnFromItsStateAndBeginsAnewWhenReset() {
    Schedule.Plateau schedule = new Schedule.Plateau(2, 0, 0.5, 0);
    LearningRate first = with(schedule);
    for (int step = 0; step < 5; step++) {
      first.observe(step, 1);
    }
    LearningRate second = with(schedule);
    second.restore(new TrainingState(5, first.state()));
    assertThat(second.at(5)).isEqualTo(first.at(5)).isEqualTo(1);
    first.observe(5, 1);
    second.observe(5, 1);
    assertThat(second.at(6)).isEqualTo(first.at(6)).isEqualTo(0.5);
    second.reset();
    assertThat(second.at(0)).isEqualTo(2);
  }

  @Test
  void onlyThePlateauHasAState() {
    assertThat(with(new Schedule.Cosine(0, 8, 0)).state()).isEmpty();
    assertThat(with(new Schedule.Plateau(1, 1, 0.5, 0)).state())
        .singleElement()
        .extracting(Tensor::name)
        .isEqualTo("schedule.plateau");
  }
}
