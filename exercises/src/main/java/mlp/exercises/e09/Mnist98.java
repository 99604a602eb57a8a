package mlp.exercises.e09;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import mlp.api.EarlyStopping;
import mlp.api.Network;
import mlp.exercises.Exercise;
import mlp.exercises.Limits;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Submission;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.RecipeTask;
import mlp.exercises.tasks.RecipeTask.Recipe;

/**
 * Exercise 09: 98% on MNIST. Every recipe is tried on digits first, where a training takes a second
 * and can be done again with one thing changed; then on MNIST, where it is.
 */
public final class Mnist98 implements Exercise {
  /**
   * The bar on digits, for the mean of ten seeds: halfway between the best linear classifier and
   * the best network that were found. Measured on the 360 test images with the seeds 101 to 120, as
   * two means of ten: 64 linear classifiers (Adam and momentum, rates 0.01 to 0.5, batches of 8 to
   * 128, 20 to 60 epochs, both scalings) came to 97.2% at best; with a hidden layer of 256 or more
   * and pixels from 0 to 1, plain momentum to 97.4 to 97.6%, with dropout or Adam to 97.6 to 97.9%.
   * The gap is small, and was looked for on the test images: it is a bar, and no estimate.
   */
  private static final double DIGITS_BAR = 0.975;

  private static final int SEEDS = 10;
  private static final double MNIST_BAR = 0.98;
  private static final Duration MNIST_LIMIT = Duration.ofMinutes(3);
  private static final long MNIST_SEED = 201;

  /** A network that tells nothing has the loss log 10 = 2.3; twice that is a fault of its start. */
  private static final double LARGEST_FIRST_LOSS = 2 * Math.log(10);

  private static final int SECONDS = 300;
  private static final int MEGABYTES = 1024;

  @Override
  public String number() {
    return "09";
  }

  @Override
  public String name() {
    return "mnist-98";
  }

  @Override
  public int minutes() {
    return 60;
  }

  @Override
  public List<String> files() {
    return List.of("MnistRecipe.java");
  }

