package mlp.equivalence.replay;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import mlp.api.Activation;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Training;

/** The schedules (R12), computed in doubles as everyone does, and rounded at the end. */
final class RateTrials {
  private static final int STEPS = 2_000;

  private RateTrials() {}

  static Map<String, ToDoubleFunction<Draw>> all() {
    Map<String, ToDoubleFunction<Draw>> all = new TreeMap<>();
    all.put("learningRate, exponential", RateTrials::exponential);
    all.put("learningRate, step", RateTrials::steps);
    all.put("learningRate, cosine", RateTrials::cosine);
    all.put("learningRate, one-cycle", RateTrials::oneCycle);
    return all;
  }

  private static double excess(Draw draw, Schedule schedule, long step, double multiplier) {
    Training training =
        draw.training(new Optimizer.Sgd()).toBuilder().schedule(schedule).build();
    double found = draw.plain.of(training.learningRate() * multiplier);
    return new Trial(draw, draw.network(Activation.IDENTITY))
        .of(training, step)
        .excess("learningRate", found);
  }

  // By multiplying again in every step, as PyTorch does with rates, or by a power
  static double power(Draw draw, double factor, long times) {
    if (draw.coin()) {
      return Math.pow(factor, times);
    }
    double power = 1;
    for (long t = 0; t < times; t++) {
      power *= factor;
    }
    return power;
  }

  private static double exponential(Draw draw) {
    double factor = 1 - draw.random.nextDouble() * draw.size(1e-5, 0.5);
    long step = (long) draw.size(1, STEPS);
    return excess(draw, new Schedule.Exponential(factor), step, power(draw, factor, step));
  }

  private static double steps(Draw draw) {
    double factor = draw.random.nextDouble(0.05, 1);
    long every = draw.random.nextInt(1, 100);
    long step = draw.random.nextInt(STEPS);
    return excess(draw, new Schedule.Step(every, factor), step, power(draw, factor, step / every));
  }

  // (end − start)/2·(1 − cos πs) + start
  private static double anneal(double start, double end, double share) {
    return start + (end - start) * (1 - Math.cos(Math.PI * share)) / 2;
  }

  private static double cosine(Draw draw) {
    long warmUp = draw.random.nextInt(100);
    long steps = warmUp + draw.random.nextInt(1, STEPS);
    double end = draw.random.nextDouble();
    long step = draw.random.nextLong(warmUp, steps);
    double share = (double) (step - warmUp) / (steps - warmUp);
    return excess(draw, new Schedule.Cosine(warmUp, steps, end), step, anneal(1, end, share));
  }

  private static double oneCycle(Draw draw) {
    long steps = draw.random.nextInt(100, STEPS);
    double peak = draw.random.nextDouble(0.1, 0.9);
    Schedule schedule = new Schedule.OneCycle(steps, peak, 25, 1e4);
    long step = draw.random.nextLong(steps);
    double top = peak * steps - 1;
    double multiplier = step <= top
        ? anneal(1 / 25.0, 1, step / top)
        : anneal(1, 1 / 25.0 / 1e4, (step - top) / (steps - 1 - top));
    return excess(draw, schedule, step, multiplier);
  }
}
