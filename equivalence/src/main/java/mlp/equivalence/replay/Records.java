package mlp.equivalence.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mlp.api.DataType;
import mlp.api.Layer;
import mlp.api.Network;
import mlp.api.Tensor;
import mlp.api.Training;

/**
 * The records of one training step, by name, and the names of what an operation takes.
 *
 * @param network of which this is a step
 * @param training of which this is a step
 * @param dataType in which it was computed
 * @param step from 0
 * @param byName the tensors
 */
public record Records(
    Network network, Training training, DataType dataType, long step, Map<String, Tensor> byName) {
  /** Copies the map. */
  public Records {
    byName = Map.copyOf(byName);
  }

  /** @param tensors in any order */
  public static Records of(
      Network network, Training training, DataType dataType, long step, List<Tensor> tensors) {
    Map<String, Tensor> byName = new LinkedHashMap<>();
    tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    return new Records(network, training, dataType, step, byName);
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** @throws MissingRecord if there is none of that name */
  double[] get(String name) {
    Tensor tensor = byName.get(name);
    if (tensor == null) {
      throw new MissingRecord(name);
    }
    return tensor.values();
  }

  int rows() {
    Tensor x = byName.get("x");
    if (x == null) {
      throw new MissingRecord("x");
    }
    return x.shape()[0];
  }

  int layers() {
    return network.layers().size();
  }

  Layer layer(int i) {
    return network.layers().get(i - 1);
  }

  int units(int i) {
    return i == 0 ? network.inputs() : layer(i).units();
  }

  /** @return what layer i takes: x, the layer before, or what dropout leaves of them */
  String input(int i) {
    return hasDropout(i - 1) ? "drop" + (i - 1) + ".out" : i == 1 ? "x" : "a" + (i - 1);
  }

  /** @return the gradient of what layer i takes */
  String inputGradient(int i) {
    return hasDropout(i - 1) ? "ddrop" + (i - 1) + ".out" : "da" + (i - 1);
  }

  boolean hasDropout(int i) {
    return i == 0 ? network.inputDropout() > 0 : layer(i).dropout() > 0;
  }

  /** @return what σ of layer i is taken of */
  String preActivation(int i) {
    return layer(i).hasBatchNormalization() ? "bn" + i + ".out" : "z" + i;
  }

  String targets() {
    return training.labelSmoothing() > 0 ? "y.smoothed" : "y";
  }

  /** An operation cannot be replayed for want of a record. */
  static final class MissingRecord extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingRecord(String name) {
      super(name, null, false, false);
    }
  }
}
