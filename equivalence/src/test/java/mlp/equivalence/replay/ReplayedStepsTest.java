package mlp.equivalence.replay;

import static mlp.equivalence.replay.ExactFunctions.over;
import static mlp.equivalence.replay.ExactFunctions.times;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import org.junit.jupiter.api.Test;

/**
 * In 64 bits the replay computes batch normalization and the optimizers' steps in doubles, too: its
 * values lie within half the bound of the exact ones.
 */
class ReplayedStepsTest {
  private static final MathContext DIGITS = new MathContext(60);
  private static final int TRIALS = 200;
  private static final long STEP = 6;

  private final SplittableRandom random = new SplittableRandom(5);

  private static BigDecimal of(double value) {
    return new BigDecimal(value);
  }

  private static BigDecimal[] of(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }

  private static BigDecimal root(BigDecimal value) {
    return value.sqrt(DIGITS);
  }

  /** @param trial what says how far the replay is from the exact values, in bounds */
  private void require(String name, Function<Draw, Double> trial) {
    double largest = 0;
    for (int k = 0; k < TRIALS; k++) {
      largest = Math.max(largest, trial.apply(new Draw(random.split(), DataType.FLOAT64)));
    }
    System.out.printf(Locale.ROOT, "%s: replay %.3f%n", name, largest);
    assertThat(largest).as(name).isLessThanOrEqualTo(0.5);
  }

  private static double distance(Expected expected, BigDecimal[] exact) {
    double largest = 0;
    for (int k = 0; k < exact.length; k++) {
      BigDecimal error = of(expected.values()[k]).subtract(exact[k]).abs();
      largest = Math.max(largest, over(error, of(expected.bounds()[k])).doubleValue());
    }
    return largest;
  }

  // x̂ = (z − μ)/√(σ² + ε)   (R8)
  @Test
  void normalization() {
    require("bn.xhat", draw -> {
      double epsilon = draw.size(1e-8, 1e-2);
      Trial trial = new Trial(
          draw, draw.network(Activation.IDENTITY, new Normalization.Batch(0.9, epsilon), 0));
      BigDecimal[] z = of(trial.numbers("z1", draw.n, draw.out));
      BigDecimal[] mean = of(trial.numbers("bn1.mean", draw.out));
      BigDecimal[] var = of(trial.put("bn1.var", draw.positive(draw.out), draw.out));
      for (int k = 0; k < z.length; k++) {
        int j = k % draw.out;
        z[k] = over(z[k].subtract(mean[j]), root(var[j].add(of(epsilon))));
      }
      return distance(trial.expected("bn1.xhat"), z);
    });
  }

