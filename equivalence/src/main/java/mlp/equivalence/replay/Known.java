package mlp.equivalence.replay;

/**
 * The numbers of a record as an operation takes them.
 *
 * @param values row by row
 * @param bounds how far each may be from what the implementation had; none where it was recorded
 */
record Known(double[] values, double[] bounds) {
  static Known recorded(double[] values) {
    return new Known(values, null);
  }

  double at(int k) {
    return values[k];
  }

  double bound(int k) {
    return bounds == null ? 0 : bounds[k];
  }

  int length() {
    return values.length;
  }

  boolean isRecorded() {
    return bounds == null;
  }

  // [rows, columns] → [columns, rows]
  Known transposed(int rows, int columns) {
    return new Known(
        transposed(values, rows, columns),
        bounds == null ? null : transposed(bounds, rows, columns));
  }

  private static double[] transposed(double[] from, int rows, int columns) {
    double[] to = new double[from.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[j * rows + i] = from[i * columns + j];
      }
    }
    return to;
  }
}
