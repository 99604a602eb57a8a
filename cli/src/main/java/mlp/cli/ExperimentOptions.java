package mlp.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mlp.api.InvalidInput;
import mlp.api.Network;
import mlp.api.Training;
import mlp.data.DataSet;
import mlp.equivalence.recorded.Inference;
import mlp.formats.Json;
import mlp.formats.Recipe;
import mlp.formats.TextFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that compare and train share: data, network, training; or a recipe for all three. */
final class ExperimentOptions {
  private static final Set<String> BESIDE_A_RECIPE =
      Set.of("--seed", "--epochs", "--dtype", "--validation", "--mnist-dir", "--threads");
  private static final Set<String> BESIDE_A_CHECKPOINT = Set.of("--mnist-dir", "--threads");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--recipe",
      paramLabel = "FILE",
      description = "Take data, network and training from this JSON file, as recipes/*.json; only"
          + " --seed, --epochs, --dtype, --validation, --mnist-dir and --threads may stand beside it,"
          + " and leave its schedule as it is.")
  private Path recipe;

  @Option(
      names = "--threads",
      paramLabel = "NUMBER",
      description = "That every track computes with; numpy-style's results do not depend on it."
          + " Default: $OMP_NUM_THREADS, or else 1")
  private Integer threads;

  @Mixin
  private DataSetOptions data = new DataSetOptions();

  @Mixin
  private NetworkOptions network = new NetworkOptions();

  @Mixin
  private TrainingOptions training = new TrainingOptions();

  /**
   * @return what the options or the recipe describe
   * @throws InvalidInput if an option or the recipe cannot be used
   */
  Plan plan() {
    ThreadsOption.started(threads);
    if (recipe != null) {
      refuseBeside("--recipe", BESIDE_A_RECIPE);
      return Plan.of(changed(read(recipe)));
    }
    DataRecipe chosen = data.recipe();
    training.requireValid(chosen.name(), network.requireValid(), chosen.hasValidation());
    return new Plan(chosen, training.seed(), training.dataType(), loaded -> recipe(chosen, loaded));
  }

  /** @throws InvalidInput if an option is given that a checkpoint says already */
  void requireNoneBesideACheckpoint() {
    ThreadsOption.started(threads);
    if (recipe != null) {
      throw hasNoEffect("--recipe", "--resume");
    }
    refuseBeside("--resume", BESIDE_A_CHECKPOINT);
  }

  /**
   * Loads the data.
   *
   * @param err is told of downloads
   * @return what is trained
   * @throws InvalidInput if the data cannot be had or used
   */
  Experiment experiment(Plan plan, PrintWriter err) {
    DataSet loaded = data.load(plan.data(), plan.seed(), plan.dataType(), err);
    return new Experiment(loaded, plan.recipe().apply(loaded));
  }

  private Recipe recipe(DataRecipe chosen, DataSet loaded) {
    Network sized = network.network(
        loaded.training().inputs().columns(), loaded.training().targets().columns());
    Training timed = training.training(chosen.name(), loaded.training().rows());
    return new Recipe(chosen.data(), training.dataType(), sized, timed);
  }

  private Recipe changed(Recipe read) {
    Training.Builder changed = read.training().toBuilder();
    if (isGiven("--seed")) {
      changed.seed(training.seed());
    }
    if (isGiven("--epochs")) {
      changed.epochs(training.epochs());
    }
    return new Recipe(
        data.withValidation(new DataRecipe(read.data())).data(),
        isGiven("--dtype") ? training.dataType() : read.dataType(),
        read.network(),
        changed.build());
  }

  /** The network of a file of traces that does not describe it, or not as it was meant. */
  Network network(Inference inference) {
    return inference.network(
        network.givenActivation(this::isGiven), network.givenLoss(this::isGiven));
  }

  /**
   * @param rows of the batches
   * @return the training, if any option of one is given
   */
  Optional<Training> givenTraining(int rows) {
    Set<String> options = CommandSpec.forAnnotatedObject(training).optionsMap().keySet();
    if (options.stream().noneMatch(this::isGiven)) {
      return Optional.empty();
    }
    Training given = training.training("", rows);
    return Optional.of(
        isGiven("--batch")
            ? given
            : given.toBuilder().batchSize(Math.max(1, rows)).build());
  }

  /** @return whether the options say what network it is */
  boolean isNetworkGiven() {
    return isGiven("--activation") || isGiven("--loss");
  }

  /** @throws InvalidInput if an option is given that a file of traces says already */
  void refuseBesideATrace(String file) {
    ThreadsOption.started(threads);
    Set<String> allowed =
        new HashSet<>(CommandSpec.forAnnotatedObject(training).optionsMap().keySet());
    allowed.addAll(Set.of("--activation", "--loss", "--threads"));
    if (recipe != null) {
      throw hasNoEffect("--recipe", file);
    }
    refuseBeside(file, allowed);
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private void refuseBeside(String option, Set<String> allowed) {
    Set<String> refused = new HashSet<>();
    for (Object options : List.of(data, network, training)) {
      refused.addAll(CommandSpec.forAnnotatedObject(options).optionsMap().keySet());
    }
    refused.removeAll(allowed);
    for (OptionSpec given : spec.commandLine().getParseResult().matchedOptions()) {
      if (refused.contains(given.longestName())) {
        throw hasNoEffect(given.longestName(), option);
      }
    }
  }

  private static InvalidInput hasNoEffect(String given, String option) {
    return new InvalidInput(
        given + " has no effect with " + option + ", whose file says it already; leave it out");
  }

  private static Recipe read(Path file) {
    String json = TextFile.read(file);
    try {
      return Json.recipeFromJson(json);
    } catch (InvalidInput refused) {
      throw new InvalidInput(file + ": " + refused.getMessage(), refused);
    }
  }
}
