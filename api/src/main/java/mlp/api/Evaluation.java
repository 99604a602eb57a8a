package mlp.api;

import java.util.stream.IntStream;

/**
 * How well a network does on examples that it was not trained on.
 *
 * @param loss the mean loss
 * @param accuracy the share of rows whose largest output stands where the largest target does; NaN
 *     where the targets are not classes
 * @param confusion counts [true class][predicted class]; empty where the targets are not classes
 */
public record Evaluation(double loss, double accuracy, int[][] confusion) {
  /** So many rows are computed at once: enough to be fast, few enough to need little memory. */
  private static final int CHUNK = 1024;

  /**
   * Evaluates a network, which it does not change. Targets are classes when there are at least two
   * columns and each row holds a single 1 among zeros.
   *
   * @throws InvalidInput if the examples do not fit the network
   */
  public static Evaluation of(Mlp mlp, Batch examples) {
    int rows = examples.rows();
    int[] inOrder = IntStream.range(0, rows).toArray();
    boolean classes = areClasses(examples.targets());
    int classCount = classes ? examples.targets().columns() : 0;
    int[][] confusion = new int[classCount][classCount];
    double loss = 0;
    int right = 0;
    for (int from = 0; from < rows; from += CHUNK) {
      Batch chunk = examples.rows(inOrder, from, Math.min(rows, from + CHUNK));
      loss += mlp.loss(chunk) * chunk.rows();
      if (classes) {
        Matrix outputs = mlp.predict(chunk.inputs());
        for (int row = 0; row < chunk.rows(); row++) {
          int actual = chunk.targets().argMax(row);
          int predicted = outputs.argMax(row);
          confusion[actual][predicted]++;
          right += actual == predicted ? 1 : 0;
        }
      }
    }
    return new Evaluation(loss / rows, classes ? (double) right / rows : Double.NaN, confusion);
  }

  private static boolean areClasses(Matrix targets) {
    if (targets.columns() < 2) {
      return false;
    }
    for (int row = 0; row < targets.rows(); row++) {
      int ones = 0;
      for (int column = 0; column < targets.columns(); column++) {
        double target = targets.get(row, column);
        if (target != 0 && target != 1) {
          return false;
        }
        ones += (int) target;
      }
      if (ones != 1) {
        return false;
      }
    }
    return true;
  }
}
