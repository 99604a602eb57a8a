package mlp.equivalence.kit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.equivalence.naive.NaiveTrack;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every track against every other, and against the naive implementation. */
@ExtendWith(Headroom.class)
class PairsTest {
  private static final List<Track> TRACKS =
      Stream.concat(Stream.of(new NaiveTrack()), Track.all().stream()).toList();

  @TestFactory
  Stream<DynamicTest> everyRecordOfTheTraceAndEveryParameterAfter1And10Steps() {
    return Stream.of(
            Setting.all(), Setting.withEachExtra().stream(), Setting.coverOfExtras().stream())
        .flatMap(settings -> settings)
        .map(setting -> dynamicTest(setting.toString(), () -> traceThenTrain(setting)));
  }

  private record Beginning(List<Trace> traces, Parameters after1, Parameters after10) {}

  private static void traceThenTrain(Setting setting) {
    Map<String, Beginning> beginnings = ofEachTrack(track -> {
      List<Trace> traces = PairChecks.traces(setting, setting.create(track));
      Mlp mlp = setting.create(track);
      setting.train(mlp, 1);
      Parameters after1 = mlp.parameters();
      setting.train(mlp, 9);
      return new Beginning(traces, after1, mlp.parameters());
    });
    forEachPair((leftName, rightName) -> {
      Beginning left = beginnings.get(leftName);
      Beginning right = beginnings.get(rightName);
      PairChecks.requireSameTraces(setting, left.traces, right.traces);
      PairChecks.requireSameParameters(setting, 1, leftName, left.after1, rightName, right.after1);
      PairChecks.requireSameParameters(
          setting, 10, leftName, left.after10, rightName, right.after10);
    });
  }

  @TestFactory
  Stream<DynamicTest> everyParameterAfter1000Steps() {
    return Stream.of(PairwiseCover.of(Setting.all().toList()), Setting.withEachExtraOnce())
        .flatMap(List::stream)
        .map(setting -> dynamicTest(
            setting + ", " + stableSteps(setting), () -> train(setting, stableSteps(setting))));
  }

  /**
   * Batch normalization alone, at this rate, trains into a region that enlarges roundings: the
   * naive implementation comes 10⁵ times farther apart between the steps 300 and 500 from itself
   * when its first weights are moved by an ULP, in either type.
   */
  private static int stableSteps(Setting setting) {
    return setting.extras().equals(Extras.ofNetwork(true, false)) ? 300 : 1000;
  }

  @TestFactory
  Stream<DynamicTest> everyParameterAfter100StepsWithAnyTwoExtras() {
    return Setting.coverOfExtras().stream()
        .map(setting -> dynamicTest(setting.toString(), () -> train(setting, 100)));
  }

  private static void train(Setting setting, int steps) {
    Map<String, Parameters> after = ofEachTrack(track -> {
      Mlp mlp = setting.create(track);
      setting.train(mlp, steps);
      return mlp.parameters();
    });
    forEachPair((left, right) -> PairChecks.requireSameParameters(
        setting, steps, left, after.get(left), right, after.get(right)));
  }

  /** The tracks run side by side, each network in a thread of its own. */
  private static <T> Map<String, T> ofEachTrack(Function<Track, T> run) {
    return TRACKS.parallelStream().collect(Collectors.toConcurrentMap(Track::name, run));
  }

  /** All pairs are tried before the first failure is told, with the number of others. */
  private static void forEachPair(BiConsumer<String, String> demand) {
    List<AssertionError> failures = new ArrayList<>();
    for (int i = 0; i < TRACKS.size(); i++) {
      for (int j = i + 1; j < TRACKS.size(); j++) {
        try {
          demand.accept(TRACKS.get(i).name(), TRACKS.get(j).name());
        } catch (AssertionError failure) {
          failures.add(failure);
        }
      }
    }
    if (!failures.isEmpty()) {
      AssertionError first = failures.get(0);
      failures.subList(1, failures.size()).forEach(first::addSuppressed);
      throw first;
    }
  }
}
