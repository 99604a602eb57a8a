package mlp.equivalence;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Philox;
import mlp.api.TrainingState;

/**
 * Whether networks that came apart in training still do the same. In FLOAT32 the input of a ReLU
 * may be 6e-8 on one side and −2e-7 on the other; then the gradient of an example passes on one
 * side only, and from there on the two trainings see different kinks. Within some hundred steps
 * single parameters end some percent apart, although both sides compute the same function. Put back
 * on the same parameters, networks that do the same take the same few steps once more; others are
 * apart after the first.
 *
 * <p>How much these few steps themselves enlarge is measured, not assumed: the first network takes
 * them a second time from parameters of which each but the zeros is moved by one or two ULPs. (Adam
 * makes a step of the full rate of a gradient that is nothing but rounding.)
 *
 * @param steps that were taken from each set of parameters
 * @param same whether after every step the networks were no further apart than
 *     {@link Tolerances#rounding}, or than {@value #HEADROOM} times what the one rounding did
 * @param largestDifference of any parameter after these steps
 */
public record Restart(int steps, boolean same, double largestDifference) {
  /** So many steps show every term of an optimizer, and seldom meet a kink. */
  public static final int STEPS = 5;

  /** A step rounds more than once: a sum of n terms is off by some √n roundings. */
  private static final int HEADROOM = 64;

  /**
   * Trains the networks from each of the starts, one step for each batch. Afterwards they stand
   * where they stood before.
   *
   * @param mlps at least two, of one network, training and data type; each is compared with the
   *     first
   * @param starts where all begin: best the first parameters of the training in question, and the
   *     last
   * @param batches some {@link #STEPS} of the training's batches
   * @throws InvalidInput if there are fewer networks, no starts or no batches, the data types
   *     differ, or parameters or batches do not fit the networks
   */
  public static Restart of(List<Mlp> mlps, List<Parameters> starts, List<Batch> batches) {
    if (mlps.size() < 2 || starts.isEmpty() || batches.isEmpty()) {
      throw new InvalidInput(
          "restart",
          mlps.size() + " networks, " + starts.size() + " starts, " + batches.size() + " batches",
          "at least 2 networks, 1 start and 1 batch");
    }
    DataType dataType = mlps.get(0).dataType();
    for (Mlp mlp : mlps) {
      if (mlp.dataType() != dataType) {
        throw new InvalidInput("dataType", mlp.dataType(), dataType + ", as the first network");
      }
    }
    List<TrainingState> ends = mlps.stream().map(Mlp::state).toList();
    List<Restart> restarts =
        starts.stream().map(start -> from(start, mlps, batches, dataType)).toList();
    for (int i = 0; i < mlps.size(); i++) {
      mlps.get(i).restore(ends.get(i));
    }
    return new Restart(
        batches.size(),
        restarts.stream().allMatch(Restart::same),
        restarts.stream().mapToDouble(Restart::largestDifference).max().orElseThrow());
  }

  private static Restart from(
      Parameters start, List<Mlp> mlps, List<Batch> batches, DataType dataType) {
    Philox random = new Philox(0, Philox.Purpose.DATA, 0, 0);
    List<Parameters> first = steps(mlps.get(0), start, batches);
    List<Parameters> control =
        steps(mlps.get(0), ControlRun.disturbed(start, dataType, random), batches);
    boolean same = true;
    double largest = 0;
    for (Mlp mlp : mlps.subList(1, mlps.size())) {
      List<Parameters> other = steps(mlp, start, batches);
      for (int step = 1; step <= batches.size(); step++) {
        Parameters expected = first.get(step - 1);
        Agreement agreement = Agreement.of(expected, other.get(step - 1), dataType, step);
        double enlarged = Agreement.of(expected, control.get(step - 1), dataType, step)
            .worst()
            .relative();
        double tolerance = Math.max(Tolerances.rounding(dataType, step), HEADROOM * enlarged);
        same &= !agreement.worst().exceeds(tolerance);
        largest = Math.max(largest, agreement.largest().absolute());
      }
    }
    return new Restart(batches.size(), same, largest);
  }

  /** The parameters after each step. */
  private static List<Parameters> steps(Mlp mlp, Parameters start, List<Batch> batches) {
    List<Parameters> after = new ArrayList<>();
    mlp.load(start);
    for (Batch batch : batches) {
      mlp.step(batch);
      after.add(mlp.parameters());
    }
    return after;
  }
}
