package mlp.equivalence.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mlp.api.Mlp;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.equivalence.replay.Expected;
import mlp.equivalence.replay.Records;
import mlp.equivalence.replay.StepReplay;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of every track, replayed on the inputs that its trace recorded. */
class ReplayTest {
  private static final int STEPS = 3;

  static List<String> tracks() {
    return Track.all().stream().map(Track::name).toList();
  }

  private static List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(Setting.withEachExtra());
    settings.addAll(Setting.coverOfExtras());
    return settings;
  }

  // The state before a step is that after the step before.
  private static Records records(Trace trace, Optional<Records> before) {
    return Records.of(
        trace.network(), trace.training(), trace.dataType(), trace.step(), trace.records(), before);
  }

  private static boolean isGiven(Trace trace, String record) {
    return Set.of("x", "y").contains(record)
        || trace.network().parameterShapes().containsKey(record)
        || record.matches("bn\\d+\\.running\\.(mean|var)");
  }

  @ParameterizedTest
  @MethodSource("tracks")
  void nothingButRoundingLiesBetweenARecordAndItsReplay(String name) {
    Track track =
        Track.all().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    Map<String, Double> largest = new TreeMap<>();
    List<String> beyond = new ArrayList<>();
    for (Setting setting : settings()) {
      Mlp mlp = setting.create(track);
      Optional<Records> before = Optional.empty();
      for (int step = 0; step < STEPS; step++) {
        Trace trace = mlp.trace(setting.batch(step));
        Records records = records(trace, before);
        for (Tensor record : trace.records()) {
          Optional<Expected> expected = StepReplay.of(records, record.name());
          assertThat(expected.isEmpty())
              .as("%s of %s", record.name(), setting)
              .isEqualTo(isGiven(trace, record.name()));
          if (expected.isPresent()) {
            double excess = expected.get().excess(record);
            largest.merge(record.name().replaceAll("\\d+", "#"), excess, Math::max);
            if (!(excess <= 1)) {
              beyond.add(setting + ", step " + step + ": " + record.name() + " " + excess);
            }
          }
        }
        before = Optional.of(records);
      }
    }
    assertThat(beyond.stream().limit(20).collect(Collectors.joining("\n"))).isEmpty();
  }

  static Stream<String> faults() {
    return Stream.of(
        "z1",
        "a1",
        "z2",
        "a3",
        "loss",
        "dz3",
        "dW3",
        "db3",
        "da2",
        "dz2",
        "dW1",
        "W1.after",
        "W2.after");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aChangedRecordIsTheOneThatLiesBeyond(String name) {
    Setting setting = Setting.withEachExtra().get(0);
    Trace trace = setting.create(Track.all().get(0)).trace(setting.batch(0));
    List<Tensor> records = new ArrayList<>();
    for (Tensor record : trace.records()) {
      double[] values = record.values().clone();
      if (record.name().equals(name)) {
        int largest = 0;
        for (int i = 0; i < values.length; i++) {
          largest = Math.abs(values[i]) > Math.abs(values[largest]) ? i : largest;
        }
        values[largest] *= 1 + 1e-3;
      }
      records.add(new Tensor(record.name(), record.shape(), values));
    }
    Records changed = Records.of(
        trace.network(), trace.training(), trace.dataType(), 0, records, Optional.empty());
    Optional<String> first = records.stream()
        .filter(record -> StepReplay.of(changed, record.name())
            .filter(expected -> expected.excess(record) > 1)
            .isPresent())
        .map(Tensor::name)
        .findFirst();
    assertThat(first).contains(name);
  }
}
