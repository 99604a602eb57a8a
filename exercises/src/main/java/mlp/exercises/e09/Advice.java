package mlp.exercises.e09;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mlp.exercises.tasks.RecipeTask.Recipe;

/**
 * Why a recipe does not do well. Suspicions come from the curves; each is tried: the recipe is
 * trained again with that one thing changed, and the change that helps most is told.
 */
final class Advice {
  private static final int SEEDS = 2;

  /** Of two changes that help about as much the earlier is told. */
  private static final double ABOUT = 0.004;

  private static final double LEAST = 0.004;

  private Advice() {}

  /** @return what was seen of the trial, what that comes from, and what a change of it brought */
  static String of(Recipe recipe, Trial trial) {
    Symptoms symptoms = new Symptoms(trial.shown());
    String curve = "The loss in training: " + symptoms.curve() + ". ";
    Suspicion best = null;
    double bestAccuracy = trial.accuracy() + LEAST;
    for (Suspicion suspicion : Suspicion.of(recipe, symptoms)) {
      double accuracy = Trial.of(suspicion.remedied(), SEEDS).accuracy();
      if (accuracy > bestAccuracy + (best == null ? 0 : ABOUT)) {
        best = suspicion;
        bestAccuracy = accuracy;
      }
    }
    double before = trial.accuracy();
    double after = bestAccuracy;
    return curve
        + Optional.ofNullable(best)
            .map(found -> found.seen()
                + String.format(
                    Locale.ROOT,
                    " %s, and all else as you have it, %.1f%% are right in the place of %.1f%%.",
                    found.change(),
                    100 * after,
                    100 * before))
            .orElseGet(() -> ofNoSuspicion(trial));
  }

  private static String ofNoSuspicion(Trial trial) {
    Run run = trial.shown();
    return String.format(
        Locale.ROOT,
        "Of the training images %.1f%% are told right. %s",
        100 * run.onTraining().accuracy(),
        run.onTraining().accuracy() > 0.995
            ? "Nothing is left to be learnt from them; what lacks is that it carries over to others:"
                + " more hidden units, a higher learning rate that falls to 0 in the end, a little"
                + " dropout."
            : "It has not learnt them yet: more units, more steps, or a higher learning rate.");
  }

  /** @return the same by the curves alone, of a training that is too long to be done again */
  static String byCurve(Recipe recipe, Run run) {
    Symptoms symptoms = new Symptoms(run);
    List<Suspicion> suspicions = Suspicion.of(recipe, symptoms);
    return "The loss in training: " + symptoms.curve() + ". "
        + (suspicions.isEmpty()
            ? ofNoSuspicion(new Trial(List.of(run)))
            : suspicions.get(0).seen());
  }
}
