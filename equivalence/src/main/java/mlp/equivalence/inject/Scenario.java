package mlp.equivalence.inject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Labels;
import mlp.api.Matrix;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Philox;
import mlp.api.Tensor;
import mlp.api.Training;

/**
 * A small network, its training and made-up batches, in which faults are planted. All are functions
 * of the training's seed. Of every three batches the last is short.
 *
 * @param name unique
 * @param steps taken from 0, all of them recorded
 */
public record Scenario(
    String name, Network network, Training training, DataType dataType, int steps) {
  private static final int SHORT_BATCH = 5;
  private static final double SPREAD_OF_BIASES = 0.2;
  private static final List<Scenario> ALL = Arrays.stream(DataType.values())
      .flatMap(dataType -> Stream.concat(
          Scenarios.of(dataType).stream(), RegularizedScenarios.of(dataType).stream()))
      .toList();

  /** @return every scenario, each in both data types */
  public static List<Scenario> all() {
    return ALL;
  }

  static Scenario of(
      String name, Network network, Training training, DataType dataType, int steps) {
    return new Scenario(name + "-" + Labels.of(dataType), network, training, dataType, steps);
  }

  /** What a fault is asked whether it applies. */
  public Setup setup(int step) {
    return new Setup(network, training, dataType, rows(step), step);
  }

  private int rows(int step) {
    return step % 3 == 2 ? SHORT_BATCH : training.batchSize();
  }

  /**
   * @return weights as R7 draws them; b, β and γ that are not what they begin with, so that none
   *     can be forgotten unnoticed. The first bias alone is 0.
   */
  public Parameters initial() {
    Philox random = new Philox(training.seed(), Philox.Purpose.DATA, 0, 0);
    List<Tensor> tensors = new ArrayList<>();
    for (Tensor tensor : InitialWeights.of(network, training.seed(), dataType).tensors()) {
      double[] values = tensor.values().clone();
      if (!Network.isWeight(tensor.name())) {
        for (int i = 0; i < values.length; i++) {
          values[i] = dataType.round(values[i] + SPREAD_OF_BIASES * random.nextNormal());
        }
      }
      if (tensor.name().equals("b1")) {
        values[0] = 0;
      }
      tensors.add(new Tensor(tensor.name(), tensor.shape(), values));
    }
    return new Parameters(tensors);
  }

  /** @return a batch for each step; the first row of the first is 0, so that there z = b */
  public List<Batch> batches() {
    List<Batch> batches = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      batches.add(batch(step));
    }
    return batches;
  }

  private Batch batch(int step) {
    Philox random = new Philox(training.seed(), Philox.Purpose.DATA, 1, step);
    int inputs = network.inputs();
    double[] x = new double[rows(step) * inputs];
    for (int i = 0; i < x.length; i++) {
      x[i] = step == 0 && i < inputs ? 0 : random.nextNormal();
    }
    int outputs = network.outputs();
    double[] y = new double[rows(step) * outputs];
    for (int row = 0; row < rows(step); row++) {
      setTargets(y, row * outputs, outputs, random);
    }
    return new Batch(Matrix.of(rows(step), inputs, x), Matrix.of(rows(step), outputs, y))
        .as(dataType);
  }

  private void setTargets(double[] y, int from, int outputs, Philox random) {
    switch (network.loss()) {
      case SOFTMAX_CROSS_ENTROPY -> y[from + random.nextBelow(outputs)] = 1;
      case SIGMOID_CROSS_ENTROPY -> {
        for (int j = 0; j < outputs; j++) {
          y[from + j] = random.nextBelow(2);
        }
      }
      case SQUARED_ERROR -> {
        for (int j = 0; j < outputs; j++) {
          y[from + j] = 0.1 + 0.8 * random.nextUniform();
        }
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
