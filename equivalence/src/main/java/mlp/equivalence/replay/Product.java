package mlp.equivalence.replay;

import mlp.api.DataType;

/**
 * A product of matrices, exact to the last bit of the data type, and how far rounding may lead an
 * implementation from it. FLOAT32 is summed in doubles: what they round is nothing beside the
 * bound. FLOAT64 is summed in twice its precision.
 */
final class Product {
  private final Records records;
  private final Known left;
  private final Known right;
  private final Precision precision; // to which factors are rounded, or null
  private final int rows;
  private final int inner;
  private final int columns;

  // [rows, columns] = [rows, inner]·[inner, columns]
  Product(Records records, Known left, Known right, int rows, int inner, int columns) {
    this.records = records;
    this.left = left;
    this.right = right;
    precision = Precision.of(records);
    this.rows = rows;
    this.inner = inner;
    this.columns = columns;
  }

  /**
   * @param bias [columns], or null
   * @param weight of the bias
   */
  Grid plus(Known bias, double weight) {
    Grid sums = new Grid(rows * columns, records.dataType());
    ProductMemo.Sums products = products();
    System.arraycopy(products.values(), 0, sums.values, 0, sums.values.length);
    double[] magnitudes = products.magnitudes().clone();
    double[] propagated = propagated();
    for (int k = 0; k < sums.values.length; k++) {
      double value = sums.values[k];
      if (bias != null) {
        double b = weight * Precision.term(records, bias.at(k % columns));
        value += b;
        magnitudes[k] += Math.abs(b);
        propagated[k] += Math.abs(weight) * bias.bound(k % columns);
      }
      sums.set(k, value, inner + 3, magnitudes[k]);
      sums.widen(k, propagated[k]);
    }
    Precision.roundResult(records, sums);
    return sums;
  }

  Grid plain() {
    return plus(null, 0);
  }

  private ProductMemo.Sums products() {
    ProductMemo memo = records.products();
    ProductMemo.Sums sums = memo.find(left, right, precision);
    if (sums == null) {
      sums = new ProductMemo.Sums(new double[rows * columns], new double[rows * columns]);
      if (records.dataType() == DataType.FLOAT32) {
        inDoubles(factors(left), factors(right), sums);
      } else {
        exactly(factors(left), factors(right), sums);
      }
      memo.keep(left, right, precision, sums);
    }
    return sums;
  }

  private double[] factors(Known matrix) {
    return precision == null ? matrix.values() : precision.round(matrix.values());
  }

  private void inDoubles(double[] x, double[] w, ProductMemo.Sums sums) {
    for (int i = 0; i < rows; i++) {
      for (int p = 0; p < inner; p++) {
        double factor = x[i * inner + p];
        addScaled(factor, w, p * columns, sums.values(), i * columns, columns);
        addScaledMagnitudes(factor, w, p * columns, sums.magnitudes(), i * columns, columns);
      }
    }
  }

  private static void addScaled(
      double factor, double[] from, int at, double[] to, int start, int n) {
    for (int j = 0; j < n; j++) {
      to[start + j] += factor * from[at + j];
    }
  }

  private static void addScaledMagnitudes(
      double factor, double[] from, int at, double[] to, int start, int n) {
    double size = Math.abs(factor);
    for (int j = 0; j < n; j++) {
      to[start + j] += size * Math.abs(from[at + j]);
    }
  }

  private void exactly(double[] x, double[] w, ProductMemo.Sums sums) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        ExactSum sum = new ExactSum();
        for (int p = 0; p < inner; p++) {
          sum.addProduct(x[i * inner + p], w[p * columns + j]);
        }
        sums.values()[i * columns + j] = sum.value();
        sums.magnitudes()[i * columns + j] = sum.magnitude();
      }
    }
  }

  // Σ |x|·δw + δx·(|w| + δw)
  private double[] propagated() {
    double[] errors = new double[rows * columns];
    if (left.isRecorded() && right.isRecorded()) {
      return errors;
    }
    double[] x = factors(left);
    double[] w = factors(right);
    for (int i = 0; i < rows; i++) {
      for (int p = 0; p < inner; p++) {
        double size = Math.abs(x[i * inner + p]);
        double error = left.bound(i * inner + p);
        for (int j = 0; j < columns; j++) {
          int k = p * columns + j;
          double ofRight = right.bound(k);
          errors[i * columns + j] += size * ofRight + error * (Math.abs(w[k]) + ofRight);
        }
      }
    }
    return errors;
  }
}
