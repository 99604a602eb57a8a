package mlp.equivalence.kit;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Mlp;
import mlp.api.Track;
import mlp.equivalence.kit.Setting.Head;
import mlp.equivalence.kit.Setting.OptimizerKind;
import mlp.equivalence.naive.NaiveTrack;

/** A track against the naive implementation; {@link PairsTest} does more of this. */
final class ReferenceChecks {
  private static final int STEPS = 10;

  private ReferenceChecks() {}

  static List<Check> all() {
    return List.of(
        new Check("Every record of the trace is the reference's", cases(ReferenceChecks::trace)),
        new Check("Every parameter is the reference's", cases(ReferenceChecks::parameters)));
  }

  private interface Demand {
    void of(Track track, Setting setting);
  }

  private static List<Case> cases(Demand demand) {
    List<Case> cases = new ArrayList<>();
    for (Activation hidden : Setting.hiddenActivations()) {
      for (OptimizerKind optimizer : OptimizerKind.values()) {
        Head head = Head.values()[(hidden.ordinal() + optimizer.ordinal()) % Head.values().length];
        Setting setting = new Setting(hidden, head, optimizer, DataType.FLOAT64);
        cases.add(new Case(setting.toString(), track -> demand.of(track, setting)));
      }
    }
    return cases;
  }

  private static void trace(Track track, Setting setting) {
    PairChecks.requireSameTraces(
        setting,
        PairChecks.traces(setting, setting.create(new NaiveTrack())),
        PairChecks.traces(setting, setting.create(track)));
  }

  private static void parameters(Track track, Setting setting) {
    Mlp reference = setting.create(new NaiveTrack());
    Mlp mlp = setting.create(track);
    setting.train(reference, STEPS);
    setting.train(mlp, STEPS);
    PairChecks.requireSameParameters(
        setting, STEPS, "reference", reference.parameters(), track.name(), mlp.parameters());
  }
}
