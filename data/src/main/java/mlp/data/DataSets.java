package mlp.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import mlp.api.DataType;
import mlp.api.InvalidInput;

/** All data sets, by the names under which users ask for them. */
public final class DataSets {
  /** What {@link #load} understands; FILE stands for a path. */
  public static final List<String> SPECS =
      List.of("digits", "mnist", "xor", "moons", "spirals", "circles", "csv:FILE", "npz:FILE");

  private DataSets() {}

  /**
   * Loads a data set: its parts, split, scaled and in the data type, without a copy in another.
   *
   * @param spec one of {@link #SPECS}
   * @throws InvalidInput if there is no such data set, its files cannot be had or used, or an
   *     option is given that it has no use for
   */
  public static DataSet load(String spec, DataOptions options, DataType dataType) {
    if (spec.startsWith("csv:") || spec.startsWith("npz:")) {
      refuseGeneratedOnly(spec, options);
      return spec.startsWith("csv:")
          ? CsvData.load(spec, file(spec), options, dataType)
          : NpzData.load(spec, file(spec), options, dataType);
    }
    if (spec.equals("digits") || spec.equals("mnist")) {
      refuseGeneratedOnly(spec, options);
      refuse(spec, "testFraction", options.testFraction(), "it has a test part of its own");
      return spec.equals("digits") ? Digits.load(options, dataType) : Mnist.load(options, dataType);
    }
    Generated generated = generated(spec);
    refuse(spec, "testFraction", options.testFraction(), "it generates a test part");
    return generated.load(options, dataType);
  }

  private static Generated generated(String spec) {
    return switch (spec) {
      case "xor" -> Generated.XOR;
      case "moons" -> Generated.MOONS;
      case "spirals" -> Generated.SPIRALS;
      case "circles" -> Generated.CIRCLES;
      default ->
        throw new InvalidInput("data", '"' + spec + '"', "one of " + String.join(", ", SPECS));
    };
  }

  private static Path file(String spec) {
    String path = spec.substring(spec.indexOf(':') + 1);
    if (path.isBlank()) {
      throw new InvalidInput("data", '"' + spec + '"', "the path of a file after the colon");
    }
    try {
      return Path.of(path);
    } catch (InvalidPathException fault) {
      throw new InvalidInput(
          "data: got the path \"" + path + "\", expected one that this system allows", fault);
    }
  }

  private static void refuseGeneratedOnly(String spec, DataOptions options) {
    refuse(spec, "samples", options.samples(), "it is not generated");
    refuse(spec, "noise", options.noise(), "it is not generated");
  }

  /** Refuses an option, if it is given, that the data set has no use for. */
  static void refuse(String spec, String option, Object value, String reason) {
    if (value != null) {
      throw new InvalidInput(option, value, "none for " + spec + ": " + reason);
    }
  }
}
