package mlp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetsTest {
  private static final DataOptions DEFAULTS = DataOptions.defaults();

  @Test
  void digitsAreRealAndComplete() {
    DataSet digits = load("digits", DEFAULTS);

    assertThat(digits.training().rows()).isEqualTo(1438);
    assertThat(digits.test().rows()).isEqualTo(359);
    assertThat(digits.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(digits.imageRows()).isEqualTo(8);
    assertThat(digits.imageColumns()).isEqualTo(8);
    assertThat(digits.training().inputs().columns()).isEqualTo(64);
    assertThat(DoubleStream.of(digits.training().inputs().float64()))
        .allMatch(x -> x >= 0 && x <= 1 && x * 16 == Math.rint(x * 16))
        .contains(0.0, 1.0);
    // The classes of the whole set: 178, 182, 177, 183, 181, 182, 181, 179, 174, 180.
    assertThat(counts(digits.training().targets(), digits.test().targets()))
        .containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    assertThat(counts(digits.test().targets()))
        .containsExactly(36, 36, 35, 37, 36, 36, 36, 36, 35, 36);
    assertThat(Digits.class.getResource("digits.ATTRIBUTION.md")).isNotNull();
  }

  @Test
  void digitsAreTheSameForEverySeed() {
    assertThat(load("digits", DEFAULTS.withSeed(99)).test().inputs().float64())
        .isEqualTo(load("digits", DEFAULTS).test().inputs().float64());
  }

  @Test
  void digitsCanBeLeftRawOrStandardized() {
    Matrix raw = load("digits", DEFAULTS.withScaling(Scaling.NONE)).training().inputs();
    Matrix standardized =
        load("digits", DEFAULTS.withScaling(Scaling.STANDARDIZE)).training().inputs();

    assertThat(raw.float64()).contains(16.0);
    for (int j = 0; j < 64; j++) {
      double sum = 0;
      double squares = 0;
      boolean constant = true;
      for (int i = 0; i < raw.rows(); i++) {
        sum += standardized.get(i, j);
        squares += standardized.get(i, j) * standardized.get(i, j);
        constant &= raw.get(i, j) == raw.get(0, j);
      }
      assertThat(Math.abs(sum)).isLessThan(1e-9);
      assertThat(Math.abs(squares - (constant ? 0 : raw.rows()))).isLessThan(1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits", "xor", "moons", "spirals", "circles"})
  void float32IsFloat64Rounded(String spec) {
    DataSet wide = load(spec, DEFAULTS);
    DataSet narrow = DataSets.load(spec, DEFAULTS, DataType.FLOAT32);

    assertThat(narrow.training().inputs().float32())
        .isEqualTo(wide.training().inputs().as(DataType.FLOAT32).float32());
    assertThat(narrow.test().targets().float32())
        .isEqualTo(wide.test().targets().as(DataType.FLOAT32).float32());
  }

  @Test
  void xorIsTheFourCornersUnlessAskedOtherwise() {
    DataSet xor = load("xor", DEFAULTS);

    assertThat(xor.training().inputs().float64()).containsExactly(0, 0, 0, 1, 1, 0, 1, 1);
    assertThat(xor.training().targets().float64()).containsExactly(1, 0, 0, 1, 0, 1, 1, 0);
    assertThat(xor.test().inputs().float64()).containsExactly(0, 0, 0, 1, 1, 0, 1, 1);
    assertThat(xor.classes()).containsExactly("0", "1");
    assertThat(load("xor", DEFAULTS.withSamples(9)).training().inputs().rows()).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"moons", "spirals", "circles"})
  void generatedPartsAndSeedsDiffer(String spec) {
    DataSet one = load(spec, DEFAULTS);
    DataSet other = load(spec, DEFAULTS.withSeed(2));

    assertThat(load(spec, DEFAULTS).training().inputs().float64())
        .isEqualTo(one.training().inputs().float64());
    assertThat(one.test().inputs().float64())
        .isNotEqualTo(one.training().inputs().float64());
    assertThat(other.training().inputs().float64())
        .isNotEqualTo(one.training().inputs().float64());
    assertThat(counts(one.training().targets()))
        .containsExactly(one.training().rows() / 2, one.training().rows() / 2);
  }

  @Test
  void withoutNoisePointsLieOnTheirCurves() {
    DataOptions exact = DEFAULTS.withNoise(0.0).withSamples(200);
    forEachPoint(
        load("circles", exact).training(),
        (x, y, label) -> assertThat(Math.hypot(x, y))
            .isBetween(label == 0 ? 1 - 1e-15 : 0.5 - 1e-15, label == 0 ? 1 + 1e-15 : 0.5 + 1e-15));
    forEachPoint(load("moons", exact).training(), (x, y, label) -> {
      double circle = label == 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5);
      assertThat(Math.abs(circle - 1)).isLessThan(1e-15);
      assertThat(label == 0 ? y : 0.5 - y).isNotNegative();
    });
    forEachPoint(load("spirals", exact).training(), (x, y, label) -> {
      double radius = Math.hypot(x, y);
      double angle = Math.PI * (3 * radius + label);
      assertThat(Math.abs(x - radius * Math.cos(angle))).isLessThan(1e-14);
      assertThat(Math.abs(y - radius * Math.sin(angle))).isLessThan(1e-14);
    });
  }

  @Test
  void noiseHasTheDeviationAskedFor() {
    DataOptions options = DEFAULTS.withSamples(100_000);
    double[] exact = load("moons", options.withNoise(0.0)).training().inputs().float64();
    double[] noisy = load("moons", options.withNoise(0.3)).training().inputs().float64();
    double squares = 0;
    for (int i = 0; i < exact.length; i++) {
      squares += (noisy[i] - exact[i]) * (noisy[i] - exact[i]);
    }
    // The deviation of the estimate is 0.3/√(2·200,000) = 0.0005.
    assertThat(Math.sqrt(squares / exact.length)).isBetween(0.2976, 0.3024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Digits", "digit", "digits:x", "csv", "parquet:file"})
  void unknownSpecsAreRefusedWithAllThatAreKnown(String spec) {
    assertThatThrownBy(() -> load(spec, DEFAULTS))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "data: got \"" + spec + "\", expected one of " + String.join(", ", DataSets.SPECS));
  }

  @Test
  void everyKnownGeneratedOrEmbeddedSpecLoads() {
    List<String> loaded = new ArrayList<>();
    for (String spec : DataSets.SPECS) {
      if (!spec.equals("mnist") && !spec.contains(":")) {
        assertThatCode(() -> load(spec, DEFAULTS)).doesNotThrowAnyException();
        loaded.add(spec);
      }
    }
    assertThat(loaded).hasSize(5);
  }

  @Test
  void optionsWithoutUseAreRefused() {
    refused("digits", DEFAULTS.withSamples(10), "samples: got 10, expected none for digits");
    refused("mnist", DEFAULTS.withNoise(0.1), "noise: got 0.1, expected none for mnist");
    refused("moons", DEFAULTS.withTestFraction(0.5), "testFraction: got 0.5, expected none");
    refused("digits", DEFAULTS.withTestFraction(0.5), "testFraction: got 0.5, expected none");
    refused("csv:", DEFAULTS, "expected the path of a file after the colon");
    refused("csv:\0", DEFAULTS, "expected one that this system allows");
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> DEFAULTS.withSamples(3)).hasMessageContaining("samples: got 3");
    assertThatThrownBy(() -> DEFAULTS.withSamples(Integer.MAX_VALUE))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> DEFAULTS.withNoise(-0.1)).hasMessageContaining("noise: got -0.1");
    assertThatThrownBy(() -> DEFAULTS.withNoise(Double.NaN)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> DEFAULTS.withTestFraction(1.0)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> DEFAULTS.withTestFraction(0.0)).isInstanceOf(InvalidInput.class);
    assertThat(DEFAULTS.withCacheDirectory(Path.of("c")).cacheDirectory()).isEqualTo(Path.of("c"));
  }

  @Test
  void aValidationPartIsTakenOutOfTheTrainingPartAlone() {
    DataSet whole = load("digits", DEFAULTS);
    DataSet divided = load("digits", DEFAULTS.withValidationFraction(0.1).withSeed(9));

    assertThat(whole.validation()).isEmpty();
    Batch validation = divided.validation().orElseThrow();
    assertThat(validation.rows()).isEqualTo(145);
    assertThat(divided.training().rows()).isEqualTo(whole.training().rows() - 145);
    assertThat(divided.test().inputs().toDoubles())
        .isEqualTo(whole.test().inputs().toDoubles());
    assertThat(Stream.of(divided.training(), validation).flatMap(DataSetsTest::rows))
        .containsExactlyInAnyOrderElementsOf(rows(whole.training()).toList());
    for (int digit = 0; digit < 10; digit++) {
      assertThat(countOf(digit, validation)).isBetween(13L, 15L);
    }
  }

  @Test
  void aScalingLearnsNothingFromTheValidationPart() {
    DataOptions options = DEFAULTS.withScaling(Scaling.STANDARDIZE).withValidationFraction(0.5);

    DataSet moons = load("moons", options);

    assertThat(meanOfFirstColumn(moons.training())).isCloseTo(0, within(1e-12));
    assertThat(Math.abs(meanOfFirstColumn(moons.validation().orElseThrow()))).isGreaterThan(1e-6);
  }

  @Test
  void aValidationPartWithoutRowsIsRefused() {
    refused(
        "xor",
        DEFAULTS.withValidationFraction(0.2),
        "validationFraction: got 0.2 of 4 rows, expected at least one row");
    assertThatThrownBy(() -> DEFAULTS.withValidationFraction(1.0))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("validationFraction: got 1.0");
  }

  private static Stream<String> rows(Batch batch) {
    return IntStream.range(0, batch.rows())
        .mapToObj(row ->
            Arrays.toString(batch.inputs().rows(new int[] {row}, 0, 1).toDoubles())
                + batch.targets().argMax(row));
  }

  private static long countOf(int label, Batch batch) {
    return IntStream.range(0, batch.rows())
        .filter(row -> batch.targets().argMax(row) == label)
        .count();
  }

  private static double meanOfFirstColumn(Batch batch) {
    return IntStream.range(0, batch.rows())
        .mapToDouble(row -> batch.inputs().get(row, 0))
        .average()
        .orElseThrow();
  }

  @Test
  void dataSetRefusesPartsThatDoNotBelongTogether() {
    Batch two =
        new Batch(Matrix.of(1, 2, new double[] {1, 2}), Matrix.of(1, 2, new double[] {1, 0}));
    Batch three =
        new Batch(Matrix.of(1, 3, new double[] {1, 2, 3}), Matrix.of(1, 2, new double[] {1, 0}));
    List<String> classes = List.of("a", "b");

    assertThatThrownBy(() -> new DataSet("n", "d", two, Optional.empty(), three, classes, 0, 0))
        .hasMessageContaining("test inputs: got 3 columns, expected 2");
    assertThatThrownBy(() -> new DataSet("n", "d", two, Optional.of(three), two, classes, 0, 0))
        .hasMessageContaining("validation inputs: got 3 columns, expected 2");
    Batch float32 = two.as(DataType.FLOAT32);
    assertThatThrownBy(() -> new DataSet("n", "d", two, Optional.empty(), float32, classes, 0, 0))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> new DataSet("n", "d", two, Optional.empty(), two, List.of("a"), 0, 0))
        .hasMessageContaining("targets: got 2 columns, expected 1");
    assertThatThrownBy(() -> new DataSet("n", "d", two, Optional.empty(), two, classes, 2, 2))
        .hasMessageContaining("inputs: got 2 columns, expected 4");
  }

  private static void refused(String spec, DataOptions options, String message) {
    assertThatThrownBy(() -> load(spec, options))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(message);
  }

  private static DataSet load(String spec, DataOptions options) {
    return DataSets.load(spec, options, DataType.FLOAT64);
  }

  private interface PointCheck {
    void accept(double x, double y, int label);
  }

  private static void forEachPoint(Batch batch, PointCheck check) {
    for (int i = 0; i < batch.rows(); i++) {
      check.accept(
          batch.inputs().get(i, 0), batch.inputs().get(i, 1), batch.targets().argMax(i));
    }
  }

  private static int[] counts(Matrix... targets) {
    int[] counts = new int[targets[0].columns()];
    for (Matrix matrix : targets) {
      for (int i = 0; i < matrix.rows(); i++) {
        counts[matrix.argMax(i)]++;
      }
    }
    return counts;
  }
}
