package mlp.equivalence.replay;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Training;

/** What is random of a trial: shapes, numbers from 1e-6 to 1e3, and the order of sums. */
final class Draw {
  private static final int LONG = 300;
  private static final double SHARE_OF_LONG = 0.01;

  final SplittableRandom random;
  final Arithmetic plain;
  final int n;
  final int in;
  final int out;

  Draw(SplittableRandom random, DataType type) {
    this.random = random;
    Arithmetic.Order[] orders = Arithmetic.Order.values();
    plain = new Arithmetic(type, orders[random.nextInt(orders.length)]);
    n = length();
    in = length();
    out = length();
  }

  private int length() {
    return random.nextDouble() < SHARE_OF_LONG ? random.nextInt(10, LONG) : random.nextInt(1, 10);
  }

  boolean coin() {
    return random.nextBoolean();
  }

  double between(double low, double high) {
    return plain.of(low + (high - low) * random.nextDouble());
  }

  /** Each power of ten is as likely as another. */
  double size(double low, double high) {
    return plain.of(Math.exp(Math.log(low) + Math.log(high / low) * random.nextDouble()));
  }

  /** Numbers of one size, of all sizes, in pairs that cancel, or near one number. */
  double[] numbers(int length) {
    double scale = size(1e-6, 1e3);
    double spread = size(1e-7, 1);
    double[] values = new double[length];
    int kind = random.nextInt(4);
    for (int k = 0; k < length; k++) {
      values[k] = plain.of(
          switch (kind) {
            case 0 -> scale * between(-1, 1);
            case 1 -> size(1e-6, 1e3) * (coin() ? 1 : -1);
            case 2 -> k % 2 == 0 ? scale * between(-1, 1) : -values[k - 1] * (1 + spread);
            default -> scale * (1 + spread * between(-1, 1));
          });
    }
    return values;
  }

  double[] positive(int length) {
    return each(numbers(length), Math::abs);
  }

  /** Numbers from 0 to 1: 0 and 1 alone, any, or near 0. */
  double[] fractions(int length) {
    int kind = random.nextInt(3);
    return each(
        new double[length],
        zero -> kind == 0 ? random.nextInt(2) : kind == 1 ? between(0, 1) : size(1e-6, 1));
  }

  /** Rows that sum to 1: one 1 among zeros, or not. */
  double[] distributions(int rows, int columns) {
    double[] values = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      double share = coin() ? 1 : random.nextDouble();
      values[row * columns + random.nextInt(columns)] += share;
      values[row * columns + random.nextInt(columns)] += 1 - share;
    }
    return each(values, plain::of);
  }

  static double[] each(double[] values, DoubleUnaryOperator change) {
    double[] changed = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      changed[k] = change.applyAsDouble(values[k]);
    }
    return changed;
  }

  /** A network in–out–out whose first layer is this. */
  Network network(Activation activation, Normalization normalization, double dropout) {
    return Network.withInputs(in)
        .layer(new Layer(out, activation, normalization, dropout))
        .layer(out, Activation.IDENTITY)
        .loss(Loss.SQUARED_ERROR);
  }

  Network network(Activation activation) {
    return network(activation, new Normalization.None(), 0);
  }

  /** A network in–out. */
  Network network(Activation activation, Loss loss) {
    return Network.withInputs(in).layer(out, activation).loss(loss);
  }

  Training training(Optimizer optimizer) {
    return new Training(optimizer, plain.of(size(1e-5, 1)), n, 1, 1);
  }
}
