package mlp.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import mlp.api.InvalidInput;
import mlp.api.Labels;
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

  @Option(
      names = "--validation",
      paramLabel = "FRACTION",
      description =
          "The share of the training rows that is kept out of training, to choose settings"
              + " by or to stop early. Default: none")
  private Double validation;

  Path mnistDirectory() {
    return mnistDirectory;
  }

  /**
   * What was chosen.
   *
   * @throws InvalidInput if there is no such scaling
   */
  DataChoice choice() {
    if (scaling != null) {
      Labels.parse(Scaling.class, "--scaling", scaling);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", specification);
    putIfGiven(fields, "samples", samples);
    putIfGiven(fields, "noise", noise);
    putIfGiven(fields, "scaling", scaling);
    putIfGiven(fields, "testFraction", testFraction);
    putIfGiven(fields, "validation", validation);
    return new DataChoice(fields);
  }

  private static void putIfGiven(Map<String, String> fields, String name, Object value) {
    if (value != null) {
      fields.put(name, value.toString());
    }
  }
}
