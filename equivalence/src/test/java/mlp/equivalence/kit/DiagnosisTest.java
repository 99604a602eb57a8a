package mlp.equivalence.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Mlp;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.equivalence.diagnosis.Diagnoser;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.Severity;
import mlp.equivalence.recorded.TracesRun;
import org.junit.jupiter.api.Test;

/** Right implementations are not accused. */
class DiagnosisTest {
  private static final int STEPS = 3;

  private static TracesRun run(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    List<Trace> traces = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      traces.add(mlp.trace(setting.batch(step)));
    }
    return new TracesRun(traces);
  }

  @Test
  void tracksThatDifferByRoundingAloneAreNotAccused() {
    List<Setting> settings = new ArrayList<>(Setting.withEachExtra());
    settings.addAll(Setting.coverOfExtras());
    int pairs = 0;
    for (Setting setting : settings) {
      List<TracesRun> runs =
          Track.all().stream().map(track -> run(track, setting)).toList();
      for (int other = 1; other < runs.size(); other++) {
        Trace first = runs.get(0).traces().get(0);
        Diagnosis diagnosis =
            Diagnoser.diagnose(first.network(), first.training(), runs.get(0), runs.get(other));
        assertThat(diagnosis.faults())
            .as(setting + ", " + runs.get(other).name())
            .isEmpty();
        assertThat(diagnosis.verdict())
            .as(setting.toString())
            .isLessThanOrEqualTo(Severity.ROUNDING);
        assertThat(diagnosis.assumed()).isEmpty();
        assertThat(diagnosis.records())
            .as(setting + ", " + runs.get(other).name())
            .allMatch(record -> record.maxAbsoluteDifference() <= record.bound());
        pairs++;
      }
    }
    assertThat(pairs).isGreaterThan(100);
  }
}
