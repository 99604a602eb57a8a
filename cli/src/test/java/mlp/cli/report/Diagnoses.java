package mlp.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Philox;
import mlp.api.Tensor;
import mlp.api.Track;
import mlp.api.Training;
import mlp.equivalence.diagnosis.Diagnoser;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.RecordedRun;

/** Diagnoses of small networks: of two tracks, and of a track with a copy that has a fault. */
final class Diagnoses {
  static final int ROWS = 8; // a power of two, so that times ROWS rounds nothing
  static final double RATE = 0.1;
  static final Network PLAIN = Network.withInputs(5)
      .layer(6, Activation.RELU)
      .layer(3, Activation.SOFTMAX)
      .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  static final Network DEEP = Network.withInputs(5)
      .inputDropout(0.1)
      .layer(new Layer(70, Activation.RELU, Normalization.Batch.standard(), 0.25))
      .layer(new Layer(6, Activation.TANH, Normalization.Batch.standard(), 0.25))
      .layer(3, Activation.SOFTMAX)
      .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  static final Training SGD = new Training(new Optimizer.Sgd(), RATE, ROWS, 1, 7);

  record Run(String name, List<List<Tensor>> traces) implements RecordedRun {
    @Override
    public DataType dataType() {
      return DataType.FLOAT64;
    }

    @Override
    public List<Long> steps() {
      List<Long> steps = new ArrayList<>();
      for (long step = 0; step < traces.size(); step++) {
        steps.add(step);
      }
      return steps;
    }

    @Override
    public List<Tensor> read(long step) {
      return traces.get((int) step);
    }

    /** The same run under another name, every tensor changed. */
    Run with(String name, UnaryOperator<Tensor> change) {
      return new Run(
          name,
          traces.stream().map(tensors -> tensors.stream().map(change).toList()).toList());
    }
  }

  private Diagnoses() {}

  static Diagnosis of(Network network, Training training, Run left, Run right) {
    return Diagnoser.diagnose(network, training, left, right);
  }

  /** Two tracks, three steps. */
  static Diagnosis rounding() {
    return of(PLAIN, SGD, run("numpy-style", PLAIN, SGD, 3), run("lowlevel", PLAIN, SGD, 3));
  }

  /** A copy whose gradients are summed over the batch. */
  static Diagnosis sumOverBatch(String name) {
    Run right = run("numpy-style", PLAIN, SGD, 1);
    List<Tensor> tensors = right.traces().get(0);
    return of(PLAIN, SGD, right, right.with(name, tensor -> {
      if (tensor.name().matches("d[a-z]*[zaWb]\\d")) {
        return scaled(tensor, ROWS);
      }
      return tensor.name().endsWith(".after") ? stepped(tensors, tensor) : tensor;
    }));
  }

  /** A copy in which one element of a weight gradient is off, by nothing that is known. */
  static Diagnosis unexplained() {
    Run left = run("numpy-style", PLAIN, SGD, 1);
    return of(PLAIN, SGD, left, left.with("mine", tensor -> {
      if (!tensor.name().equals("dW2")) {
        return tensor;
      }
      double[] values = tensor.values().clone();
      values[4] += 0.01;
      return new Tensor(tensor.name(), tensor.shape(), values);
    }));
  }

  /** A copy in which a number of every gradient is missing. */
  static Diagnosis missingNumbers() {
    Run left = run("numpy-style", PLAIN, SGD, 2);
    return of(PLAIN, SGD, left, left.with("mine", tensor -> {
      if (!tensor.name().startsWith("d") && !tensor.name().endsWith(".after")) {
        return tensor;
      }
      double[] values = tensor.values().clone();
      values[0] = Double.NaN;
      return new Tensor(tensor.name(), tensor.shape(), values);
    }));
  }

  /** A copy that was given pixels of 0 to 1 for pixels of 0 to 255. */
  static Diagnosis scaledInputs() {
    Run left = run("numpy-style", PLAIN, SGD, 1);
    return of(
        PLAIN,
        SGD,
        left,
        left.with(
            "mine", tensor -> tensor.name().equals("x") ? scaled(tensor, 1.0 / 255) : tensor));
  }

  /** A copy whose running variances follow the unbiased ones, as PyTorch's do. */
  static Diagnosis unbiasedRunningVariance() {
    Training training = new Training(new Optimizer.Adam(0.9, 0.999, 1e-8, false), RATE, ROWS, 1, 7);
    Run left = run("numpy-style", DEEP, training, 1);
    List<Tensor> tensors = left.traces().get(0);
    return of(DEEP, training, left, left.with("mine", tensor -> {
      if (!tensor.name().endsWith(".running.var.after")) {
        return tensor;
      }
      double[] batch = find(tensors, tensor.name().replace(".running.var.after", ".var"));
      double[] values = new double[batch.length];
      for (int i = 0; i < batch.length; i++) {
        values[i] = 0.9 + 0.1 * batch[i] * ROWS / (ROWS - 1);
      }
      return new Tensor(tensor.name(), tensor.shape(), values);
    }));
  }

  static Run run(String track, Network network, Training training, int steps) {
    Track found = Track.all().stream()
        .filter(each -> each.name().equals(track))
        .findFirst()
        .orElseThrow();
    Mlp mlp = found.create(
        network,
        training,
        InitialWeights.of(network, training.seed(), DataType.FLOAT64),
        DataType.FLOAT64);
    List<List<Tensor>> traces = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      traces.add(mlp.trace(batch(network, step)).records());
    }
    return new Run(track, traces);
  }

  private static Batch batch(Network network, int step) {
    Philox random = new Philox(1, Philox.Purpose.DATA, step, 0);
    double[] x = new double[ROWS * network.inputs()];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextNormal();
    }
    double[] y = new double[ROWS * network.outputs()];
    for (int row = 0; row < ROWS; row++) {
      y[row * network.outputs() + row % network.outputs()] = 1;
    }
    return new Batch(Matrix.of(ROWS, network.inputs(), x), Matrix.of(ROWS, network.outputs(), y));
  }

  private static Tensor scaled(Tensor tensor, double factor) {
    double[] values = tensor.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new Tensor(tensor.name(), tensor.shape(), values);
  }

  // θ − η·(n·g)
  private static Tensor stepped(List<Tensor> tensors, Tensor after) {
    String parameter = after.name().replace(".after", "");
    double[] values = find(tensors, parameter).clone();
    double[] gradient = find(tensors, "d" + parameter);
    for (int i = 0; i < values.length; i++) {
      values[i] -= RATE * (ROWS * gradient[i]);
    }
    return new Tensor(after.name(), after.shape(), values);
  }

  private static double[] find(List<Tensor> tensors, String name) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow()
        .values();
  }
}
