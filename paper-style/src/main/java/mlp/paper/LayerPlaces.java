package mlp.paper;

import java.util.ArrayList;
import java.util.List;
import mlp.api.InvalidInput;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Which layers of a DL4J network make up a layer of this project: a dense or output layer, and what
 * stands behind it up to the next: batch normalization, activation layers, dropout. Dropout that is
 * set on a dense layer drops its inputs, and so belongs to the layer before.
 */
final class LayerPlaces {
  private static final int NONE = -1;

  private final MultiLayerNetwork model;
  private final List<Place> places = new ArrayList<>();
  private int inputDropout = NONE;

  /** One layer of this project; all numbers are those of DL4J's layers, from 0. */
  static final class Place {
    private final int dense;
    private final List<Integer> before = new ArrayList<>();
    private final List<Integer> behind = new ArrayList<>();
    private int normalization = NONE;
    private int dropout = NONE;

    private Place(int dense) {
      this.dense = dense;
      before.add(dense);
    }

    /** The layer that has W. */
    int dense() {
      return dense;
    }

    boolean hasNormalization() {
      return normalization != NONE;
    }

    int normalization() {
      return normalization;
    }

    /** Those that apply an activation to z, in order; with a normalization, in front of it. */
    List<Integer> functions() {
      return before;
    }

    /** Those that apply an activation to what was normalized, in order. */
    List<Integer> functionsBehindNormalization() {
      return behind;
    }

    boolean hasDropout() {
      return dropout != NONE;
    }

    /** The one that drops a. */
    int dropout() {
      return dropout;
    }
  }

  private LayerPlaces(MultiLayerNetwork model) {
    this.model = model;
  }

  /**
   * @throws InvalidInput if the network has other layers, or these in an order for whose tensors a
   *     trace has no names
   */
  static LayerPlaces of(MultiLayerNetwork model) {
    LayerPlaces places = new LayerPlaces(model);
    for (int k = 0; k < model.getnLayers(); k++) {
      places.add(k, places.layer(k));
    }
    return places;
  }

  private void add(int k, Layer layer) {
    if (layer instanceof OutputLayer
        || layer instanceof org.deeplearning4j.nn.conf.layers.DenseLayer) {
      addDropout(k, layer);
      places.add(new Place(k));
    } else if (layer instanceof DropoutLayer) {
      addDropout(k, layer);
    } else if (layer instanceof ActivationLayer) {
      Place last = last(k, layer);
      (last.hasNormalization() ? last.behind : last.before).add(k);
    } else if (layer instanceof org.deeplearning4j.nn.conf.layers.BatchNormalization) {
      Place last = last(k, layer);
      require(!last.hasNormalization(), k, layer, "one batch normalization behind a dense layer");
      last.normalization = k;
    } else {
      require(
          false,
          k,
          layer,
          "a DenseLayer, ActivationLayer, BatchNormalization, DropoutLayer or OutputLayer");
    }
  }

  private void addDropout(int k, Layer layer) {
    if (layer.getIDropout() == null) {
      return;
    }
    require(
        places.isEmpty() ? inputDropout == NONE : !places.get(places.size() - 1).hasDropout(),
        k,
        layer,
        "one dropout between two dense layers");
    if (places.isEmpty()) {
      inputDropout = k;
    } else {
      places.get(places.size() - 1).dropout = k;
    }
  }

  private Place last(int k, Layer layer) {
    require(!places.isEmpty(), k, layer, "a dense layer in front of it");
    Place last = places.get(places.size() - 1);
    require(!last.hasDropout(), k, layer, "dropout behind it");
    return last;
  }

  private static void require(boolean condition, int k, Layer layer, String expected) {
    if (!condition) {
      throw new InvalidInput("layer " + k, layer.getClass().getSimpleName(), expected);
    }
  }

  int count() {
    return places.size();
  }

  // A layer, from 1.
  Place place(int layer) {
    return places.get(layer - 1);
  }

  boolean hasInputDropout() {
    return inputDropout != NONE;
  }

  int inputDropout() {
    return inputDropout;
  }

  // The settings of one of DL4J's layers.
  Layer layer(int k) {
    return model.getLayer(k).conf().getLayer();
  }
}
