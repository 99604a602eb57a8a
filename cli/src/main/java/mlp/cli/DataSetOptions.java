package mlp.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.data.DataOptions;
import mlp.data.DataSet;
import mlp.data.DataSets;
import mlp.data.DownloadListener;
import mlp.data.Scaling;
import picocli.CommandLine.Option;

/** The options that choose the data. */
final class DataSetOptions {
  @Option(
      names = "--data",
      defaultValue = "digits",
      paramLabel = "NAME",
      description = "digits, mnist, xor, moons, spirals, circles, csv:FILE (the last column is the"
          + " label) or npz:FILE (arrays x and y). Default: ${DEFAULT-VALUE}")
  private String name;

  @Option(
      names = "--mnist-dir",
      paramLabel = "DIR",
      description = "The folder of MNIST's four files. Default: $MLP_DATA; without it they are"
          + " downloaded")
  private Path mnistDirectory;

  @Option(
      names = "--samples",
      paramLabel = "NUMBER",
      description = "Examples of xor, moons, spirals and circles.")
  private Integer samples;

  @Option(
      names = "--noise",
      paramLabel = "DEVIATION",
      description = "Of the points of xor, moons, spirals and circles.")
  private Double noise;

  @Option(
      names = "--scaling",
      paramLabel = "NAME",
      description =
          "Of the inputs: none, unit (to [0, 1]) or standardize. Default: the data set's" + " own")
  private String scaling;

  @Option(
      names = "--test-fraction",
      paramLabel = "NUMBER",
      description = "The share of a csv or npz file's rows that is kept for the test. Default: 0.2")
  private Double testFraction;

  @Option(
      names = "--validation",
      paramLabel = "NUMBER",
      description = "The share of the training examples that is kept out of training, and evaluated"
          + " after each epoch: to choose settings with. Default: none")
  private Double validation;

  /** @return what the options choose, as {@link DataRecipe} has it */
  DataRecipe recipe() {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(DataRecipe.NAME, name);
    putIfGiven(data, DataRecipe.SAMPLES, samples);
    putIfGiven(data, DataRecipe.NOISE, noise);
    if (scaling != null) {
      data.put(DataRecipe.SCALING, Labels.of(Labels.parse(Scaling.class, "--scaling", scaling)));
    }
    putIfGiven(data, DataRecipe.TEST_FRACTION, testFraction);
    return withValidation(new DataRecipe(data));
  }

  /**
   * @return a recipe's data, with so many validation examples as the option says, if it is given
   */
  DataRecipe withValidation(DataRecipe recipe) {
    Map<String, String> data = new LinkedHashMap<>(recipe.data());
    putIfGiven(data, DataRecipe.VALIDATION, validation);
    return new DataRecipe(data);
  }

  private static void putIfGiven(Map<String, String> data, String key, Object value) {
    if (value != null) {
      data.put(key, value.toString());
    }
  }

  /**
   * @param recipe what to load; these options say where MNIST lies
   * @param seed of generated data
   * @param err is told of downloads
   * @throws InvalidInput if the recipe, an option or a file cannot be used
   */
  DataSet load(DataRecipe recipe, long seed, DataType dataType, PrintWriter err) {
    DataOptions options = recipe
        .options()
        .withMnistDirectory(mnistDirectory(recipe.name()))
        .withSeed(seed)
        .withDownloadListener(announceTo(err));
    return DataSets.load(recipe.name(), options, dataType);
  }

  private Path mnistDirectory(String name) {
    if (!name.equals("mnist")) {
      if (mnistDirectory != null) {
        throw new InvalidInput("--mnist-dir", mnistDirectory, "it with --data mnist alone");
      }
      return null;
    }
    String usual = System.getenv("MLP_DATA");
    boolean useUsual = mnistDirectory == null && usual != null && !usual.isBlank();
    return useUsual ? Path.of(usual) : mnistDirectory;
  }

  /** One line for each file, when its first bytes arrive. */
  private static DownloadListener announceTo(PrintWriter err) {
    String[] last = {""};
    return (file, bytes, total) -> {
      if (!file.equals(last[0])) {
        last[0] = file;
        String size = total < 0 ? "" : String.format(Locale.ROOT, " (%.1f MB)", total / 1e6);
        err.println("downloading " + file + size);
        err.flush();
      }
    };
  }
}
