package mlp.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import mlp.api.DataType;
import mlp.api.Tensor;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final Tensor LEFT = Tensor.of("W1", new double[] {1, -4, 0.5, 2, 3, 0}, 2, 3);

  @Test
  void ofTheSameBitsIsNothing() {
    Difference difference =
        Difference.of(LEFT, Tensor.of("V", LEFT.values(), 2, 3), DataType.FLOAT64);
    assertThat(difference.identical()).isTrue();
    assertThat(difference.absolute()).isZero();
    assertThat(difference.relative()).isZero();
    assertThat(difference.ulps()).isZero();
    assertThat(difference.exceeds(0)).isFalse();
  }

  @Test
  void tellsTheElementThatIsFarthestOff() {
    Tensor right = Tensor.of("W1", new double[] {1, -4, 0.5, 2.5, 2.75, 0}, 2, 3);
    Difference difference = Difference.of(LEFT, right, DataType.FLOAT64);
    assertThat(difference.tensor()).isEqualTo("W1");
    assertThat(difference.place()).isEqualTo("[1, 0]");
    assertThat(difference.left()).isEqualTo(2);
    assertThat(difference.right()).isEqualTo(2.5);
    assertThat(difference.absolute()).isEqualTo(0.5);
    // The largest entry is −4.
    assertThat(difference.relative()).isEqualTo(0.125);
    // From 2 to 2.5 is a quarter of the 2⁵² values from 2 to 4.
    assertThat(difference.ulps()).isEqualTo(1L << 50);
    assertThat(difference.exceeds(0.125)).isFalse();
    assertThat(difference.exceeds(0.124)).isTrue();
  }

  @Test
  void countsUlpsInTheDataType() {
    Tensor one = Tensor.scalar("loss", 1);
    Tensor next = Tensor.scalar("loss", Math.nextUp(1f));
    assertThat(Difference.of(one, next, DataType.FLOAT32).ulps()).isEqualTo(1);
    assertThat(Difference.of(one, next, DataType.FLOAT64).ulps()).isEqualTo(1L << 29);
    assertThat(Difference.of(one, next, DataType.FLOAT32).place()).isEqualTo("[]");
  }

  @Test
  void ofZerosOfBothSignsIsNothingButNotTheSameBits() {
    Difference difference =
        Difference.of(Tensor.scalar("a", 0.0), Tensor.scalar("a", -0.0), DataType.FLOAT64);
    assertThat(difference.identical()).isFalse();
    assertThat(difference.absolute()).isZero();
    assertThat(difference.exceeds(0)).isFalse();
  }

  @Test
  void ofNaNAndANumberIsInfinite() {
    Tensor right = Tensor.of("W1", new double[] {1, -4, Double.NaN, 2, 3, 0}, 2, 3);
    for (Difference difference : new Difference[] {
      Difference.of(LEFT, right, DataType.FLOAT64), Difference.of(right, LEFT, DataType.FLOAT64)
    }) {
      assertThat(difference.absolute()).isInfinite();
      assertThat(difference.exceeds(1e300)).isTrue();
      assertThat(difference.place()).isEqualTo("[0, 2]");
      assertThat(difference.ulps()).isEqualTo(Long.MAX_VALUE);
    }
    assertThat(Difference.of(right, right, DataType.FLOAT64).identical()).isTrue();
  }

  @Test
  void ofNothingButNaNAgainstNumbersExceedsAnything() {
    Difference difference =
        Difference.of(Tensor.scalar("a", Double.NaN), Tensor.scalar("a", 0), DataType.FLOAT64);
    assertThat(difference.exceeds(1e300)).isTrue();
  }

  @Test
  void ofOtherShapesIsInfiniteAndNamesBoth() {
    Tensor right = Tensor.of("W1", LEFT.values(), 3, 2);
    Difference difference = Difference.of(LEFT, right, DataType.FLOAT64);
    assertThat(difference.exceeds(1e300)).isTrue();
    assertThat(difference.place()).isEqualTo("[2, 3] against [3, 2]");
  }

  @Test
  void describesRecordPlaceValuesToleranceAndHeadroom() {
    Tensor right = Tensor.of("W1", new double[] {1, -4, 0.5, 2, 3.5, 0}, 2, 3);
    assertThat(Difference.of(LEFT, right, DataType.FLOAT64).describe("ours", "theirs", 0.25))
        .isEqualTo(
            "W1 at [1, 1]: ours 3.0, theirs 3.5; |difference| 5.00e-01 (1125899906842624 ulps),"
                + " 1.25e-01 of the largest entry; tolerance 2.50e-01, headroom 2.0×");
  }

  @Test
  void emptyTensorsAreEqual() {
    Tensor empty = new Tensor("x", new int[] {0, 3}, new double[0]);
    Difference difference = Difference.of(empty, empty, DataType.FLOAT64);
    assertThat(difference.identical()).isTrue();
    assertThat(difference.exceeds(0)).isFalse();
  }
}
