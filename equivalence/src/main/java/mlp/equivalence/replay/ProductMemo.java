package mlp.equivalence.replay;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The product of recorded matrices that was computed last, and their transposes. A search for a
 * cause replays one record under hundreds of causes, few of which change what is multiplied.
 * Matrices are told apart by their arrays, which nobody changes.
 */
final class ProductMemo {
  private final Map<double[], Known> transposes = new IdentityHashMap<>();
  private double[] left;
  private double[] right;
  private Precision precision;
  private Sums last;

  /** Sums of products, and the sums of their terms' magnitudes. */
  record Sums(double[] values, double[] magnitudes) {}

  // [rows, columns] → [columns, rows]
  Known transposed(Known matrix, int rows, int columns) {
    return matrix.isRecorded()
        ? transposes.computeIfAbsent(matrix.values(), unused -> matrix.transposed(rows, columns))
        : matrix.transposed(rows, columns);
  }

  /** @return the sums, or null if they are not those that were computed last */
  Sums find(Known left, Known right, Precision precision) {
    boolean isLast =
        left.values() == this.left && right.values() == this.right && precision == this.precision;
    return isLast ? last : null;
  }

  void keep(Known left, Known right, Precision precision, Sums sums) {
    this.left = left.values();
    this.right = right.values();
    this.precision = precision;
    last = sums;
  }
}
