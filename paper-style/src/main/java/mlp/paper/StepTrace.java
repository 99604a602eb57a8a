package mlp.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Tensor;

/**
 * The records of a step's forward and backward pass in the order of {@link mlp.api.Trace}, from
 * what a {@link StepRecorder} copied.
 */
final class StepTrace {
  private final Network network;
  private final mlp.api.DataType dataType;
  private final StepRecorder recorder;
  private final int n;
  private final List<Tensor> records = new ArrayList<>();

  /** @param n the rows of the batch */
  StepTrace(Network network, mlp.api.DataType dataType, StepRecorder recorder, int n) {
    this.network = network;
    this.dataType = dataType;
    this.recorder = recorder;
    this.n = n;
  }

  List<Tensor> forward() {
    records.clear();
    if (network.inputDropout() > 0) {
      dropout(0, network.inputs());
    }
    for (int i = 1; i <= network.layers().size(); i++) {
      Layer layer = network.layers().get(i - 1);
      int units = layer.units();
      add("z" + i, n, units);
      if (layer.hasBatchNormalization()) {
        add("bn" + i + ".mean", units);
        add("bn" + i + ".var", units);
        add("bn" + i + ".xhat", n, units);
        add("bn" + i + ".out", n, units);
      }
      add("a" + i, n, units);
      if (layer.dropout() > 0) {
        dropout(i, units);
      }
    }
    return List.copyOf(records);
  }

  List<Tensor> backward() {
    records.clear();
    int last = network.layers().size();
    for (int i = last; i > 0; i--) {
      Layer layer = network.layers().get(i - 1);
      int units = layer.units();
      if (layer.dropout() > 0) {
        addMean("ddrop" + i + ".out", n, n, units);
      }
      if (i < last) {
        addMean("da" + i, n, n, units);
      } else if (network.loss() == Loss.SQUARED_ERROR) {
        addMean("da" + i, n * units, n, units); // LossMSE divides by the outputs behind it
      }
      if (layer.hasBatchNormalization()) {
        addMean("dbn" + i + ".out", n, n, units);
        addMean("dgamma" + i, n, units);
        addMean("dbeta" + i, n, units);
      }
      addMean("dz" + i, n, n, units);
      addMean("dW" + i, n, network.fanIn(i), units);
      if (!layer.hasBatchNormalization()) {
        addMean("db" + i, n, units);
      }
    }
    return List.copyOf(records);
  }

  private void dropout(int layer, int units) {
    add("drop" + layer + ".mask", n, units);
    add("drop" + layer + ".out", n, units);
  }

  private void add(String name, int... shape) {
    records.add(new Tensor(name, shape, recorder.get(name)));
  }

  // DL4J's gradients are sums; divided as its updater divides: in the data type   (R2)
  private void addMean(String name, int count, int... shape) {
    double[] mean = Arrays.stream(recorder.get(name))
        .map(sum -> dataType.round(sum / count))
        .toArray();
    records.add(new Tensor(name, shape, mean));
  }
}
