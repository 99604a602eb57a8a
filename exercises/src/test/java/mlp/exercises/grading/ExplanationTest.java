package mlp.exercises.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import mlp.api.Tensor;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final double[][] EXPECTED = Numbers.normal(7, 4, 3);

  private static Explanation explanation() {
    return Explanation.of("dW2", EXPECTED);
  }

  private static String of(Explanation explanation, Object found) {
    return explanation.explain(found).orElseThrow();
  }

  @Test
  void whatIsRightHasNone() {
    assertThat(explanation().explain(Values.copy(EXPECTED))).isEmpty();
    assertThat(explanation().explain(Values.map(EXPECTED, x -> x * (1 + 1e-14))))
        .isEmpty();
    assertThat(explanation().explain(Values.tensor("other", EXPECTED))).isEmpty();
    assertThat(Explanation.of("loss", 0.0).explain(0.0)).isEmpty();
    assertThat(Explanation.of("x", new double[0]).explain(new double[0])).isEmpty();
    double[] infinite = {Double.NaN, Double.POSITIVE_INFINITY};
    assertThat(Explanation.of("x", infinite).explain(infinite.clone())).isEmpty();
  }

  @Test
  void theShapeIsToldFirst() {
    assertThat(of(explanation(), new double[3][4]))
        .isEqualTo(
            "Your dW2 has the shape [3, 4], expected [4, 3]: rows and columns are exchanged.");
    assertThat(of(explanation(), new double[4][2]))
        .isEqualTo("Your dW2 has the shape [4, 2], expected [4, 3].");
    assertThat(of(explanation(), new double[12]))
        .isEqualTo("Your dW2 has the shape [12], expected [4, 3].");
    assertThat(of(explanation(), 1.0)).contains("has the shape of a number");
    assertThatThrownBy(() -> explanation().require(null)).hasMessageContaining("dW2 is null");
    assertThatThrownBy(() -> explanation().require(new double[4][]))
        .hasMessageContaining("Row 0 of your dW2 is null");
    assertThatThrownBy(() -> explanation().requireShape(new double[][] {{1, 2}, {3}}))
        .hasMessageContaining("row 0 has 2 elements, row 1 has 1");
    explanation().requireShape(new double[4][3]);
  }

  @Test
  void whatIsNotFiniteIsTold() {
    double[][] found = Values.copy(EXPECTED);
    found[1][2] = Double.NaN;
    assertThat(of(explanation(), found)).startsWith("Your dW2[1, 2] is NaN: 0/0");
    found[1][2] = Double.NEGATIVE_INFINITY;
    assertThat(of(explanation(), found)).startsWith("Your dW2[1, 2] is -Infinity");
  }

  @Test
  void aKnownMistakeIsToldBeforeAllElse() {
    Explanation explanation = explanation()
        .given("λ = 2")
        .mistake("Not this.", () -> Values.map(EXPECTED, x -> x + 1))
        .mistake("You doubled it.", () -> Values.map(EXPECTED, x -> 2 * x))
        .mistake("You made too many.", () -> new double[9][3]);
    assertThat(of(explanation, Values.map(EXPECTED, x -> 2 * x)))
        .isEqualTo("For λ = 2: You doubled it. (Your dW2 has just the numbers that this gives.)");
    assertThat(of(explanation, new double[9][3])).contains("You made too many.");
  }

  @Test
  void multiplesAreNamed() {
    Explanation explanation = explanation().rows(32).factor("k, the number of outputs", 10);
    assertThat(of(explanation, times(32)))
        .isEqualTo("Your dW2 equals the reference × 32, the number of rows: you summed over the"
            + " batch instead of averaging.");
    assertThat(of(explanation, times(1 / 32.0))).contains("× 1/32, one over the number of rows");
    assertThat(of(explanation, times(10))).contains("× 10, k, the number of outputs");
    assertThat(of(explanation, times(0.1))).contains("× 1/10, one over k");
    assertThat(of(explanation, times(320))).contains("the number of rows", "k, the number");
    assertThat(of(explanation, times(-32))).contains("× −32, the number of rows", "sign is wrong");
    assertThat(of(explanation, times(-1))).contains("× −1: the sign is wrong");
    assertThat(of(explanation, times(2))).contains("× 2: a factor 2 is too much");
    assertThat(of(explanation, times(0.5))).contains("× ½: a factor 2 is missing");
    assertThat(of(explanation, times(1.25))).contains("× 1.25 in every element");
    assertThat(of(explanation, times(0))).contains("is 0 everywhere");
    // Any number is a multiple of any other, so that one alone must have a name.
    assertThat(of(Explanation.of("loss", 3.0), 4.0)).contains("loss = 4, expected 3");
    assertThat(of(Explanation.of("loss", 3.0), 6.0)).contains("× 2");
  }

  @Test
  void otherArraysAndTranspositionAreTold() {
    double[][] other = Numbers.normal(8, 4, 3);
    assertThat(of(explanation().other("dW1, of the layer before", () -> other), other))
        .isEqualTo("Your dW2 is dW1, of the layer before.");
    double[][] square = Numbers.normal(9, 3, 3);
    double[][] transposed = new double[3][3];
    for (int i = 0; i < 9; i++) {
      transposed[i % 3][i / 3] = square[i / 3][i % 3];
    }
    assertThat(of(Explanation.of("W", square), transposed)).contains("is transposed");
  }

  @Test
  void whereItIsWrongIsTold() {
    assertThat(of(explanation(), Values.map(EXPECTED, x -> x - 0.5)))
        .contains("equals the reference + −0.5 in every element");
    assertThat(of(explanation(), changed(2, 2, 1, 1))).contains("but for the element [2, 1]");
    assertThat(of(explanation(), changed(2, 2, 0, 2))).contains("but for row 2");
    assertThat(of(explanation(), changed(0, 3, 1, 1))).contains("but for column 1");
    assertThat(of(explanation(), changed(2, 3, 0, 2))).contains("but for the rows from 2 on");
    assertThat(of(explanation(), changed(0, 2, 0, 1)))
        .contains("the first element that differs is dW2[0, 0]");
    double[] vector = {1, 2, 3};
    assertThat(of(Explanation.of("b", vector), new double[] {1, 5, 3}))
        .contains("but for the element [1], which is 5, expected 2");
  }

  @Test
  void singlePrecisionIsTold() {
    assertThat(of(explanation(), Values.map(EXPECTED, x -> (float) x)))
        .contains("is a float among your variables");
  }

  @Test
  void numbersAreWrittenAsOneWritesThem() {
    assertThat(Arrays.asList(
            Multiples.number(32),
            Multiples.number(-0.125),
            Multiples.number(1e-7),
            Multiples.number(Math.PI)))
        .containsExactly("32", "−0.125", "1.00000e-07", "3.14159");
    assertThat(Values.tensor("x", new double[][] {{1, 2}}).shape()).containsExactly(1, 2);
    assertThat(Values.matrix(Tensor.of("x", new double[] {1, 2, 3, 4}, 2, 2)))
        .isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
  }

  private static double[][] times(double factor) {
    return Values.map(EXPECTED, x -> factor * x);
  }

  // By amounts that differ from element to element.
  private static double[][] changed(int firstRow, int lastRow, int firstColumn, int lastColumn) {
    double[][] found = Values.copy(EXPECTED);
    for (int i = firstRow; i <= lastRow; i++) {
      for (int j = firstColumn; j <= lastColumn; j++) {
        found[i][j] += 1 + i * i + 3 * j * i + j;
      }
    }
    return found;
  }
}
