package mlp.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.data.DataOptions;
import mlp.data.DataSet;
import mlp.data.DataSets;
import mlp.data.DownloadListener;
import mlp.data.Scaling;

/**
 * Which data, in the form that recipes and checkpoints keep: a name and, as text, the options that
 * were given.
 *
 * @param fields "name" and any of "samples", "noise", "scaling", "testFraction", "validation"
 */
record DataChoice(Map<String, String> fields) {
  private static final List<String> KNOWN =
      List.of("name", "samples", "noise", "scaling", "testFraction", "validation");

  /** @throws InvalidInput if there is no name, or a field that means nothing */
  DataChoice {
    fields = new LinkedHashMap<>(fields);
    if (!fields.containsKey("name")) {
      throw new InvalidInput("data.name", "nothing", "a data set's name, as digits");
    }
    for (String field : fields.keySet()) {
      if (!KNOWN.contains(field)) {
        throw new InvalidInput("data." + field, fields.get(field), "only " + KNOWN);
      }
    }
  }

  String name() {
    return fields.get("name");
  }

  /** The file of csv:FILE or npz:FILE. */
  Optional<Path> file() {
    return name().startsWith("csv:") || name().startsWith("npz:")
        ? Optional.of(Path.of(name().substring("csv:".length())))
        : Optional.empty();
  }

  /**
   * @param mnistDirectory where MNIST's files are; null to take $MLP_DATA, or to download them
   * @param seed of generated data
   * @param err is told of downloads
   * @throws InvalidInput if a field or a file cannot be used
   */
  DataSet load(Path mnistDirectory, long seed, DataType dataType, PrintWriter err) {
    String scaling = fields.get("scaling");
    DataOptions options = DataOptions.defaults()
        .withMnistDirectory(mnistDirectory(mnistDirectory))
        .withSamples(fields.containsKey("samples") ? wholeNumber("samples") : null)
        .withNoise(fields.containsKey("noise") ? number("noise") : null)
        .withTestFraction(fields.containsKey("testFraction") ? number("testFraction") : null)
        .withValidationFraction(fields.containsKey("validation") ? number("validation") : null)
        .withScaling(scaling == null ? null : Labels.parse(Scaling.class, "scaling", scaling))
        .withSeed(seed)
        .withDownloadListener(announceTo(err));
    return DataSets.load(name(), options, dataType);
  }

  private Integer wholeNumber(String field) {
    try {
      return Integer.valueOf(fields.get(field));
    } catch (NumberFormatException e) {
      throw new InvalidInput(field, '"' + fields.get(field) + '"', "a whole number");
    }
  }

  private Double number(String field) {
    try {
      return Double.valueOf(fields.get(field));
    } catch (NumberFormatException e) {
      throw new InvalidInput(field, '"' + fields.get(field) + '"', "a number");
    }
  }

  private Path mnistDirectory(Path given) {
    if (!name().equals("mnist")) {
      if (given != null) {
        throw new InvalidInput("--mnist-dir", given, "it with --data mnist alone");
      }
      return null;
    }
    String usual = System.getenv("MLP_DATA");
    boolean useUsual = given == null && usual != null && !usual.isBlank();
    return useUsual ? Path.of(usual) : given;
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
