package mlp.formats;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import mlp.api.EarlyStopping;
import mlp.api.EpochResult;
import mlp.api.Evaluation;
import mlp.api.InvalidInput;
import mlp.api.Training;
import mlp.api.TrainingProgress;
import mlp.api.TrainingState;

/**
 * A training at rest: everything that any track needs to go on with it. Its parts belong together,
 * or there is none.
 *
 * @param producer the name of the track, or of the other program, that trained
 * @param recipe what is trained, and how
 * @param state of the network after its last step
 * @param progress of the training loop
 */
public record Checkpoint(
    String producer, Recipe recipe, TrainingState state, TrainingProgress progress) {
  /**
   * @throws InvalidInput if the state, or that after the best epoch, is none of the recipe's
   *     network and training in its data type, or the epochs are not those that lead to the steps
   */
  public Checkpoint {
    Objects.requireNonNull(producer, "producer");
    recipe.requireFit(state);
    progress.best().ifPresent(best -> requireBestFit(recipe, best));
    requireEpochs(recipe, progress);
    requireBest(recipe.training(), progress);
    requireSteps(recipe.training(), state.steps(), progress);
  }

  private static void requireBestFit(Recipe recipe, TrainingState best) {
    try {
      recipe.requireFit(best);
    } catch (InvalidInput refused) {
      throw new InvalidInput("progress.best: " + refused.getMessage(), refused);
    }
  }

  private static void requireEpochs(Recipe recipe, TrainingProgress progress) {
    List<EpochResult> epochs = progress.epochs();
    int most = recipe.training().epochs();
    require(epochs.size() <= most, "epochs", epochs.size() + " of them", "at most " + most);
    boolean patience = recipe.training().earlyStopping() instanceof EarlyStopping.Patience;
    for (int i = 0; i < epochs.size(); i++) {
      EpochResult epoch = epochs.get(i);
      String field = "epochs[" + i + "].";
      int steps = epochs.get(0).steps();
      require(epoch.epoch() == i, field + "epoch", epoch.epoch(), Integer.toString(i));
      require(epoch.steps() > 0, field + "steps", epoch.steps(), "at least 1");
      require(epoch.steps() == steps, field + "steps", epoch.steps(), steps + ", as before");
      requireSeconds(field + "seconds", epoch.seconds());
      requireSeconds(field + "medianStepSeconds", epoch.medianStepSeconds());
      require(
          !patience || epoch.validation().isPresent(),
          field + "validation",
          "none",
          "one, by which training may end early");
      int outputs = recipe.network().outputs();
      epoch.validation().ifPresent(shown -> requireFit(field + "validation", shown, outputs));
      requireFit(field + "test", epoch.test(), outputs);
    }
  }

  private static void requireSeconds(String field, double seconds) {
    require(
        seconds >= 0 && seconds < Double.POSITIVE_INFINITY, field, seconds, "a time of at least 0");
  }

  private static void requireFit(String field, Evaluation evaluation, int outputs) {
    int[][] confusion = evaluation.confusion();
    require(
        confusion.length == 0 || confusion.length == outputs,
        field + ".confusion",
        confusion.length + " rows",
        outputs + ", as many as outputs, or none");
    for (int[] row : confusion) {
      require(
          row.length == confusion.length,
          field + ".confusion",
          "a row of " + row.length,
          "as many as rows, " + confusion.length);
      for (int count : row) {
        require(count >= 0, field + ".confusion", count, "counts of at least 0");
      }
    }
    double accuracy = evaluation.accuracy();
    require(
        confusion.length == 0 ? Double.isNaN(accuracy) : accuracy >= 0 && accuracy <= 1,
        field + ".accuracy",
        accuracy,
        "a share, or NaN where the targets are no classes and confusion has no rows");
  }

  /** With early stopping the best state is kept from the first epoch on, and else never. */
  private static void requireBest(Training training, TrainingProgress progress) {
    List<EpochResult> epochs = progress.epochs();
    boolean kept = training.earlyStopping() instanceof EarlyStopping.Patience && !epochs.isEmpty();
    Optional<Long> steps = progress.best().map(TrainingState::steps);
    require(
        steps.isPresent() == kept,
        "best",
        steps.isPresent() ? "a state" : "none",
        kept ? "one, because training may end early" : "none without early stopping or an epoch");
    if (kept) {
      int perEpoch = epochs.get(0).steps();
      require(
          steps.get() % perEpoch == 0
              && steps.get() >= perEpoch
              && steps.get() <= (long) perEpoch * epochs.size(),
          "best.steps",
          steps.get(),
          "the steps of whole epochs, of " + perEpoch + " each, that are done");
    }
  }

  /** The steps end in the epoch after those done, or where the best state was taken back. */
  private static void requireSteps(Training training, long steps, TrainingProgress progress) {
    List<EpochResult> epochs = progress.epochs();
    int perEpoch = epochs.isEmpty() ? 0 : epochs.get(0).steps();
    long done = (long) perEpoch * epochs.size();
    boolean takenBack = progress.best().filter(best -> best.steps() == steps).isPresent();
    if (!epochs.isEmpty() && !takenBack) {
      long most = epochs.size() < training.epochs() ? done + perEpoch : done;
      if (steps < done || steps > most) {
        throw new InvalidInput(
            "steps",
            steps,
            "from " + done + " to " + most + ", after " + epochs.size() + " epochs of " + perEpoch);
      }
    }
    double lossSum = progress.lossSum();
    require(
        Double.isFinite(lossSum) && (lossSum == 0 || steps > done),
        "lossSum",
        lossSum,
        "a finite number, and 0 before the first step of an epoch");
  }

  private static void require(boolean fits, String field, Object value, String expected) {
    if (!fits) {
      throw new InvalidInput("progress." + field, value, expected);
    }
  }
}
