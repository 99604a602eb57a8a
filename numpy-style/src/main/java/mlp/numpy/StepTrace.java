package mlp.numpy;

import java.util.List;
import mlp.api.Loss;
import mlp.api.Tensor;

/** The records of a step's forward and backward pass, in the order of {@link mlp.api.Trace}. */
final class StepTrace {
  private StepTrace() {}

  static void forward(List<Tensor> records, Dropout inputDropout, DenseLayer[] layers, int n) {
    if (inputDropout != null) {
      dropout(records, inputDropout, n);
    }
    for (int i = 1; i <= layers.length; i++) {
      DenseLayer layer = layers[i - 1];
      records.add(Tensor.of("z" + i, layer.z, n, layer.out));
      BatchNormalization bn = layer.normalization;
      if (bn != null) {
        records.add(Tensor.of("bn" + i + ".mean", bn.mean, layer.out));
        records.add(Tensor.of("bn" + i + ".var", bn.var, layer.out));
        records.add(Tensor.of("bn" + i + ".xhat", bn.xhat, n, layer.out));
        records.add(Tensor.of("bn" + i + ".out", bn.out, n, layer.out));
      }
      records.add(Tensor.of("a" + i, layer.a, n, layer.out));
      if (layer.dropout != null) {
        dropout(records, layer.dropout, n);
      }
    }
  }

  private static void dropout(List<Tensor> records, Dropout dropout, int n) {
    String name = "drop" + dropout.drawn.layer();
    records.add(Tensor.of(name + ".mask", dropout.mask, n, dropout.units));
    records.add(Tensor.of(name + ".out", dropout.out, n, dropout.units));
  }

  static void backward(List<Tensor> records, DenseLayer[] layers, Loss loss, int n) {
    for (int i = layers.length; i > 0; i--) {
      DenseLayer layer = layers[i - 1];
      if (layer.dropout != null) {
        records.add(Tensor.of("ddrop" + i + ".out", layer.dropout.dout, n, layer.out));
      }
      if (i < layers.length || loss == Loss.SQUARED_ERROR) {
        records.add(Tensor.of("da" + i, layer.da, n, layer.out));
      }
      BatchNormalization bn = layer.normalization;
      if (bn != null) {
        records.add(Tensor.of("dbn" + i + ".out", bn.dout, n, layer.out));
        records.add(bn.gamma.tensor("dgamma" + i, bn.gamma.gradient()));
        records.add(bn.beta.tensor("dbeta" + i, bn.beta.gradient()));
      }
      records.add(Tensor.of("dz" + i, layer.dz, n, layer.out));
      records.add(layer.weights.tensor("dW" + i, layer.weights.gradient()));
      if (layer.bias != null) {
        records.add(layer.bias.tensor("db" + i, layer.bias.gradient()));
      }
    }
  }
}
