package mlp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import mlp.api.Batch;
import mlp.api.BatchOrder;
import mlp.api.DataType;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.equivalence.Agreement;
import mlp.equivalence.Tolerances;

/**
 * Whether tracks that came apart in training still do the same. A training that is not stable
 * enlarges the smallest difference, step by step, so that in the end rounding and an error look
 * alike. Put back on the same weights, tracks that do the same take the same steps once more;
 * tracks that do not are apart after the first.
 *
 * <p>How much these steps themselves enlarge is measured: the first track takes them a second time
 * from weights of which each is off by one rounding. (Adam does so in float32: it makes a step of
 * the full rate of a gradient that is nothing but rounding.)
 *
 * @param steps that were taken from each set of weights
 * @param same whether the tracks were no further apart after any step than rounding may bring them,
 *     or {@value #HEADROOM} times as far as the one rounding brought the first track
 * @param largestDifference of any parameter after these steps
 */
public record Rejoining(int steps, boolean same, double largestDifference) {
  /** Enough for every part of an optimizer's state to count, too few to enlarge much. */
  private static final int STEPS = 5;

  /** A step rounds more than once: each sum of some hundred terms brings √n roundings and more. */
  private static final int HEADROOM = 64;

  /**
   * Takes steps from the first weights and from those that the first track ended with. Afterwards
   * all networks have the weights that they had before.
   */
  static Rejoining of(Experiment experiment, List<Mlp> mlps) {
    List<Parameters> ends = mlps.stream().map(Mlp::parameters).toList();
    Rejoining fromFirst = from(experiment.initialParameters(), experiment, mlps);
    Rejoining fromLast = from(ends.get(0), experiment, mlps);
    for (int i = 0; i < mlps.size(); i++) {
      mlps.get(i).load(ends.get(i));
    }
    return new Rejoining(
        STEPS,
        fromFirst.same && fromLast.same,
        Math.max(fromFirst.largestDifference, fromLast.largestDifference));
  }

  private static Rejoining from(Parameters start, Experiment experiment, List<Mlp> mlps) {
    DataType dataType = experiment.dataType();
    List<Parameters> first = steps(mlps.get(0), start, experiment);
    List<Parameters> control = steps(mlps.get(0), roundedOnce(start, dataType), experiment);
    boolean same = true;
    double largest = 0;
    for (Mlp mlp : mlps.subList(1, mlps.size())) {
      List<Parameters> other = steps(mlp, start, experiment);
      for (int step = 0; step < STEPS; step++) {
        Agreement agreement = Agreement.of(first.get(step), other.get(step), dataType, step + 1);
        double enlarged = Agreement.of(first.get(step), control.get(step), dataType, step + 1)
            .worst()
            .relative();
        double tolerance = Math.max(Tolerances.rounding(dataType, step + 1), HEADROOM * enlarged);
        same &= !agreement.worst().exceeds(tolerance);
        largest = Math.max(largest, agreement.largest().absolute());
      }
    }
    return new Rejoining(STEPS, same, largest);
  }

  /** The parameters after each step. */
  private static List<Parameters> steps(Mlp mlp, Parameters start, Experiment experiment) {
    Batch examples = experiment.data().training();
    int batchSize = Math.min(experiment.training().batchSize(), examples.rows());
    int[] order = BatchOrder.of(experiment.training().seed(), 0, examples.rows());
    List<Parameters> after = new ArrayList<>();
    mlp.load(start);
    for (int step = 0; step < STEPS; step++) {
      int from = (int) ((long) step * batchSize % (examples.rows() - batchSize + 1));
      mlp.step(examples.rows(order, from, from + batchSize));
      after.add(mlp.parameters());
    }
    return after;
  }

  private static Parameters roundedOnce(Parameters parameters, DataType dataType) {
    SplittableRandom random = new SplittableRandom(1);
    List<Tensor> rounded = new ArrayList<>();
    for (Tensor tensor : parameters.tensors()) {
      double[] values = tensor.values().clone();
      for (int i = 0; i < values.length; i++) {
        double factor = 1 + (random.nextBoolean() ? 2 : -2) * dataType.unitRoundoff();
        values[i] = dataType.round(values[i] * factor);
      }
      rounded.add(new Tensor(tensor.name(), tensor.shape(), values));
    }
    return new Parameters(rounded);
  }
}
