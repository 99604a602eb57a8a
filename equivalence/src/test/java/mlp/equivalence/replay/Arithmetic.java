package mlp.equivalence.replay;

import mlp.api.DataType;

/** Plain arithmetic in a data type: every operation is rounded, and sums have an order. */
final class Arithmetic {
  /** In which order terms are added; fused does not round the products. */
  enum Order {
    FORWARD,
    BACKWARD,
    PAIRWISE,
    FUSED
  }

  final DataType type;
  private final Order order;

  Arithmetic(DataType type, Order order) {
    this.type = type;
    this.order = order;
  }

  // For one operation on floats, rounding to double and then to float is rounding once (Figueroa
  // 1995, When is double rounding innocuous?). A function's result is rounded to double before.
  double of(double value) {
    return type.round(value);
  }

  double plus(double a, double b) {
    return of(a + b);
  }

  double minus(double a, double b) {
    return of(a - b);
  }

  double times(double a, double b) {
    return of(a * b);
  }

  double over(double a, double b) {
    return of(a / b);
  }

  double root(double a) {
    return of(Math.sqrt(a));
  }

  double exp(double a) {
    return of(Math.exp(a));
  }

  double tanh(double a) {
    return of(Math.tanh(a));
  }

  // ab + c
  double plusProduct(double a, double b, double c) {
    if (order != Order.FUSED) {
      return plus(times(a, b), c);
    }
    return type == DataType.FLOAT32 ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
  }

  // Σ terms
  double sum(double[] terms) {
    if (order == Order.PAIRWISE) {
      return pairwise(terms, 0, terms.length);
    }
    double sum = 0;
    for (int k = 0; k < terms.length; k++) {
      sum = plus(sum, terms[order == Order.BACKWARD ? terms.length - 1 - k : k]);
    }
    return sum;
  }

  private double pairwise(double[] terms, int from, int to) {
    if (to - from < 2) {
      return from < to ? terms[from] : 0;
    }
    int middle = (from + to) / 2;
    return plus(pairwise(terms, from, middle), pairwise(terms, middle, to));
  }

  // Σ aᵢbᵢ
  double dot(double[] a, double[] b) {
    if (order == Order.FUSED) {
      double sum = 0;
      for (int k = 0; k < a.length; k++) {
        sum = plusProduct(a[k], b[k], sum);
      }
      return sum;
    }
    double[] products = new double[a.length];
    for (int k = 0; k < a.length; k++) {
      products[k] = times(a[k], b[k]);
    }
    return sum(products);
  }

  // [rows, columns] = [rows, inner]·[inner, columns]
  double[] product(double[] a, double[] b, int rows, int inner, int columns) {
    double[] product = new double[rows * columns];
    double[] row = new double[inner];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(a, i * inner, row, 0, inner);
      for (int j = 0; j < columns; j++) {
        product[i * columns + j] = dot(row, column(b, j, columns));
      }
    }
    return product;
  }

  static double[] column(double[] values, int j, int columns) {
    double[] column = new double[values.length / columns];
    for (int i = 0; i < column.length; i++) {
      column[i] = values[i * columns + j];
    }
    return column;
  }

  // [rows, columns] → [columns, rows]
  static double[] transposed(double[] values, int rows, int columns) {
    double[] transposed = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      transposed[k % columns * rows + k / columns] = values[k];
    }
    return transposed;
  }
}