  @Override
  public Limits limits() {
    return Limits.training(SECONDS, MEGABYTES);
  }

  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    checks
        .part("recipe")
        .check("it is complete", () -> complete(digits(submission)))
        .check("its network fits both data sets", () -> fits(submission));
    checks
        .part("digits", "recipe")
        .check("the first loss is near log 10", () -> firstLoss(digits(submission)))
        .check("the loss falls", () -> falls(digits(submission)))
        .check(
            "97.5% of the test images, mean of " + SEEDS + " seeds",
            () -> reachesOnDigits(digits(submission)));
    Optional<Path> folder = Images.mnistFolder();
    folder.ifPresent(files -> checks
        .part("MNIST", "digits")
        .check(
            "98% of the 10,000 test images, within 3 minutes",
            () -> reachesOnMnist(files, recipe(submission, 784, 60_000))));
    return checks.all();
  }

  private static Recipe digits(Submission submission) throws Exception {
    return recipe(submission, 64, 1438);
  }

  private static Recipe recipe(Submission submission, int inputs, int rows) throws Exception {
    return submission.create("MnistRecipe", RecipeTask.class).recipe(inputs, 10, rows);
  }

  private static void complete(Recipe recipe) {
    if (recipe == null) {
      throw new Wrong("recipe(…) returns null, expected a Recipe.");
    }
    if (Objects.isNull(recipe.scaling())
        || Objects.isNull(recipe.network())
        || Objects.isNull(recipe.training())) {
      throw new Wrong("The recipe lacks a part: " + recipe + ".");
    }
    if (!(recipe.training().earlyStopping() instanceof EarlyStopping.None)) {
      throw new Wrong("The training has early stopping, which needs validation images; here all are"
          + " trained on: choose the number of epochs instead.");
    }
    recipe.training().requireFor(recipe.network());
  }

  private static void fits(Submission submission) throws Exception {
    for (int inputs : new int[] {64, 784}) {
      Network network = recipe(submission, inputs, inputs == 64 ? 1438 : 60_000).network();
      if (network.inputs() != inputs) {
        throw new Wrong("Asked for a network of " + inputs + " inputs, your recipe gives one of "
            + network.inputs() + ": pass on the argument, so that it fits any images.");
      }
      if (network.outputs() != 10) {
        throw new Wrong(
            "The last layer has " + network.outputs() + " units, expected 10: one for each class.");
      }
    }
  }

  private static void firstLoss(Recipe recipe) {
    double first = Trial.of(oneEpoch(recipe), 1).shown().firstLoss();
    if (first <= LARGEST_FIRST_LOSS) {
      return;
    }
    String seen = String.format(
        Locale.ROOT,
        "Before anything is learnt the loss is %.3g; who knows nothing and says so has log 10 = 2.30."
            + " The network is sure of what it cannot know, since its outputs are too large. ",
        first);
    double scaled = Trial.of(oneEpoch(Changed.scaling(recipe)), 1).shown().firstLoss();
    double drawn = Trial.of(oneEpoch(Changed.initializer(recipe)), 1).shown().firstLoss();
    throw new Wrong(seen
        + String.format(
            Locale.ROOT,
            scaled <= drawn
                ? "The inputs are not scaled: with pixels from 0 to 1 (Scaling.UNIT) the first loss"
                    + " is %.3g."
                : "The first weights are too large: drawn by HE_NORMAL they give %.3g.",
            Math.min(scaled, drawn)));
  }

  // What is dropped would enlarge the first loss, too.
  private static Recipe oneEpoch(Recipe recipe) {
    return new Recipe(
        recipe.scaling(),
        Changed.withoutDropout(recipe).network(),
        recipe.training().toBuilder().epochs(1).build());
  }

  private static void falls(Recipe recipe) {
    Trial trial = Trial.of(recipe, 1);
    Run run = trial.shown();
    requireTime(run);
    if (run.hasDiverged() || run.lastLoss() > 0.9 * run.firstLoss() && run.accuracy() < 0.9) {
      throw new Wrong(Advice.of(recipe, trial));
    }
  }

  private static void requireTime(Run run) {
    if (run.isOutOfTime()) {
      throw new Wrong(String.format(
          Locale.ROOT,
          "On 1,438 small images the training had done %d of %d epochs after 15 seconds: this is too"
              + " large a network, or too many epochs, for MNIST in 3 minutes.",
          run.epochsDone(),
          run.training().epochs()));
    }
  }

  private static void reachesOnDigits(Recipe recipe) {
    Trial trial = Trial.of(recipe, SEEDS);
    trial.runs().forEach(Mnist98::requireTime);
    if (trial.accuracy() >= DIGITS_BAR) {
      return;
    }
    String reached = String.format(
        Locale.ROOT,
        "Your recipe tells %.1f%% right, in the mean of %d seeds. ",
        100 * trial.accuracy(),
        SEEDS);
    double own = Trial.ofOwnSeed(recipe).accuracy();
    String luck = own >= DIGITS_BAR
        ? String.format(
            Locale.ROOT,
            "With the seed %d, which you chose, it is %.1f%%: that was luck, and a recipe must hold"
                + " for any seed. ",
            recipe.training().seed(),
            100 * own)
        : "";
    throw new Wrong(reached + luck + Advice.of(recipe, trial));
  }

  private static void reachesOnMnist(Path folder, Recipe recipe) {
    Run run = new Run(
        Images.mnist(folder, recipe.scaling()),
        recipe.network(),
        recipe.training().toBuilder().seed(MNIST_SEED).build(),
        MNIST_LIMIT);
    String reached = String.format(
        Locale.ROOT,
        "%.2f%% of MNIST's test images after %d of %d epochs",
        100 * run.accuracy(),
        run.epochsDone(),
        run.training().epochs());
    if (run.isOutOfTime()) {
      throw new Wrong(
          reached + ", and the 3 minutes are over: fewer epochs or units, or larger" + " batches.");
    }
    if (run.accuracy() < MNIST_BAR) {
      throw new Wrong(reached + ". " + Advice.byCurve(recipe, run));
    }
  }
}
