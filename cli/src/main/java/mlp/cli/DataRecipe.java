package mlp.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.data.DataOptions;
import mlp.data.Scaling;

/**
 * Where a recipe's examples come from, as text under the names below. It does not say where MNIST
 * lies: that is the machine's affair.
 *
 * @param data as in {@link mlp.formats.Recipe}
 */
record DataRecipe(Map<String, String> data) {
  static final String NAME = "name";
  static final String SAMPLES = "samples";
  static final String NOISE = "noise";
  static final String SCALING = "scaling";
  static final String TEST_FRACTION = "testFraction";
  static final String VALIDATION = "validation";

  /** The data set's name: digits, csv:FILE, … */
  String name() {
    return data.get(NAME);
  }

  /** Whether some examples are kept out of training. */
  boolean hasValidation() {
    return data.containsKey(VALIDATION);
  }

  /** The file of csv:FILE or npz:FILE. */
  Optional<Path> file() {
    if (!name().startsWith("csv:") && !name().startsWith("npz:")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(name().substring("csv:".length())));
    } catch (InvalidPathException e) {
      return Optional.empty(); // DataSets says what is wrong with it.
    }
  }

  /** @throws InvalidInput if there is an entry that is none of these, or one that cannot be used */
  DataOptions options() {
    for (String key : data.keySet()) {
      switch (key) {
        case NAME, SAMPLES, NOISE, SCALING, TEST_FRACTION, VALIDATION -> {}
        default ->
          throw new InvalidInput(
              "data." + key,
              '"' + data.get(key) + '"',
              String.join(
                  ", ",
                  "no such field, but only " + NAME,
                  SAMPLES,
                  NOISE,
                  SCALING,
                  TEST_FRACTION,
                  VALIDATION));
      }
    }
    return DataOptions.defaults()
        .withSamples(number(SAMPLES, "a whole number", Integer::valueOf))
        .withNoise(number(NOISE, "a number", Double::valueOf))
        .withScaling(
            data.containsKey(SCALING)
                ? Labels.parse(Scaling.class, SCALING, data.get(SCALING))
                : null)
        .withTestFraction(number(TEST_FRACTION, "a number", Double::valueOf))
        .withValidationFraction(number(VALIDATION, "a number", Double::valueOf));
  }

  private <N> N number(String key, String expected, Function<String, N> parse) {
    try {
      return data.containsKey(key) ? parse.apply(data.get(key)) : null;
    } catch (NumberFormatException e) {
      throw new InvalidInput("data." + key, '"' + data.get(key) + '"', expected);
    }
  }
}
