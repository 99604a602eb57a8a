package mlp.equivalence.replay;

/**
 * A sum of numbers and products in twice the working precision: as if computed with 106 bits and
 * rounded once (Ogita, Rump, Oishi 2005, Accurate Sum and Dot Product, algorithm 5.3).
 */
final class ExactSum {
  private double sum;
  private double error;
  private double magnitude;

  void add(double term) {
    double before = sum;
    sum = before + term;
    double taken = sum - before;
    error += (before - (sum - taken)) + (term - taken);
    magnitude += Math.abs(term);
  }

  void addProduct(double a, double b) {
    double product = a * b;
    error += Math.fma(a, b, -product);
    add(product);
  }

  double value() {
    return sum + error;
  }

  /** @return the sum of the terms' magnitudes, which rounding errors are in proportion to */
  double magnitude() {
    return magnitude;
  }
}
