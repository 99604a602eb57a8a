package mlp.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A Python user can draw every weight and every order again: see
 * src/test/python/make_weights_and_orders.py.
 */
class WeightsAndOrdersTest {
  private interface Demand {
    void of(List<String> arguments, List<String> expected);
  }

  /** One test for each line of the fixture that begins so and has three arguments. */
  private static Stream<DynamicTest> tests(String what, Demand demand) throws IOException {
    try (InputStream file = Objects.requireNonNull(
        WeightsAndOrdersTest.class.getResourceAsStream("weights-and-orders.txt"))) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .map(line -> List.of(line.split(" ")))
          .filter(line -> line.get(0).equals(what))
          .map(line -> dynamicTest(
              String.join(" ", line.subList(0, 4)),
              () -> demand.of(line.subList(1, 4), line.subList(4, line.size()))));
    }
  }

  @TestFactory
  Stream<DynamicTest> ordersAreThoseOfNumPy() throws IOException {
    return tests("order", (arguments, expected) -> {
      long seed = Long.parseLong(arguments.get(0));
      int epoch = Integer.parseInt(arguments.get(1));
      int rows = Integer.parseInt(arguments.get(2));
      assertThat(BatchOrder.of(seed, epoch, rows))
          .containsExactly(expected.stream().mapToInt(Integer::parseInt).toArray());
    });
  }

  /** NumPy's logarithm and cosine may differ from StrictMath's in the last place. */
  @TestFactory
  Stream<DynamicTest> firstWeightsAreThoseOfNumPy() throws IOException {
    return tests("weights", (arguments, expected) -> {
      Network network = Network.withInputs(3)
          .layer(4, Activation.TANH)
          .layer(2, Activation.IDENTITY)
          .initializer(Initializer.Scaled.valueOf(arguments.get(0)))
          .loss(Loss.SQUARED_ERROR);
      long seed = Long.parseLong(arguments.get(1));
      double[] weights = InitialWeights.of(network, seed, DataType.FLOAT64)
          .get("W" + arguments.get(2))
          .values();
      double[] numPys = expected.stream().mapToDouble(Double::parseDouble).toArray();
      assertThat(weights).hasSameSizeAs(numPys);
      for (int i = 0; i < numPys.length; i++) {
        assertThat(DataType.FLOAT64.ulps(weights[i], numPys[i])).isLessThanOrEqualTo(4);
      }
    });
  }
}
