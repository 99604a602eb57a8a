package mlp.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mlp.api.Tensor;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * The records of a step's forward and backward pass in the order of {@link mlp.api.Trace}, from
 * what a {@link StepRecorder} copied. What it did not copy is left out.
 */
final class StepTrace {
  private final LayerPlaces layers;
  private final ModelTensors tensors;
  private final StepRecorder recorder;
  private final int n;
  private final List<Tensor> records = new ArrayList<>();

  /**
   * @param recorder before it is closed
   * @param n the rows of the batch
   */
  StepTrace(LayerPlaces layers, ModelTensors tensors, StepRecorder recorder, int n) {
    this.layers = layers;
    this.tensors = tensors;
    this.recorder = recorder;
    this.n = n;
  }

  List<Tensor> forward() {
    records.clear();
    addDropout(0);
    for (int i = 1; i <= layers.count(); i++) {
      addRows("z" + i);
      addColumns("bn" + i + ".mean");
      addColumns("bn" + i + ".var");
      addRows("bn" + i + ".xhat");
      addRows("bn" + i + ".out");
      addRows("a" + i);
      addDropout(i);
    }
    return List.copyOf(records);
  }

  /** What the loss function computes, without the penalties that DL4J adds to its score. */
  double loss() {
    return tensors.dataType().round(recorder.get(RecordedLoss.SUM)[0] / n);
  }

  List<Tensor> backward() {
    records.clear();
    for (int i = layers.count(); i > 0; i--) {
      addMeanRows("ddrop" + i + ".out", n);
      addMeanRows("da" + i, i < layers.count() ? n : n * outputsBehindTheLoss());
      addMeanRows("dbn" + i + ".out", n);
      addMean("dgamma" + i, "gamma" + i);
      addMean("dbeta" + i, "beta" + i);
      addMeanRows("dz" + i, n);
      addMean("dW" + i, "W" + i);
      addMean("db" + i, "b" + i);
    }
    return List.copyOf(records);
  }

  // LossMSE divides by the outputs only behind the activation.
  private int outputsBehindTheLoss() {
    int output = layers.place(layers.count()).dense();
    BaseOutputLayer settings = (BaseOutputLayer) layers.layer(output);
    boolean divides = ((RecordedLoss) settings.getLossFn()).original() instanceof LossMSE;
    return divides ? (int) settings.getNOut() : 1;
  }

  private void addDropout(int layer) {
    addRows("drop" + layer + ".mask");
    addRows("drop" + layer + ".out");
  }

  private void addRows(String name) {
    double[] values = recorder.get(name);
    if (values != null) {
      records.add(new Tensor(name, new int[] {n, values.length / n}, values));
    }
  }

  private void addColumns(String name) {
    double[] values = recorder.get(name);
    if (values != null) {
      records.add(new Tensor(name, new int[] {values.length}, values));
    }
  }

  private void addMeanRows(String name, int count) {
    double[] sums = recorder.get(name);
    if (sums != null) {
      records.add(new Tensor(name, new int[] {n, sums.length / n}, means(sums, count)));
    }
  }

  private void addMean(String name, String parameter) {
    double[] sums = recorder.get(name);
    if (sums != null) {
      records.add(new Tensor(name, tensors.shape(parameter), means(sums, n)));
    }
  }

  // DL4J's gradients are sums; divided as its updater divides: in the data type   (R2)
  private double[] means(double[] sums, int count) {
    return Arrays.stream(sums).map(sum -> tensors.dataType().round(sum / count)).toArray();
  }
}