  // dz = γ/√(σ² + ε)·(dout − Σ dout/n − x̂·Σ dout ⊙ x̂/n)   (R8)
  @Test
  void gradientThroughNormalization() {
    require("dz through batch normalization", draw -> {
      double epsilon = draw.size(1e-8, 1e-2);
      Trial trial = new Trial(
          draw, draw.network(Activation.IDENTITY, new Normalization.Batch(0.9, epsilon), 0));
      int out = draw.out;
      BigDecimal[] dout = of(trial.numbers("dbn1.out", draw.n, out));
      BigDecimal[] xhat = of(trial.numbers("bn1.xhat", draw.n, out));
      BigDecimal[] gamma = of(trial.numbers("gamma1", out));
      BigDecimal[] var = of(trial.put("bn1.var", draw.positive(out), out));
      BigDecimal[] dz = new BigDecimal[dout.length];
      for (int j = 0; j < out; j++) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal dot = BigDecimal.ZERO;
        for (int k = j; k < dz.length; k += out) {
          sum = sum.add(dout[k]);
          dot = dot.add(dout[k].multiply(xhat[k]));
        }
        BigDecimal factor = over(gamma[j], root(var[j].add(of(epsilon))));
        for (int k = j; k < dz.length; k += out) {
          BigDecimal together = over(sum.add(times(xhat[k], dot)), of(draw.n));
          dz[k] = times(factor, dout[k].subtract(together));
        }
      }
      return distance(trial.expected("dz1"), dz);
    });
  }

  // kept·old + (1 − kept)·g²   (R11)
  @Test
  void secondMoment() {
    require("opt.v", draw -> {
      Optimizer.Adam adam = new Optimizer.Adam(0.9, 0.999, 1e-8, false);
      Trial trial = trial(draw, adam);
      trial.numbers("W1", draw.in, draw.out);
      BigDecimal[] g = of(trial.numbers("dW1", draw.in, draw.out));
      double[] old = draw.positive(g.length);
      BigDecimal[] v = of(trial.put("opt.v.W1.before", old, draw.in, draw.out));
      BigDecimal kept = of(adam.beta2());
      for (int k = 0; k < v.length; k++) {
        BigDecimal square = g[k].multiply(g[k]);
        v[k] = kept.multiply(v[k]).add(BigDecimal.ONE.subtract(kept).multiply(square));
      }
      return distance(trial.expected("opt.v.W1"), v);
    });
  }

  private static Trial trial(Draw draw, Optimizer optimizer) {
    return new Trial(draw, draw.network(Activation.IDENTITY)).of(draw.training(optimizer), STEP);
  }

  // θ − η·m̂/(√v̂ + ε), or θ − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε̂), or either less η·λ·θ   (R11)
  @Test
  void adam() {
    require("after, Adam", draw -> moved(draw, new Optimizer.Adam(0.9, 0.999, 1e-8, false), 0));
    require(
        "after, Adam with ε̂", draw -> moved(draw, new Optimizer.Adam(0.9, 0.99, 1e-7, true), 0));
    require("after, AdamW", draw -> moved(draw, new Optimizer.Adamw(0.8, 0.999, 1e-8, 0.1), 0.1));
  }

  private static double moved(Draw draw, Optimizer optimizer, double decay) {
    Optimizer.Adam adam =
        optimizer instanceof Optimizer.Adamw adamw ? adamw.adam() : (Optimizer.Adam) optimizer;
    var training = draw.training(optimizer);
    Trial trial = trial(draw, optimizer).of(training, STEP);
    BigDecimal[] after = of(trial.numbers("W1", draw.in, draw.out));
    BigDecimal[] m = of(trial.numbers("opt.m.W1", draw.in, draw.out));
    double[] squares = draw.positive(m.length);
    BigDecimal[] v = of(trial.put("opt.v.W1", squares, draw.in, draw.out));
    BigDecimal rate = of(training.learningRate());
    BigDecimal shrunk = BigDecimal.ONE.subtract(rate.multiply(of(decay)));
    BigDecimal correction1 = correction(adam.beta1());
    BigDecimal correction2 = correction(adam.beta2());
    BigDecimal outer = over(rate, correction1);
    for (int k = 0; k < after.length; k++) {
      BigDecimal u = adam.epsilonHat()
          ? over(times(times(outer, root(correction2)), m[k]), root(v[k]).add(of(adam.epsilon())))
          : over(times(outer, m[k]), root(over(v[k], correction2)).add(of(adam.epsilon())));
      after[k] = times(after[k], shrunk).subtract(u);
    }
    return distance(trial.expected("W1.after"), after);
  }

  // 1 − βᵗ
  private static BigDecimal correction(double beta) {
    return BigDecimal.ONE.subtract(of(beta).pow((int) STEP + 1));
  }

  // θ − η·g/(√s + ε)   (R11)
  @Test
  void rmsprop() {
    require("after, RMSProp", draw -> {
      var training = draw.training(new Optimizer.Rmsprop(0.9, 1e-7));
      Trial trial = trial(draw, training.optimizer()).of(training, STEP);
      BigDecimal[] after = of(trial.numbers("W1", draw.in, draw.out));
      BigDecimal[] g = of(trial.numbers("dW1", draw.in, draw.out));
      double[] squares = draw.positive(g.length);
      BigDecimal[] s = of(trial.put("opt.meanSquare.W1", squares, draw.in, draw.out));
      for (int k = 0; k < after.length; k++) {
        BigDecimal step = times(of(training.learningRate()), g[k]);
        after[k] = after[k].subtract(over(step, root(s[k]).add(of(1e-7))));
      }
      return distance(trial.expected("W1.after"), after);
    });
  }
}
