package mlp.benchmarks;

import java.util.List;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Initializer;
import mlp.api.Labels;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Philox;
import mlp.api.Track;
import mlp.api.Training;
import mlp.equivalence.Agreement;
import mlp.equivalence.Verdict;

/**
 * What a benchmark times: a network of one track, and a batch of made-up examples. The network has
 * taken some steps already.
 *
 * @param mlp computes what the lowest level computes
 */
record Subject(Mlp mlp, Batch batch) {
  /** The steps that every track takes before it is timed. */
  static final int STEPS_COMPARED = 3;

  private static final long SEED = 1;

  /**
   * Makes the network, and refuses to time a track that computes something other than the lowest
   * level does.
   *
   * @throws IllegalStateException if their parameters differ after some steps
   */
  static Subject of(
      String track, String dataType, Network network, Training training, int batchSize) {
    DataType type = Labels.parse(DataType.class, "dataType", dataType);
    Batch batch = batch(network, batchSize).as(type);
    List<Track> tracks = Track.all();
    Parameters expected = afterSomeSteps(create(tracks.get(0), network, training, type), batch);
    Track timed =
        tracks.stream().filter(t -> t.name().equals(track)).findFirst().orElseThrow();
    Mlp mlp = create(timed, network, training, type);
    Agreement agreement = Agreement.of(expected, afterSomeSteps(mlp, batch), type, STEPS_COMPARED);
    if (agreement.verdict() == Verdict.DIFFERENT) {
      throw new IllegalStateException(track + " is not timed: it differs from "
          + tracks.get(0).name() + ", " + agreement.worst());
    }
    return new Subject(mlp, batch);
  }

  /** A hidden layer of ReLU units for each width, and softmax behind. */
  static Network classifier(int inputs, int classes, int... hidden) {
    Network.Builder builder = Network.withInputs(inputs).initializer(Initializer.Scaled.HE_NORMAL);
    for (int units : hidden) {
      builder.layer(units, Activation.RELU);
    }
    return builder.layer(classes, Activation.SOFTMAX).loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  /** Plain gradient descent. */
  static Training descent(int batchSize) {
    return new Training(new Optimizer.Sgd(), 0.01, batchSize, 1, SEED);
  }

  private static Mlp create(Track track, Network network, Training training, DataType type) {
    return track.create(network, training, InitialWeights.of(network, training.seed(), type), type);
  }

  private static Parameters afterSomeSteps(Mlp mlp, Batch batch) {
    for (int step = 0; step < STEPS_COMPARED; step++) {
      mlp.step(batch);
    }
    return mlp.parameters();
  }

  /** Uniform inputs in [0, 1), each with one class at random, in FLOAT64. */
  static Batch batch(Network network, int rows) {
    Philox random = new Philox(SEED, Philox.Purpose.DATA, 0, 0);
    double[] x = new double[rows * network.inputs()];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextUniform();
    }
    double[] y = new double[rows * network.outputs()];
    for (int row = 0; row < rows; row++) {
      y[row * network.outputs() + random.nextBelow(network.outputs())] = 1;
    }
    return new Batch(Matrix.of(rows, network.inputs(), x), Matrix.of(rows, network.outputs(), y));
  }
}
