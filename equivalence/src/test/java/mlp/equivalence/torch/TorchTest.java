package mlp.equivalence.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import mlp.api.DataType;
import mlp.api.Labels;
import mlp.api.LearningRate;
import mlp.api.Track;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every track trains as PyTorch does, with every feature alone and in a pairwise cover of their
 * combinations. PyTorch computes in float64, whatever the track's data type.
 */
class TorchTest {
  private static final TorchHeadroom HEADROOM = new TorchHeadroom();

  @AfterAll
  static void writeTable() throws IOException {
    HEADROOM.write();
  }

  @TestFactory
  Stream<DynamicContainer> everyTrackTrainsAsPyTorch() {
    return Track.all().stream()
        .flatMap(track -> Arrays.stream(DataType.values()).map(type -> container(track, type)));
  }

  private static DynamicContainer container(Track track, DataType type) {
    String name = track.name() + ", " + Labels.of(type);
    return dynamicContainer(
        name,
        TorchCase.all().stream()
            .map(each -> dynamicTest(
                name + ": " + each,
                () -> TorchComparison.run(each, track, type, HEADROOM.of(each, track, type)))));
  }

  @TestFactory
  Stream<DynamicTest> everyScheduleIsPyTorchs() {
    return TorchCase.all().stream()
        .map(each -> dynamicTest("learning rates: " + each, () -> requireRates(each)));
  }

  /** Torch multiplies the last rate by a factor in each step, and rounds each time. */
  private static void requireRates(TorchCase expected) {
    LearningRate rate = new LearningRate(expected.training());
    for (int step = 0; step < TorchCase.STEPS; step++) {
      double torch = expected.learningRate(step);
      assertThat(rate.at(step)).as("step %d", step).isCloseTo(torch, within(1e-15 * torch));
      rate.observe(step, expected.trainingLoss(step));
    }
  }
}
