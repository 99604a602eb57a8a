package mlp.equivalence.kit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
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
    return Setting.all()
        .map(setting -> dynamicTest(setting.toString(), () -> traceThenTrain(setting)));
  }

  private static void traceThenTrain(Setting setting) {
    Map<String, List<Trace>> traces = new LinkedHashMap<>();
    Map<String, Parameters> after1 = new LinkedHashMap<>();
    Map<String, Parameters> after10 = new LinkedHashMap<>();
    for (Track track : TRACKS) {
      traces.put(track.name(), PairChecks.traces(setting, setting.create(track)));
      Mlp mlp = setting.create(track);
      setting.train(mlp, 1);
      after1.put(track.name(), mlp.parameters());
      setting.train(mlp, 9);
      after10.put(track.name(), mlp.parameters());
    }
    forEachPair((left, right) -> {
      PairChecks.requireSameTraces(setting, traces.get(left), traces.get(right));
      requireSameParameters(setting, 1, after1, left, right);
      requireSameParameters(setting, 10, after10, left, right);
    });
  }

  @TestFactory
  Stream<DynamicTest> everyParameterAfter1000Steps() {
    return PairwiseCover.of(Setting.all().toList()).stream()
        .map(setting -> dynamicTest(setting.toString(), () -> trainLong(setting)));
  }

  private static void trainLong(Setting setting) {
    Map<String, Parameters> after1000 = new LinkedHashMap<>();
    for (Track track : TRACKS) {
      Mlp mlp = setting.create(track);
      setting.train(mlp, 1000);
      after1000.put(track.name(), mlp.parameters());
    }
    forEachPair((left, right) -> requireSameParameters(setting, 1000, after1000, left, right));
  }

  private static void requireSameParameters(
      Setting setting, long steps, Map<String, Parameters> parameters, String left, String right) {
    PairChecks.requireSameParameters(
        setting, steps, left, parameters.get(left), right, parameters.get(right));
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
