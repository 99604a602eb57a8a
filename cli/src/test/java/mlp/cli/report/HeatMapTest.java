package mlp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import mlp.api.Tensor;
import org.junit.jupiter.api.Test;

class HeatMapTest {

  @Test
  void aSmallTensorHasACellForEachElement() {
    HeatMap map = new HeatMap(
        Tensor.of("W1", new double[] {1, 2, 3, 4, 5, 6}, 2, 3),
        Tensor.of("W1", new double[] {1, 2, 3, 4, 5.5, 6}, 2, 3));

    assertThat(map.cellRows()).isEqualTo(2);
    assertThat(map.cellColumns()).isEqualTo(3);
    assertThat(map.at(1, 1)).isEqualTo(0.5);
    assertThat(map.at(0, 1)).isZero();
    assertThat(map.html("W1")).contains("2 × 3", "the largest, 0.500, in row 1, column 1");
  }

  @Test
  void aLargeTensorIsReducedToTheLargestOfEachBlock() {
    double[] left = new double[130 * 200];
    double[] right = left.clone();
    right[129 * 200 + 199] = 3; // alone in its block
    right[10 * 200 + 100] = 1;
    right[11 * 200 + 101] = -2;

    HeatMap map = new HeatMap(Tensor.of("z1", left, 130, 200), Tensor.of("z1", right, 130, 200));

    assertThat(map.cellRows()).isEqualTo(44); // blocks of 3, the last of 1
    assertThat(map.cellColumns()).isEqualTo(50);
    assertThat(map.at(43, 49)).isEqualTo(3);
    assertThat(map.at(3, 25)).isEqualTo(2);
    assertThat(map.at(0, 0)).isZero();
    assertThat(map.html("z1")).contains("each cell is the largest of 3 × 4", "in row 129,");
  }

  @Test
  void aVectorIsARow() {
    HeatMap map = new HeatMap(
        Tensor.of("b1", new double[] {1, 2, 3}, 3), Tensor.of("b1", new double[] {1, 2, 4}, 3));

    assertThat(map.cellRows()).isEqualTo(1);
    assertThat(map.at(0, 2)).isEqualTo(1);
  }

  @Test
  void aMissingNumberIsInfinitelyFar() {
    HeatMap map = new HeatMap(
        Tensor.of("b1", new double[] {Double.NaN, Double.NaN}, 2),
        Tensor.of("b1", new double[] {Double.NaN, 1}, 2));

    assertThat(map.at(0, 0)).isZero();
    assertThat(map.at(0, 1)).isInfinite();
    assertThat(map.html("b1")).contains("the largest, ∞");
  }
}
