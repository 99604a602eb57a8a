package mlp.numpy;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums by {@code jdk.incubator.vector}, each in one order, from the first number to the last. */
final class VectorSums {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private VectorSums() {}

  // sums[j] = Σᵢ a[i·columns + j], i < n, of as many of the first columns as it returns
  static int ofRows(double[] a, int n, int columns, double[] sums) {
    int whole = SPECIES.loopBound(columns);
    for (int j = 0; j < whole; j += WIDTH) {
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int i = 0; i < n; i++) {
        sum = sum.add(DoubleVector.fromArray(SPECIES, a, i * columns + j));
      }
      sum.intoArray(sums, j);
    }
    return whole;
  }
}
