package mlp.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.EarlyStopping;
import mlp.api.EpochResult;
import mlp.api.Evaluation;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Tensor;
import mlp.api.Training;
import mlp.api.TrainingProgress;
import mlp.api.TrainingState;

/** Checkpoints to write and to damage, whose tensors hold any finite bits. */
final class Checkpoints {
  /** Batch normalization and both kinds of dropout. */
  static final Network NETWORK = Network.withInputs(2)
      .inputDropout(0.1)
      .layer(new Layer(3, Activation.TANH, Normalization.Batch.standard(), 0.5))
      .layer(2, Activation.SOFTMAX)
      .loss(Loss.SOFTMAX_CROSS_ENTROPY);

  static final int STEPS_PER_EPOCH = 7;

  private Checkpoints() {}

  /** The file, which is the same to the byte for checkpoints that are the same to the bit. */
  static byte[] bytes(Checkpoint checkpoint) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Npz.write(out, CheckpointFile.arrays(checkpoint).entrySet().iterator(), ZipEntry.STORED);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static Training training(Optimizer optimizer) {
    return new Training(optimizer, 0.1, 4, 5, Long.MIN_VALUE);
  }

  /** With everything that a checkpoint can hold. */
  static Checkpoint full(DataType dataType) {
    Training training = training(Optimizer.Adam.standard()).toBuilder()
        .schedule(new Schedule.Plateau(3, 1, 0.5, 0.01))
        .earlyStopping(new EarlyStopping.Patience(2, 0.01))
        .build();
    return of(dataType, NETWORK, training, 2, 3);
  }

  /** One that lets other parts of the state stand in the file, each. */
  static Stream<Checkpoint> ofEveryFeature() {
    Network plain = Network.withInputs(1).layer(1, Activation.RELU).loss(Loss.SQUARED_ERROR);
    Training.Builder plateau =
        training(new Optimizer.Sgd()).toBuilder().schedule(new Schedule.Plateau(3, 1, 0.5, 0.01));
    Training.Builder patience =
        training(new Optimizer.Sgd()).toBuilder().earlyStopping(new EarlyStopping.Patience(2, 0));
    return Arrays.stream(DataType.values())
        .flatMap(dataType -> Stream.of(
            of(dataType, plain, training(new Optimizer.Sgd()), 0, 0),
            of(dataType, plain, training(new Optimizer.Momentum(0.9)), 0, 6),
            of(dataType, NETWORK, training(new Optimizer.Nesterov(0.9)), 1, 0),
            of(dataType, NETWORK, training(Optimizer.Adam.standard()), 1, STEPS_PER_EPOCH),
            of(dataType, NETWORK, training(new Optimizer.Adamw(0.9, 0.99, 1e-8, 0.01)), 4, 6),
            of(dataType, plain, training(new Optimizer.Rmsprop(0.9, 1e-8)), 5, 0),
            of(dataType, plain, training(new Optimizer.Adagrad(1e-8)), 2, 2),
            of(dataType, NETWORK, plateau.build(), 2, 2),
            of(dataType, NETWORK, patience.build(), 0, 2),
            of(dataType, NETWORK, patience.build(), 3, 2),
            full(dataType)));
  }

  /** @param steps that are done of the epoch after those that are */
  static Checkpoint of(
      DataType dataType, Network network, Training training, int epochs, int steps) {
    SplittableRandom random = new SplittableRandom(epochs);
    Recipe recipe = new Recipe(Map.of("name", "csv:größe 🙂.csv"), dataType, network, training);
    boolean patience = training.earlyStopping() instanceof EarlyStopping.Patience;
    List<EpochResult> done = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      done.add(epoch(i, network.outputs(), patience || i % 2 == 1, random));
    }
    TrainingState state = state((long) epochs * STEPS_PER_EPOCH + steps, recipe, random);
    Optional<TrainingState> best = patience && epochs > 0
        ? Optional.of(state(STEPS_PER_EPOCH, recipe, random))
        : Optional.empty();
    double lossSum = steps == 0 ? 0 : random.nextDouble();
    return new Checkpoint("numpy-style", recipe, state, new TrainingProgress(done, lossSum, best));
  }

  private static EpochResult epoch(
      int epoch, int outputs, boolean validated, SplittableRandom random) {
    return new EpochResult(
        epoch,
        STEPS_PER_EPOCH,
        random.nextDouble(),
        random.nextDouble(),
        Double.MIN_VALUE,
        validated ? Optional.of(evaluation(outputs, random)) : Optional.empty(),
        evaluation(outputs, random));
  }

  private static Evaluation evaluation(int outputs, SplittableRandom random) {
    if (outputs == 1) {
      return new Evaluation(Double.POSITIVE_INFINITY, Double.NaN, new int[0][0]);
    }
    int[][] confusion = new int[outputs][outputs];
    confusion[0][1] = random.nextInt(10_000);
    return new Evaluation(random.nextDouble(), random.nextDouble(), confusion);
  }

  static TrainingState state(long steps, Recipe recipe, SplittableRandom random) {
    List<Tensor> tensors = new ArrayList<>();
    TrainingState.shapes(recipe.network(), recipe.training()).forEach((name, shape) -> {
      boolean plateau = name.equals("schedule.plateau");
      double[] values = new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
      for (int i = 0; i < values.length; i++) {
        double value = finite(plateau ? DataType.FLOAT64 : recipe.dataType(), random);
        values[i] = name.endsWith(".running.var") ? Math.abs(value) : value;
      }
      tensors.add(new Tensor(name, shape, values));
    });
    return new TrainingState(steps, tensors);
  }

  /** Any finite value of the type: −0, subnormal, or as large as it can be. */
  private static double finite(DataType dataType, SplittableRandom random) {
    double value = Double.NaN;
    while (!Double.isFinite(value)) {
      value = dataType == DataType.FLOAT32
          ? Float.intBitsToFloat(random.nextInt())
          : Double.longBitsToDouble(random.nextLong());
    }
    return value;
  }
}
