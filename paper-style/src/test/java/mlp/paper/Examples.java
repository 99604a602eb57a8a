package mlp.paper;

import java.util.List;
import java.util.Random;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.Clipping;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Training;

/** Networks and batches that several tests use. */
final class Examples {
  static final List<Optimizer> OPTIMIZERS = List.of(
      new Optimizer.Sgd(),
      new Optimizer.Momentum(0.9),
      new Optimizer.Nesterov(0.9),
      Optimizer.Adam.standard(),
      new Optimizer.Adam(0.9, 0.999, 1e-8, true),
      new Optimizer.Adamw(0.9, 0.99, 1e-8, 0.1),
      new Optimizer.Rmsprop(0.9, 1e-8),
      new Optimizer.Adagrad(1e-8));

  /** Every schedule, at a rate of 0.01; the plateau reduces it again and again. */
  static final List<Schedule> SCHEDULES = List.of(
      new Schedule.Constant(),
      new Schedule.Step(2, 0.5),
      new Schedule.Exponential(0.9),
      new Schedule.Cosine(2, 5, 0),
      new Schedule.OneCycle(6, 0.5, 10, 100),
      new Schedule.Plateau(1, 0, 0.5, 0.5));

  private Examples() {}

  /** 4-5-3, with the output activation that the loss demands. */
  static Network network(Activation hidden, Loss loss) {
    Activation output = switch (loss) {
      case SQUARED_ERROR -> Activation.IDENTITY;
      case SOFTMAX_CROSS_ENTROPY -> Activation.SOFTMAX;
      case SIGMOID_CROSS_ENTROPY -> Activation.SIGMOID;
    };
    return Network.withInputs(4).layer(5, hidden).layer(3, output).loss(loss);
  }

  /** 4-5-4-3 with batch normalization and dropout, on the inputs, too. */
  static Network deepNetwork() {
    Normalization normalization = Normalization.Batch.standard();
    return Network.withInputs(4)
        .inputDropout(0.2)
        .layer(new Layer(5, Activation.TANH, normalization, 0.3))
        .layer(new Layer(4, Activation.RELU, new Normalization.None(), 0.4))
        .layer(3, Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  /** A training that has everything at once. */
  static Training training(Optimizer optimizer, Schedule schedule) {
    return new Training(optimizer, 0.01, 6, 1, 1)
        .toBuilder()
            .schedule(schedule)
            .clipping(new Clipping.GlobalNorm(0.5))
            .l2(0.01)
            .weightDecay(optimizer instanceof Optimizer.Adamw ? 0 : 0.1)
            .maxNorm(0.9)
            .labelSmoothing(0.1)
            .build();
  }

  static PaperMlp mlp(Network network, Training training, DataType dataType) {
    return new PaperMlp(network, training, InitialWeights.of(network, 1, dataType), dataType);
  }

  static PaperMlp mlp(Network network, Optimizer optimizer, DataType dataType) {
    Training training = new Training(optimizer, 0.01, 6, 1, 1);
    return new PaperMlp(network, training, InitialWeights.of(network, 1, dataType), dataType);
  }

  /** Random inputs, and targets in which every row holds a single 1. */
  static Batch batch(Network network, int rows, long seed, DataType dataType) {
    Random random = new Random(seed);
    double[] x = random.doubles((long) rows * network.inputs(), -2, 2).toArray();
    double[] y = new double[rows * network.outputs()];
    for (int i = 0; i < rows; i++) {
      y[i * network.outputs() + random.nextInt(network.outputs())] = 1;
    }
    Batch batch =
        new Batch(Matrix.of(rows, network.inputs(), x), Matrix.of(rows, network.outputs(), y));
    return batch.as(dataType);
  }
}
