package mlp.equivalence.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.Clipping;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.api.Training;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where records are missing, they are computed from others: what was recorded behind them lies
 * within the bounds that this gives.
 */
class MissingRecordsTest {
  private static final int TRIALS = Integer.getInteger("bounds.trials", 10_000);
  private static final int REMOVALS = 25; // from each trace
  private static final List<Optimizer> OPTIMIZERS = List.of(
      new Optimizer.Sgd(),
      new Optimizer.Momentum(0.9),
      new Optimizer.Nesterov(0.8),
      Optimizer.Adam.standard(),
      new Optimizer.Adam(0.9, 0.99, 1e-7, true),
      new Optimizer.Adamw(0.9, 0.999, 1e-8, 0.01),
      new Optimizer.Rmsprop(0.9, 1e-6),
      new Optimizer.Adagrad(1e-6));

  private SplittableRandom random;

  private int size() {
    return random.nextInt(1, 10);
  }

  private Activation activation() {
    return Activation.values()[random.nextInt(Activation.values().length - 1)];
  }

  private Network network() {
    Network.Builder builder =
        Network.withInputs(size()).inputDropout(random.nextInt(4) == 0 ? 0.3 : 0);
    for (int hidden = random.nextInt(3); hidden > 0; hidden--) {
      boolean isNormalized = random.nextInt(3) == 0;
      Normalization normalization =
          isNormalized ? Normalization.Batch.standard() : new Normalization.None();
      double dropout = random.nextInt(3) == 0 ? 0.4 : 0;
      builder.layer(new Layer(size(), activation(), normalization, dropout));
    }
    return switch (random.nextInt(3)) {
      case 0 -> builder.layer(size(), activation()).loss(Loss.SQUARED_ERROR);
      case 1 -> builder.layer(size(), Activation.SOFTMAX).loss(Loss.SOFTMAX_CROSS_ENTROPY);
      default -> builder.layer(size(), Activation.SIGMOID).loss(Loss.SIGMOID_CROSS_ENTROPY);
    };
  }

  private Training training(Network network) {
    Optimizer optimizer = OPTIMIZERS.get(random.nextInt(OPTIMIZERS.size()));
    Training.Builder training = new Training(optimizer, 0.01, 10, 1, 1).toBuilder();
    training.seed(random.nextInt(1000));
    switch (random.nextInt(4)) {
      case 0 -> training.clipping(new Clipping.GlobalNorm(0.1));
      case 1 -> training.clipping(new Clipping.Value(0.05));
      default -> training.clipping(new Clipping.None());
    }
    training.l2(random.nextInt(3) == 0 ? 0.01 : 0);
    training.maxNorm(random.nextInt(4) == 0 ? 0.8 : 0);
    boolean isSmoothed = network.loss() != Loss.SQUARED_ERROR && random.nextInt(3) == 0;
    training.labelSmoothing(isSmoothed ? 0.1 : 0);
    if (random.nextInt(3) == 0) {
      training.schedule(new Schedule.Exponential(0.9));
    }
    return training.build();
  }

  private double[] numbers(int length, double scale) {
    return random.doubles(length, -scale, scale).toArray();
  }

  private Batch batch(Network network, DataType type) {
    int rows = random.nextInt(2, 10);
    double scale = Math.pow(10, random.nextDouble(-3, 1.5));
    Matrix x = Matrix.of(rows, network.inputs(), numbers(rows * network.inputs(), scale));
    int k = network.outputs();
    double[] y = numbers(rows * k, 1);
    if (network.loss() != Loss.SQUARED_ERROR) {
      y = new double[rows * k];
      for (int row = 0; row < rows; row++) {
        y[row * k + random.nextInt(k)] = 1;
      }
    }
    return new Batch(x.as(type), Matrix.of(rows, k, y).as(type));
  }

  private List<Trace> traces(DataType type) {
    Network network = network();
    Training training = training(network);
    List<Track> tracks = Track.all();
    Track track = tracks.get(random.nextInt(4) == 0 ? 1 : 0);
    Mlp mlp =
        track.create(network, training, InitialWeights.of(network, training.seed(), type), type);
    return List.of(mlp.trace(batch(network, type)), mlp.trace(batch(network, type)));
  }

  private static boolean isGiven(Trace trace, String record) {
    return Set.of("x", "y").contains(record)
        || trace.network().parameterShapes().containsKey(record)
        || record.matches("bn\\d+\\.running\\.(mean|var)|drop\\d+\\.mask");
  }

  private Records some(Trace trace, double share, Optional<Records> before) {
    List<Tensor> kept = trace.records().stream()
        .filter(t -> isGiven(trace, t.name()) || random.nextDouble() >= share)
        .collect(Collectors.toList());
    return Records.of(
        trace.network(), trace.training(), trace.dataType(), trace.step(), kept, before);
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void whatComesBehindMissingRecordsLiesWithinItsBound(DataType type) {
    random = new SplittableRandom(7);
    List<String> beyond = new ArrayList<>();
    int checked = 0;
    for (int trial = 0; trial < TRIALS; trial += REMOVALS) {
      List<Trace> traces = traces(type);
      for (int removal = 0; removal < REMOVALS; removal++) {
        double share = random.nextDouble();
        Records first = some(traces.get(0), 0, Optional.empty());
        Records records = some(traces.get(1), share, Optional.of(first));
        for (Tensor record : records.all()) {
          Optional<Expected> expected = StepReplay.of(records, record.name());
          double excess = expected.map(e -> e.excess(record)).orElse(0.0);
          checked += expected.isPresent() ? 1 : 0;
          if (!(excess <= 1)) {
            beyond.add(record.name() + " " + excess + " of " + traces.get(1).network() + " "
                + traces.get(1).training() + " from "
                + records.all().stream().map(Tensor::name).toList());
          }
        }
      }
    }
    System.out.printf(Locale.ROOT, "%s: %d records in %d trials%n", type, checked, TRIALS);
    assertThat(beyond.stream().limit(10).collect(Collectors.joining("\n"))).isEmpty();
  }
}
