package mlp.paper;

import java.util.List;
import java.util.Random;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Training;

/** Networks and batches that several tests use. */
final class Examples {
  static final List<Optimizer> OPTIMIZERS = List.of(
      new Optimizer.Sgd(),
      new Optimizer.Momentum(0.9),
      new Optimizer.Nesterov(0.9),
      Optimizer.Adam.standard(),
      new Optimizer.Adam(0.9, 0.999, 1e-8, true));

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
