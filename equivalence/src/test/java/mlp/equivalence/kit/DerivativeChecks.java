package mlp.equivalence.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Loss;
import mlp.api.Mlp;
import mlp.api.Track;
import mlp.equivalence.Difference;
import mlp.equivalence.GradientCheck;
import mlp.equivalence.kit.Setting.Head;
import mlp.equivalence.kit.Setting.OptimizerKind;

/** Backpropagation against central differences of the loss. */
final class DerivativeChecks {
  private DerivativeChecks() {}

  static List<Check> all() {
    List<Case> atRandomWeights = new ArrayList<>();
    List<Case> afterTraining = new ArrayList<>();
    for (Activation hidden : Setting.hiddenActivations()) {
      for (Head head : Head.values()) {
        Setting setting = new Setting(hidden, head, OptimizerKind.MOMENTUM, DataType.FLOAT64);
        atRandomWeights.add(new Case(setting.toString(), track -> check(track, setting, 0)));
        if (head.ordinal() == hidden.ordinal() % Head.values().length) {
          afterTraining.add(new Case(setting.toString(), track -> check(track, setting, 50)));
        }
      }
    }
    return List.of(
        new Check("Gradients are derivatives at random weights", atRandomWeights),
        new Check("Gradients are derivatives after training", afterTraining),
        new Check("Gradients are derivatives of what training makes of a network", withExtras()));
  }

  /**
   * With batch normalization, dropout of every other, and smoothed labels where there are labels.
   * Some steps are taken before, so that the masks are not the first.
   */
  private static List<Case> withExtras() {
    List<Case> cases = new ArrayList<>();
    for (Activation hidden : Setting.hiddenActivations()) {
      Head head = Head.values()[hidden.ordinal() % Head.values().length];
      boolean labels = head.loss() != Loss.SQUARED_ERROR;
      // A normalized layer takes from its inputs what identity adds to all of them: no gradient.
      boolean normalized = hidden != Activation.IDENTITY;
      boolean dropout = !normalized || hidden.ordinal() % 2 == 0;
      Extras extras = Extras.ofNetwork(normalized, dropout).withSmoothing(labels);
      Setting setting =
          new Setting(hidden, head, OptimizerKind.MOMENTUM, DataType.FLOAT64, extras);
      cases.add(new Case(setting.toString(), track -> check(track, setting, 5)));
    }
    return cases;
  }

  /** Not with batch 0, whose row of zeros stands on the kinks. */
  private static void check(Track track, Setting setting, int steps) {
    Mlp mlp = setting.create(track);
    setting.train(mlp, steps);
    GradientCheck check = GradientCheck.of(mlp, setting.batch(1));
    Difference worst = check.worst();
    if (worst.exceeds(GradientCheck.TOLERANCE)) {
      fail(setting
          + ", after "
          + steps
          + " steps: d"
          + worst.describe(track.name(), "central difference", GradientCheck.TOLERANCE));
    }
    assertThat(check.kinks()).as("parameters at a kink").isLessThanOrEqualTo(2);
    Headroom.note(
        "central differences, float64",
        worst,
        GradientCheck.TOLERANCE,
        track.name() + ", " + setting);
  }
}
