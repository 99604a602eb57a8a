package mlp.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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
  private String specification;

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

  /** The file of csv:FILE or npz:FILE. */
  Optional<Path> file() {
    return specification.startsWith("csv:") || specification.startsWith("npz:")
        ? Optional.of(Path.of(specification.substring("csv:".length())))
        : Optional.empty();
  }

  /** The data set's name as given: digits, csv:FILE, … */
  String specification() {
    return specification;
  }

  /**
   * @param seed of generated data
   * @param err is told of downloads
   * @throws InvalidInput if an option or a file cannot be used
   */
  DataSet load(long seed, DataType dataType, PrintWriter err) {
    DataOptions options = DataOptions.defaults()
        .withMnistDirectory(mnistDirectory())
        .withSamples(samples)
        .withNoise(noise)
        .withTestFraction(testFraction)
        .withScaling(scaling == null ? null : Labels.parse(Scaling.class, "--scaling", scaling))
        .withSeed(seed)
        .withDownloadListener(announceTo(err));
    return DataSets.load(specification, options, dataType);
  }

  private Path mnistDirectory() {
    if (!specification.equals("mnist")) {
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
