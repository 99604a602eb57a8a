package mlp.lowlevel;

import java.util.List;
import mlp.api.Loss;
import mlp.api.Tensor;

/** The records of a step's forward and backward pass, in the order of {@link mlp.api.Trace}. */
final class StepTrace {
  private StepTrace() {}

  static void forward(List<Tensor> records, Dropout inputDropout, DenseLayer[] layers) {
    if (inputDropout != null) {
      dropout(records, inputDropout);
    }
    for (int i = 1; i <= layers.length; i++) {
      DenseLayer layer = layers[i - 1];
      records.add(NdArrays.toTensor("z" + i, layer.z));
      BatchNormalization bn = layer.normalization;
      if (bn != null) {
        records.add(NdArrays.toTensor("bn" + i + ".mean", bn.mean));
        records.add(NdArrays.toTensor("bn" + i + ".var", bn.var));
        records.add(NdArrays.toTensor("bn" + i + ".xhat", bn.xhat));
        records.add(NdArrays.toTensor("bn" + i + ".out", bn.out));
      }
      records.add(NdArrays.toTensor("a" + i, layer.a));
      if (layer.dropout != null) {
        dropout(records, layer.dropout);
      }
    }
  }

  private static void dropout(List<Tensor> records, Dropout dropout) {
    String name = "drop" + dropout.drawn.layer();
    records.add(NdArrays.toTensor(name + ".mask", dropout.mask));
    records.add(NdArrays.toTensor(name + ".out", dropout.out));
  }

  static void backward(List<Tensor> records, DenseLayer[] layers, Loss loss) {
    for (int i = layers.length; i > 0; i--) {
      DenseLayer layer = layers[i - 1];
      if (layer.dropout != null) {
        records.add(NdArrays.toTensor("ddrop" + i + ".out", layer.dropout.dout));
      }
      if (i < layers.length || loss == Loss.SQUARED_ERROR) {
        records.add(NdArrays.toTensor("da" + i, layer.da));
      }
      BatchNormalization bn = layer.normalization;
      if (bn != null) {
        records.add(NdArrays.toTensor("dbn" + i + ".out", bn.dout));
        records.add(NdArrays.toTensor("dgamma" + i, bn.gamma.gradient()));
        records.add(NdArrays.toTensor("dbeta" + i, bn.beta.gradient()));
      }
      records.add(NdArrays.toTensor("dz" + i, layer.dz));
      records.add(NdArrays.toTensor("dW" + i, layer.weights.gradient()));
      if (layer.bias != null) {
        records.add(NdArrays.toTensor("db" + i, layer.bias.gradient()));
      }
    }
  }
}
