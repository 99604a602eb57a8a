package mlp.data;

import java.util.Arrays;
import mlp.api.InvalidInput;
import mlp.api.Philox;

/**
 * A division of rows into a training part and one that is held out, in which every class keeps its
 * share. It depends on the classes of the rows and the fraction alone, not on any seed. In Python,
 * with the stream 0 for a test part and 5 for a validation part:
 *
 * <pre>{@code
 * def held_out_rows(labels, fraction, stream):        # labels: 0, 1, ... as a NumPy array
 *     held_out = []
 *     for c in range(labels.max() + 1):
 *         rows = np.flatnonzero(labels == c)
 *         words = np.random.Philox(key=[0, 2], counter=[0, stream, c, 0])
 *         for i in range(len(rows) - 1, 0, -1):       # Fisher and Yates
 *             j = int(words.random_raw()) * (i + 1) >> 64
 *             rows[i], rows[j] = rows[j], rows[i]
 *         held_out += list(rows[:min(int(fraction * len(rows) + 0.5), len(rows) - 1)])
 *     return sorted(held_out)
 * }</pre>
 *
 * @param training indices of the rows to train on, ascending
 * @param heldOut indices of all other rows, ascending
 */
record StratifiedSplit(int[] training, int[] heldOut) {
  // The streams of Philox.Purpose.DATA from which splits are drawn; generated data have others.
  private static final int TEST = 0;
  private static final int VALIDATION = 5;

  /** The test part of data sets that bring none of their own, unless the user asks for another. */
  static final double DEFAULT_FRACTION = 0.2;

  /**
   * Holds out a test part.
   *
   * @param labels each row's class, from 0
   * @param fraction of every class's rows that is held out, rounded half up; one row of each class
   *     always stays in the training part
   * @throws InvalidInput if no row would be held out
   */
  static StratifiedSplit ofTest(int[] labels, double fraction) {
    return of(labels, fraction, TEST, "testFraction");
  }

  /**
   * Holds out a validation part, as {@link #ofTest} does of the rows that are left by then.
   *
   * @throws InvalidInput if no row would be held out
   */
  static StratifiedSplit ofValidation(int[] labels, double fraction) {
    return of(labels, fraction, VALIDATION, "validationFraction");
  }

  private static StratifiedSplit of(int[] labels, double fraction, int stream, String field) {
    boolean[] isHeldOut = new boolean[labels.length];
    int classes = Arrays.stream(labels).max().orElse(-1) + 1;
    int[][] rowsOfClass = rowsOfClasses(labels, classes);
    int heldOutRows = 0;
    for (int c = 0; c < classes; c++) {
      int[] rows = rowsOfClass[c];
      new Philox(0, Philox.Purpose.DATA, stream, c).shuffle(rows);
      int taken = Math.min((int) (fraction * rows.length + 0.5), rows.length - 1);
      for (int i = 0; i < taken; i++) {
        isHeldOut[rows[i]] = true;
      }
      heldOutRows += Math.max(taken, 0);
    }
    if (heldOutRows == 0) {
      throw new InvalidInput(
          field,
          fraction + " of " + labels.length + " rows",
          "at least one row to hold out; give more rows, or a larger fraction");
    }
    return parts(isHeldOut, heldOutRows);
  }

  private static int[][] rowsOfClasses(int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    int[][] rows = new int[classes][];
    for (int c = 0; c < classes; c++) {
      rows[c] = new int[counts[c]];
    }
    for (int row = labels.length - 1; row >= 0; row--) {
      rows[labels[row]][--counts[labels[row]]] = row;
    }
    return rows;
  }

  private static StratifiedSplit parts(boolean[] isHeldOut, int heldOutRows) {
    int[] training = new int[isHeldOut.length - heldOutRows];
    int[] heldOut = new int[heldOutRows];
    int nextTraining = 0;
    int nextHeldOut = 0;
    for (int row = 0; row < isHeldOut.length; row++) {
      if (isHeldOut[row]) {
        heldOut[nextHeldOut++] = row;
      } else {
        training[nextTraining++] = row;
      }
    }
    return new StratifiedSplit(training, heldOut);
  }
}
