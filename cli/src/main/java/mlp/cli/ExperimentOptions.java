package mlp.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Network;
import mlp.api.Training;
import mlp.data.DataSet;
import mlp.formats.Json;
import mlp.formats.Recipe;
import mlp.formats.TextFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options that compare and train share: data, network, training, or a recipe of all three. */
final class ExperimentOptions {
  /** What may stand beside a recipe, because it is no part of one or a small change of it. */
  private static final Set<String> BESIDE_A_RECIPE = Set.of(
      "--recipe",
      "--mnist-dir",
      "--seed",
      "--dtype",
      "--track",
      "--tracks",
      "--load",
      "--save",
      "--save-every",
      "--save-recipe",
      "--json",
      "--report",
      "--stacktrace");

  @Option(
      names = "--recipe",
      paramLabel = "FILE",
      description = "Take data, network and training from this JSON file, as"
          + " recipes/mnist-plain.json; only --seed, --dtype and --mnist-dir change it.")
  private Path recipe;

  @Mixin
  private DataSetOptions data = new DataSetOptions();

  @Mixin
  private NetworkOptions network = new NetworkOptions();

  @Mixin
  private TrainingOptions training = new TrainingOptions();

  /** Where MNIST's files are, if that was given. */
  Path mnistDirectory() {
    return data.mnistDirectory();
  }

  /** The file that the data are read from, if they are. */
  Optional<Path> dataFile() {
    return data.choice().file();
  }

  /**
   * @param given which options the user gave
   * @param err is told of downloads
   * @return what the options describe
   * @throws InvalidInput if an option or a file cannot be used
   */
  Experiment experiment(ParseResult given, PrintWriter err) {
    return recipe == null ? fromOptions(err) : fromRecipe(given, err);
  }

  private Experiment fromOptions(PrintWriter err) {
    DataType dataType = training.dataType();
    DataChoice choice = data.choice();
    training.requireValid(choice);
    network.requireValid();
    DataSet dataSet = choice.load(data.mnistDirectory(), training.seed(), dataType, err);
    Network chosen = network.network(
        dataSet.training().inputs().columns(), dataSet.training().targets().columns());
    Training chosenTraining =
        training.training(choice.name(), dataSet.training().rows());
    return new Experiment(dataSet, new Recipe(choice.fields(), dataType, chosen, chosenTraining));
  }

  private Experiment fromRecipe(ParseResult given, PrintWriter err) {
    requireBeside("--recipe", given, BESIDE_A_RECIPE);
    Recipe read = Json.recipeFromJson(TextFile.read(recipe));
    Training.Builder changed = read.training().toBuilder();
    if (given.hasMatchedOption("--seed")) {
      changed.seed(training.seed());
    }
    DataType dataType = given.hasMatchedOption("--dtype") ? training.dataType() : read.dataType();
    Recipe chosen = new Recipe(read.data(), dataType, read.network(), changed.build());
    return load(chosen, data.mnistDirectory(), err);
  }

  /**
   * @return the recipe with its data
   * @throws InvalidInput if the data cannot be had, or are not what the network takes
   */
  static Experiment load(Recipe recipe, Path mnistDirectory, PrintWriter err) {
    DataSet data = new DataChoice(recipe.data())
        .load(mnistDirectory, recipe.training().seed(), recipe.dataType(), err);
    recipe.network().requireBatch(data.training(), recipe.dataType());
    return new Experiment(data, recipe);
  }

  /** @throws InvalidInput at the first option given that has no effect beside another */
  static void requireBeside(String option, ParseResult given, Set<String> allowed) {
    given.matchedOptions().stream()
        .map(each -> each.longestName())
        .filter(name -> !allowed.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw new InvalidInput(
              name + " has no effect with " + option + ", which says it already; leave it out");
        });
  }
}
