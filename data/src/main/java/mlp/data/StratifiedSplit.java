package mlp.data;

import java.util.Arrays;
import mlp.api.InvalidInput;
import mlp.api.Philox;

/**
 * A division of rows into a training and a test part, in which every class keeps its share. It
 * depends on the classes of the rows and the fraction alone, not on any seed. In Python:
 *
 * <pre>{@code
 * def test_rows(labels, fraction):                    # labels: 0, 1, ... as a NumPy array
 *     test = []
 *     for c in range(labels.max() + 1):
 *         rows = np.flatnonzero(labels == c)
 *         words = np.random.Philox(key=[0, 2], counter=[0, 0, c, 0])
 *         for i in range(len(rows) - 1, 0, -1):       # Fisher and Yates
 *             j = int(words.random_raw()) * (i + 1) >> 64
 *             rows[i], rows[j] = rows[j], rows[i]
 *         test += list(rows[:min(int(fraction * len(rows) + 0.5), len(rows) - 1)])
 *     return sorted(test)
 * }</pre>
 *
 * @param training indices of the rows to train on, ascending
 * @param test indices of all other rows, ascending
 */
record StratifiedSplit(int[] training, int[] test) {
  /** The stream of {@link Philox.Purpose#DATA} from which splits are drawn. */
  static final int STREAM = 0;

  /** The test part of data sets that bring none of their own, unless the user asks for another. */
  static final double DEFAULT_FRACTION = 0.2;

  /**
   * @param labels each row's class, from 0
   * @param fraction of every class's rows that goes to the test part, rounded half up; one row of
   *     each class always stays in the training part
   * @throws InvalidInput if no row would go to the test part
   */
  static StratifiedSplit of(int[] labels, double fraction) {
    boolean[] inTest = new boolean[labels.length];
    int classes = Arrays.stream(labels).max().orElse(-1) + 1;
    int[][] rowsOfClass = rowsOfClasses(labels, classes);
    int testRows = 0;
    for (int c = 0; c < classes; c++) {
      int[] rows = rowsOfClass[c];
      new Philox(0, Philox.Purpose.DATA, STREAM, c).shuffle(rows);
      int taken = Math.min((int) (fraction * rows.length + 0.5), rows.length - 1);
      for (int i = 0; i < taken; i++) {
        inTest[rows[i]] = true;
      }
      testRows += Math.max(taken, 0);
    }
    if (testRows == 0) {
      throw new InvalidInput(
          "testFraction",
          fraction + " of " + labels.length + " rows",
          "at least one row for the test; give more rows, or a larger fraction");
    }
    return parts(inTest, testRows);
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

  private static StratifiedSplit parts(boolean[] inTest, int testRows) {
    int[] training = new int[inTest.length - testRows];
    int[] test = new int[testRows];
    int nextTraining = 0;
    int nextTest = 0;
    for (int row = 0; row < inTest.length; row++) {
      if (inTest[row]) {
        test[nextTest++] = row;
      } else {
        training[nextTraining++] = row;
      }
    }
    return new StratifiedSplit(training, test);
  }
}
