package mlp.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import mlp.api.Philox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three products against one number after another, in shapes around the blocks of a kernel. */
class MatrixProductTest {

  private final MatrixProduct product = new MatrixProduct();

  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "3,2,5",
    "4,7,16",
    "5,9,33",
    "8,784,64",
    "7,33,100",
    "13,5,31",
    "2,64,32",
    "32,3,48",
    "21,40,10",
    "24,17,16"
  })
  void everyProductIsItsSums(int m, int k, int n) {
    double[] a = random(m * k, 1);
    double[] b = random(k * n, 2);
    double[] c = random(m * n, 3); // what was there before is overwritten
    double[] bias = random(n, 4);
    product.multiplyAndAdd(a, b, bias, c, m, k, n);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = bias[j];
        for (int p = 0; p < k; p++) {
          sum += a[i * k + p] * b[p * n + j];
        }
        assertThat(c[i * n + j]).as("[%d,%d]", i, j).isEqualTo(sum, within(1e-15 * (k + 1)));
      }
    }
    double[] left = new double[k * n];
    product.multiplyTransposedLeft(a, c, left, m, k, n);
    double[] right = new double[m * k];
    product.multiplyTransposedRight(c, b, right, m, k, n);
    for (int p = 0; p < k; p++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int i = 0; i < m; i++) {
          sum += a[i * k + p] * c[i * n + j];
        }
        assertThat(left[p * n + j]).as("[%d,%d]", p, j).isEqualTo(sum, within(1e-15 * m * k));
      }
      for (int i = 0; i < m; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += c[i * n + j] * b[p * n + j];
        }
        assertThat(right[i * k + p]).as("[%d,%d]", i, p).isEqualTo(sum, within(1e-15 * n * k));
      }
    }
  }

  private static double[] random(int length, int stream) {
    Philox random = new Philox(4, Philox.Purpose.DATA, stream, 0);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = 2 * random.nextUniform() - 1;
    }
    return values;
  }
}
