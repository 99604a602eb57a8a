package mlp.equivalence.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import mlp.api.DataType;
import mlp.api.Mlp;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.equivalence.diagnosis.Diagnoser;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.RecordedRun;
import mlp.equivalence.diagnosis.Severity;
import org.junit.jupiter.api.Test;

/** Right implementations are not accused. */
class DiagnosisTest {
  private static final int STEPS = 3;

  record Recorded(List<Trace> traces) implements RecordedRun {
    @Override
    public String name() {
      return traces.get(0).producer();
    }

    @Override
    public DataType dataType() {
      return traces.get(0).dataType();
    }

    @Override
    public List<Long> steps() {
      return traces.stream().map(Trace::step).toList();
    }

    @Override
    public List<Tensor> read(long step) {
      return traces.get((int) step).records();
    }
  }

  private static Recorded run(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    List<Trace> traces = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      traces.add(mlp.trace(setting.batch(step)));
    }
    return new Recorded(traces);
  }

  @Test
  void tracksThatDifferByRoundingAloneAreNotAccused() {
    List<Setting> settings = new ArrayList<>(Setting.withEachExtra());
    settings.addAll(Setting.coverOfExtras());
    int pairs = 0;
    for (Setting setting : settings) {
      List<Recorded> runs =
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
        pairs++;
      }
    }
    assertThat(pairs).isGreaterThan(100);
  }
}
