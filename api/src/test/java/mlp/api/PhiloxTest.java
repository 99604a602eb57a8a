package mlp.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the generator against NumPy's own; the fixture's script stands in src/test/python. */
class PhiloxTest {
  private static final int[] BOUNDS = {1, 2, 3, 10, 1000, 60000, 1 << 30, Integer.MAX_VALUE};

  static List<String> fixture() throws IOException {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(
        PhiloxTest.class.getResourceAsStream("philox.csv"), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("fixture")
  void drawsWhatNumpyDraws(String line) {
    String[] cells = line.split(",");
    long seed = Long.parseUnsignedLong(cells[1]);
    Philox.Purpose purpose = Philox.Purpose.values()[Integer.parseInt(cells[2])];
    Philox random = new Philox(
        seed, purpose, Long.parseUnsignedLong(cells[3]), Long.parseUnsignedLong(cells[4]));
    for (int i = 0; i < BOUNDS.length; i++) {
      String expected = cells[5 + i];
      switch (cells[0]) {
        case "words" -> assertThat(Long.toUnsignedString(random.nextWord())).isEqualTo(expected);
        case "uniforms" -> assertThat(random.nextUniform()).isEqualTo(Double.valueOf(expected));
        // The C library's logarithm and cosine may differ from StrictMath's in the last place.
        case "normals" ->
          assertThat(DataType.FLOAT64.ulps(random.nextNormal(), Double.parseDouble(expected)))
              .isLessThanOrEqualTo(4);
        case "below" ->
          assertThat(random.nextBelow(BOUNDS[i])).isEqualTo(Integer.parseInt(expected));
        default -> throw new AssertionError("unknown kind in the fixture: " + cells[0]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("neighbours")
  void streamsThatDifferInOneWordDifferEverywhere(Philox stream, Philox neighbour) {
    for (int i = 0; i < 1000; i++) {
      assertThat(stream.nextWord()).isNotEqualTo(neighbour.nextWord());
    }
  }

  static Stream<Philox[]> neighbours() {
    return Stream.of(
            new Philox(2, Philox.Purpose.WEIGHTS, 3, 4),
            new Philox(1, Philox.Purpose.ORDER, 3, 4),
            new Philox(1, Philox.Purpose.WEIGHTS, 4, 4),
            new Philox(1, Philox.Purpose.WEIGHTS, 3, 5))
        .map(other -> new Philox[] {new Philox(1, Philox.Purpose.WEIGHTS, 3, 4), other});
  }
}
