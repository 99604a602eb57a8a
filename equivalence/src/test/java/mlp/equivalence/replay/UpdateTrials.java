package mlp.equivalence.replay;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import mlp.api.Activation;
import mlp.api.Clipping;
import mlp.api.Optimizer;
import mlp.api.Training;

/** From the gradients to the parameters after, by SGD (R10, R11, R13, R15). */
final class UpdateTrials {
  private final Draw draw;
  private final Arithmetic plain;
  private final Trial trial;
  private final double rate;
  private final double[] theta;
  private double[] g;

  private UpdateTrials(Draw draw, Training training) {
    this.draw = draw;
    plain = draw.plain;
    rate = training.learningRate();
    trial = new Trial(draw, draw.network(Activation.IDENTITY)).of(training, 0);
    theta = trial.numbers("W1", draw.in, draw.out);
    g = trial.numbers("dW1", draw.in, draw.out);
  }

  private static Training.Builder sgd(Draw draw) {
    return draw.training(new Optimizer.Sgd()).toBuilder();
  }

  static Map<String, ToDoubleFunction<Draw>> all() {
    Map<String, ToDoubleFunction<Draw>> all = new TreeMap<>();
    all.put("clip.norm", UpdateTrials::norm);
    all.put("after, SGD", draw -> new UpdateTrials(draw, sgd(draw).build()).moved());
    all.put("after, clipped by norm", UpdateTrials::clippedByNorm);
    all.put("after, clipped by value", UpdateTrials::clippedByValue);
    all.put("after, L2", UpdateTrials::penalized);
    all.put("after, weight decay", UpdateTrials::decayed);
    all.put("after, max-norm", UpdateTrials::bounded);
    return all;
  }

  // θ − η·g
  private double[] step() {
    double[] after = new double[theta.length];
    for (int k = 0; k < theta.length; k++) {
      after[k] = plain.plusProduct(-rate, g[k], theta[k]);
    }
    return after;
  }

  private double moved() {
    return trial.excess("W1.after", step());
  }

  // ‖g‖ of dW1, db1, dW2 and db2
  private double ofAll() {
    double[] db1 = trial.numbers("db1", draw.out);
    double[] dw2 = trial.numbers("dW2", draw.out, draw.out);
    double[] db2 = trial.numbers("db2", draw.out);
    double[] all = Stream.of(g, db1, dw2, db2).flatMapToDouble(Arrays::stream).toArray();
    return plain.root(plain.dot(all, all));
  }

  private static double norm(Draw draw) {
    Training training = sgd(draw).clipping(new Clipping.GlobalNorm(1)).build();
    UpdateTrials trials = new UpdateTrials(draw, training);
    return trials.trial.excess("clip.norm", trials.ofAll());
  }

  private static double clippedByNorm(Draw draw) {
    double max = draw.size(1e-3, 1e3);
    UpdateTrials trials =
        new UpdateTrials(draw, sgd(draw).clipping(new Clipping.GlobalNorm(max)).build());
    double norm = trials.ofAll();
    double factor = norm > max ? draw.plain.over(max, norm) : 1;
    trials.g = Draw.each(trials.g, value -> draw.plain.times(value, factor));
    return trials.moved();
  }

  private static double clippedByValue(Draw draw) {
    double max = draw.size(1e-3, 1e3);
    UpdateTrials trials =
        new UpdateTrials(draw, sgd(draw).clipping(new Clipping.Value(max)).build());
    trials.g = Draw.each(trials.g, value -> Math.max(-max, Math.min(max, value)));
    return trials.moved();
  }

  private static double penalized(Draw draw) {
    double l2 = draw.size(1e-6, 1);
    UpdateTrials trials = new UpdateTrials(draw, sgd(draw).l2(l2).build());
    double[] taken = trials.g.clone();
    for (int k = 0; k < taken.length; k++) {
      taken[k] = draw.plain.plusProduct(l2, trials.theta[k], taken[k]);
    }
    trials.g = taken;
    return trials.moved();
  }

  // θ − η·g − η·λ·θ, or (1 − η·λ)·θ − η·g
  private static double decayed(Draw draw) {
    Arithmetic plain = draw.plain;
    double decay = draw.size(1e-6, 1);
    UpdateTrials trials = new UpdateTrials(draw, sgd(draw).weightDecay(decay).build());
    double factor = plain.times(trials.rate, decay);
    boolean isFirst = draw.coin();
    double[] after = trials.step();
    for (int k = 0; k < after.length; k++) {
      double theta = trials.theta[k];
      double shrunk = plain.times(plain.minus(1, factor), theta);
      after[k] = isFirst
          ? plain.plusProduct(-trials.rate, trials.g[k], shrunk)
          : plain.plusProduct(-factor, theta, after[k]);
    }
    return trials.trial.excess("W1.after", after);
  }

  private static double bounded(Draw draw) {
    Arithmetic plain = draw.plain;
    double c = draw.size(1e-2, 1e2);
    UpdateTrials trials = new UpdateTrials(draw, sgd(draw).maxNorm(c).build());
    double[] after = trials.step();
    for (int j = 0; j < draw.out; j++) {
      double[] column = Arithmetic.column(after, j, draw.out);
      double norm = plain.root(plain.dot(column, column));
      for (int k = j; k < after.length && norm > c; k += draw.out) {
        after[k] = plain.times(after[k], plain.over(c, norm));
      }
    }
    return trials.trial.excess("W1.after", after);
  }
}
