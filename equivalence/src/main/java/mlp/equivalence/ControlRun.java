package mlp.equivalence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import mlp.api.Batch;
import mlp.api.BatchOrder;
import mlp.api.DataType;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Philox;
import mlp.api.Tensor;
import mlp.api.Track;
import mlp.api.Training;

/**
 * How far roundings alone bring one and the same training apart: a track trains once as it is, and
 * {@value #CONTROLS} times more with first weights and inputs of which each but the zeros is moved
 * by one or two ULPs, the inputs anew in every step. Two right implementations differ about as
 * much, whatever the network and the learning rate: this is measured, where
 * {@link Tolerances#rounding} is a bound for stable trainings.
 *
 * @param enlarged after each epoch, the largest relative difference so far between the training and
 *     those that were disturbed
 */
public record ControlRun(List<Double> enlarged) {
  private static final int CONTROLS = 3;

  /** Implementations round in every operation, the control in the weights and inputs alone. */
  private static final int HEADROOM = 64;

  /** Copies the list. */
  public ControlRun {
    enlarged = List.copyOf(enlarged);
  }

  /**
   * Trains for all epochs of the training.
   *
   * @param initial the first parameters
   * @param examples to train on
   * @param isCancelled asked before every step
   * @throws CancellationException if that answers true
   */
  public static ControlRun of(
      Track track,
      Network network,
      Training training,
      Parameters initial,
      Batch examples,
      BooleanSupplier isCancelled) {
    DataType dataType = examples.dataType();
    Mlp undisturbed = track.create(network, training, initial, dataType);
    List<Mlp> controls = new ArrayList<>();
    List<Philox> disturbances = new ArrayList<>();
    for (int i = 0; i < CONTROLS; i++) {
      disturbances.add(new Philox(i, Philox.Purpose.DATA, 0, 0));
      Parameters moved = disturbed(initial, dataType, disturbances.get(i));
      controls.add(track.create(network, training, moved, dataType));
    }
    List<Double> enlarged = new ArrayList<>();
    double largest = 0;
    for (int epoch = 0; epoch < training.epochs(); epoch++) {
      for (Batch batch : batches(training, epoch, examples)) {
        if (isCancelled.getAsBoolean()) {
          throw new CancellationException("cancelled in the control run");
        }
        undisturbed.step(batch);
        for (int i = 0; i < CONTROLS; i++) {
          Matrix moved = disturbed(batch.inputs(), disturbances.get(i));
          controls.get(i).step(new Batch(moved, batch.targets()));
        }
      }
      largest = Math.max(largest, apart(undisturbed, controls));
      enlarged.add(largest);
    }
    return new ControlRun(enlarged);
  }

  /**
   * @param epoch after which the parameters were compared, from 1
   * @return whether roundings may bring parameters so far apart in this training
   */
  public boolean explains(Agreement agreement, int epoch) {
    return !agreement.worst().exceeds(HEADROOM * enlarged.get(epoch - 1));
  }

  private static Iterable<Batch> batches(Training training, int epoch, Batch examples) {
    int rows = examples.rows();
    int size = training.batchSize();
    int[] order = BatchOrder.of(training.seed(), epoch, rows);
    return () -> IntStream.iterate(0, from -> from < rows, from -> from + Math.min(size, rows))
        .mapToObj(from -> examples.rows(order, from, Math.min(rows, from + Math.min(size, rows))))
        .iterator();
  }

  private static double apart(Mlp undisturbed, List<Mlp> controls) {
    Parameters parameters = undisturbed.parameters();
    return controls.stream()
        .map(Mlp::parameters)
        .map(other -> Agreement.of(parameters, other, undisturbed.dataType(), undisturbed.steps()))
        .mapToDouble(agreement -> agreement.worst().relative())
        .max()
        .orElseThrow();
  }

  /** Every parameter times 1 ± 2u, at random: one or two ULPs away; zeros stay. */
  public static Parameters disturbed(Parameters parameters, DataType dataType, Philox random) {
    List<Tensor> moved = new ArrayList<>();
    for (Tensor tensor : parameters.tensors()) {
      double[] values = tensor.values().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] = disturbed(values[i], dataType, random);
      }
      moved.add(new Tensor(tensor.name(), tensor.shape(), values));
    }
    return new Parameters(moved);
  }

  private static Matrix disturbed(Matrix inputs, Philox random) {
    double[] values = inputs.toDoubles();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        values[i] = disturbed(values[i], inputs.dataType(), random);
      }
    }
    return Matrix.of(inputs.rows(), inputs.columns(), values).as(inputs.dataType());
  }

  private static double disturbed(double value, DataType dataType, Philox random) {
    int sign = 2 * random.nextBelow(2) - 1;
    return dataType.round(value * (1 + sign * 2 * dataType.unitRoundoff()));
  }
}
