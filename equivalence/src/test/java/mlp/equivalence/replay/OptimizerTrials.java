package mlp.equivalence.replay;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import mlp.api.Activation;
import mlp.api.Optimizer;

/** The state of each optimizer, and its step (R11). */
final class OptimizerTrials {
  private static final int STEPS = 1000;

  private final Draw draw;
  private final Arithmetic plain;
  private final Trial trial;
  private final double rate;
  private final long step;
  private final double[] theta;
  private final double[] g;

  private OptimizerTrials(Draw draw, Optimizer optimizer) {
    this.draw = draw;
    plain = draw.plain;
    var training = draw.training(optimizer);
    rate = training.learningRate();
    step = draw.random.nextInt(STEPS);
    trial = new Trial(draw, draw.network(Activation.IDENTITY)).of(training, step);
    theta = trial.numbers("W1", draw.in, draw.out);
    g = trial.numbers("dW1", draw.in, draw.out);
  }

  static Map<String, ToDoubleFunction<Draw>> all() {
    Map<String, ToDoubleFunction<Draw>> all = new TreeMap<>();
    all.put("opt.velocity", draw -> velocity(draw, momentum(draw)));
    all.put("after, momentum", draw -> byVelocity(draw, momentum(draw), false));
    all.put("after, Nesterov", draw -> byVelocity(draw, momentum(draw), true));
    all.put("opt.m", OptimizerTrials::firstMoment);
    all.put("opt.v", OptimizerTrials::secondMoment);
    all.put("opt.meanSquare", OptimizerTrials::meanSquare);
    all.put("opt.squareSum", OptimizerTrials::squareSum);
    all.put("after, Adam", draw -> byMoments(draw, adam(draw, false)));
    all.put("after, Adam with ε̂", draw -> byMoments(draw, adam(draw, true)));
    all.put("after, AdamW", OptimizerTrials::byAdamw);
    all.put("after, RMSProp", OptimizerTrials::byMeanSquare);
    all.put("after, AdaGrad", OptimizerTrials::bySquareSum);
    return all;
  }

  private static double momentum(Draw draw) {
    return draw.random.nextDouble(0, 0.999);
  }

  private static Optimizer.Adam adam(Draw draw, boolean isHat) {
    double beta1 = draw.random.nextDouble(0, 0.999);
    double beta2 = draw.random.nextDouble(0.5, 0.9999);
    return new Optimizer.Adam(beta1, beta2, draw.size(1e-10, 1e-2), isHat);
  }

  private double[] state(String name, boolean isOfSquares) {
    double[] values = isOfSquares ? draw.positive(theta.length) : draw.numbers(theta.length);
    return trial.put(name, values, draw.in, draw.out);
  }

  private double square(int k) {
    return plain.times(g[k], g[k]);
  }

  private static double velocity(Draw draw, double momentum) {
    OptimizerTrials t = new OptimizerTrials(draw, new Optimizer.Momentum(momentum));
    double[] v = t.state("opt.velocity.W1.before", false).clone();
    for (int k = 0; k < v.length; k++) {
      double pushed = t.plain.times(-t.rate, t.g[k]);
      v[k] = t.plain.plusProduct(t.plain.of(momentum), v[k], pushed);
    }
    return t.trial.excess("opt.velocity.W1", v);
  }

  private static double byVelocity(Draw draw, double momentum, boolean isAhead) {
    OptimizerTrials t = new OptimizerTrials(
        draw, isAhead ? new Optimizer.Nesterov(momentum) : new Optimizer.Momentum(momentum));
    double[] after = t.state("opt.velocity.W1", false).clone();
    for (int k = 0; k < after.length; k++) {
      double pushed = t.plain.times(-t.rate, t.g[k]);
      double u = isAhead ? t.plain.plusProduct(t.plain.of(momentum), after[k], pushed) : after[k];
      after[k] = t.plain.plus(t.theta[k], u);
    }
    return t.trial.excess("W1.after", after);
  }

  // kept·old + (1 − kept)·g
  private static double firstMoment(Draw draw) {
    Optimizer.Adam adam = adam(draw, false);
    OptimizerTrials t = new OptimizerTrials(draw, adam);
    double[] m = t.state("opt.m.W1.before", false).clone();
    for (int k = 0; k < m.length; k++) {
      double added = t.plain.times(t.plain.of(1 - adam.beta1()), t.g[k]);
      m[k] = t.plain.plusProduct(t.plain.of(adam.beta1()), m[k], added);
    }
    return t.trial.excess("opt.m.W1", m);
  }

