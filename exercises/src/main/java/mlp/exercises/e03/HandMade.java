package mlp.exercises.e03;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import mlp.api.Activation;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.XorTask.Weights;

/**
 * A network whose weights were chosen by hand, as numpy-style computes it at the four points.
 *
 * @param z what the hidden units sum up [4, 2]
 * @param outputs ŷ [4]
 */
record HandMade(Activation activation, Weights weights, double[][] z, double[] outputs) {
  private static final double LARGEST = 1_000;

  static HandMade of(Activation activation, Weights weights) {
    Network network = Network.withInputs(2)
        .layer(2, activation)
        .layer(1, Activation.IDENTITY)
        .loss(Loss.SQUARED_ERROR);
    Mlp mlp = Reference.network(network, new Training(new Optimizer.Sgd(), 0.1, 4, 1, 1));
    double[] w1 = Arrays.stream(weights.w1()).flatMapToDouble(Arrays::stream).toArray();
    mlp.load(new Parameters(List.of(
        Tensor.of("W1", w1, 2, 2),
        Tensor.of("b1", weights.b1().clone(), 2),
        Tensor.of("W2", weights.w2().clone(), 2, 1),
        Tensor.of("b2", new double[] {weights.b2()}, 1))));
    double[][] points = Plane.POINTS;
    double[] outputs = new double[points.length];
    double[][] targets = new double[points.length][1];
    Matrix predicted = mlp.predict(Reference.batch(points, targets).inputs());
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = predicted.get(i, 0);
    }
    Trace trace = mlp.trace(Reference.batch(points, targets));
    return new HandMade(activation, weights, Reference.matrix(trace, "z1"), outputs);
  }

  HandMade with(double[][] w1, double[] b1, double[] w2) {
    return of(activation, new Weights(w1, b1, w2, weights.b2()));
  }

  /** The difference from XOR that counts as none. */
  double allowed() {
    return activation == Activation.TANH ? 0.05 : 1e-6;
  }

  boolean isXor() {
    for (int i = 0; i < outputs.length; i++) {
      if (!(Math.abs(outputs[i] - Plane.XOR[i]) <= allowed())) {
        return false;
      }
    }
    return true;
  }

  double weight(int input, int unit) {
    return weights.w1()[input][unit];
  }

  /** What unit j sums up at the four points. */
  double[] z(int unit) {
    return Arrays.stream(z).mapToDouble(row -> row[unit]).toArray();
  }

  long positives(int unit) {
    return Arrays.stream(z(unit)).filter(value -> value > 0).count();
  }

  /** How far the point is from the unit's line. */
  double distance(int point, int unit) {
    return Math.abs(z[point][unit]) / Math.hypot(weight(0, unit), weight(1, unit));
  }

  static void requireWeights(String method, Weights weights) {
    if (weights == null) {
      throw new Wrong(method + "(…) returned null: return new Weights(w1, b1, w2, b2).");
    }
    Explanation.of("w1", new double[2][2]).requireShape(weights.w1());
    Explanation.of("b1", new double[2]).requireShape(weights.b1());
    Explanation.of("w2", new double[2]).requireShape(weights.w2());
    DoubleStream all = DoubleStream.concat(
        Arrays.stream(weights.w1()).flatMapToDouble(Arrays::stream),
        DoubleStream.concat(Arrays.stream(weights.b1()), Arrays.stream(weights.w2())));
    DoubleStream.concat(all, DoubleStream.of(weights.b2()))
        .filter(value -> !(Math.abs(value) <= LARGEST))
        .findFirst()
        .ifPresent(value -> {
          throw new Wrong("One of your weights is " + value + ": choose numbers between −"
              + Plane.number(LARGEST) + " and " + Plane.number(LARGEST) + ".");
        });
  }
}
