package mlp.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import mlp.api.Philox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
  private final int before = Workers.count();

  @AfterEach
  void restore() {
    Workers.use(before);
  }

  @ParameterizedTest
  @CsvSource({"1,10,4", "2,10,4", "3,10,4", "3,1,8", "4,100,8", "7,9,1"})
  void everyNumberIsDoneOnce(int threads, int length, int grain) {
    Workers.use(threads);
    for (int repeat = 0; repeat < 200; repeat++) {
      AtomicIntegerArray done = new AtomicIntegerArray(length);
      Workers.run(
          (worker, from, to) -> {
            assertThat(worker).isBetween(0, threads - 1);
            for (int i = from; i < to; i++) {
              done.incrementAndGet(i);
            }
          },
          length,
          grain);
      for (int i = 0; i < length; i++) {
        assertThat(done.get(i)).as("%d", i).isEqualTo(1);
      }
    }
  }

  @Test
  void whatAHelperThrowsReachesTheCaller() {
    Workers.use(2);
    assertThatIllegalStateException()
        .isThrownBy(() -> Workers.run(
            (worker, from, to) -> {
              if (worker == 1) {
                throw new StackOverflowError("helper");
              }
            },
            2,
            1))
        .withStackTraceContaining("helper");
    everyNumberIsDoneOnce(2, 10, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void aProductHasTheSameBitsForAnyNumberOfThreads(int threads) {
    int m = 133;
    int k = 70;
    int n = 90;
    double[] a = random(m * k, 1);
    double[] b = random(k * n, 2);
    Workers.use(1);
    double[] alone = new double[m * n];
    new MatrixProduct().multiply(a, b, alone, m, k, n);
    Workers.use(threads);
    double[] shared = new double[m * n];
    new MatrixProduct().multiply(a, b, shared, m, k, n);
    assertThat(Arrays.equals(shared, alone)).isTrue();
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