  // kept·old + (1 − kept)·g²
  private double meanOfSquares(String name, double kept) {
    double[] v = state(name + ".before", true).clone();
    for (int k = 0; k < v.length; k++) {
      double added = plain.times(plain.of(1 - kept), square(k));
      v[k] = plain.plusProduct(plain.of(kept), v[k], added);
    }
    return trial.excess(name, v);
  }

  private static double secondMoment(Draw draw) {
    Optimizer.Adam adam = adam(draw, false);
    return new OptimizerTrials(draw, adam).meanOfSquares("opt.v.W1", adam.beta2());
  }

  private static double meanSquare(Draw draw) {
    double decay = momentum(draw);
    return new OptimizerTrials(draw, new Optimizer.Rmsprop(decay, 1e-8))
        .meanOfSquares("opt.meanSquare.W1", decay);
  }

  private static double squareSum(Draw draw) {
    OptimizerTrials t = new OptimizerTrials(draw, new Optimizer.Adagrad(1e-8));
    double[] h = t.state("opt.squareSum.W1.before", true).clone();
    for (int k = 0; k < h.length; k++) {
      h[k] = t.plain.plusProduct(t.g[k], t.g[k], h[k]);
    }
    return t.trial.excess("opt.squareSum.W1", h);
  }

  // η·m̂/(√v̂ + ε), or η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε̂)
  private double[] moved(Optimizer.Adam adam) {
    double[] m = state("opt.m.W1", false);
    double[] v = state("opt.v.W1", true);
    double correction1 = plain.of(1 - RateTrials.power(draw, adam.beta1(), step + 1));
    double correction2 = plain.of(1 - RateTrials.power(draw, adam.beta2(), step + 1));
    double epsilon = plain.of(adam.epsilon());
    double rateHat = plain.over(plain.times(rate, plain.root(correction2)), correction1);
    double[] after = new double[m.length];
    for (int k = 0; k < m.length; k++) {
      double corrected = plain.root(plain.over(v[k], correction2));
      double u = adam.epsilonHat()
          ? plain.over(plain.times(rateHat, m[k]), plain.plus(plain.root(v[k]), epsilon))
          : plain.over(
              plain.times(rate, plain.over(m[k], correction1)), plain.plus(corrected, epsilon));
      after[k] = plain.minus(theta[k], u);
    }
    return after;
  }

  private static double byMoments(Draw draw, Optimizer.Adam adam) {
    OptimizerTrials t = new OptimizerTrials(draw, adam);
    return t.trial.excess("W1.after", t.moved(adam));
  }

  private static double byAdamw(Draw draw) {
    Optimizer.Adam adam = adam(draw, false);
    double decay = draw.size(1e-6, 1);
    OptimizerTrials t = new OptimizerTrials(
        draw, new Optimizer.Adamw(adam.beta1(), adam.beta2(), adam.epsilon(), decay));
    double[] after = t.moved(adam);
    double factor = t.plain.times(t.rate, t.plain.of(decay));
    for (int k = 0; k < after.length; k++) {
      after[k] = t.plain.plusProduct(-factor, t.theta[k], after[k]);
    }
    return t.trial.excess("W1.after", after);
  }

  // θ − η·g/(√s + ε)
  private double divided(String name, double epsilon) {
    double[] squares = state(name, true);
    double[] after = new double[squares.length];
    for (int k = 0; k < after.length; k++) {
      double divisor = plain.plus(plain.root(squares[k]), plain.of(epsilon));
      after[k] = plain.minus(theta[k], plain.over(plain.times(rate, g[k]), divisor));
    }
    return trial.excess("W1.after", after);
  }

  private static double byMeanSquare(Draw draw) {
    double epsilon = draw.size(1e-10, 1e-2);
    return new OptimizerTrials(draw, new Optimizer.Rmsprop(0.9, epsilon))
        .divided("opt.meanSquare.W1", epsilon);
  }

  private static double bySquareSum(Draw draw) {
    double epsilon = draw.size(1e-10, 1e-2);
    return new OptimizerTrials(draw, new Optimizer.Adagrad(epsilon))
        .divided("opt.squareSum.W1", epsilon);
  }
}
