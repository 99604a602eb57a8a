package mlp.paper;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Copies the tensors of a real {@code fit} while DL4J computes them. DL4J shows its listeners the
 * gradients and the hidden activations alone; therefore, until it is closed, a recorder stands in
 * for every hidden layer's activation function and dropout and for the loss, copies what passes,
 * and leaves the computing to the original.
 *
 * <p>It holds the records of the forward and the backward pass under their names (z1, a1, …), row
 * after row. Gradients are those that DL4J has at this point: sums over the batch, and da of the
 * output layer with {@code LossMSE} a sum over the outputs, too. DL4J keeps the statistics of a
 * batch to itself: bn1.mean, bn1.var and bn1.xhat are computed here once more, by the calls that it
 * makes.
 */
final class StepRecorder extends BaseTrainingListener implements AutoCloseable {
  private final MultiLayerNetwork model;
  private final LayerPlaces layers;
  private final ParameterNames names;
  private final Collection<TrainingListener> listeners;
  private final List<Runnable> restores = new ArrayList<>();
  private final Map<String, double[]> recorded = new HashMap<>();

  /** Begins to record what the model computes. */
  StepRecorder(MultiLayerNetwork model, LayerPlaces layers, ParameterNames names) {
    this.model = model;
    this.layers = layers;
    this.names = names;
    int last = layers.count();
    for (int i = 1; i < last; i++) {
      recordFunctions(i, layers.place(i));
    }
    if (layers.hasInputDropout()) {
      recordDropout(layers.inputDropout(), 0, null);
    }
    for (int i = 1; i < last; i++) {
      recordWhatFollows(i, layers.place(i));
    }
    BaseOutputLayer output = (BaseOutputLayer) layers.layer(layers.place(last).dense());
    ILossFunction loss = output.getLossFn();
    output.setLossFn(new RecordedLoss(loss, this, last));
    restores.add(() -> output.setLossFn(loss));
    listeners = List.copyOf(model.getListeners());
    List<TrainingListener> withThis = new ArrayList<>(List.of(this)); // before what clips
    withThis.addAll(listeners);
    model.setListeners(withThis);
  }

  // z → a, or z → normalized → a
  private void recordFunctions(int i, LayerPlaces.Place place) {
    List<RecordedActivation> functions = standIns(place.functions());
    functions.get(0).recordInput("z" + i, "dz" + i);
    RecordedActivation last = functions.get(functions.size() - 1);
    if (!place.hasNormalization()) {
      last.recordOutput("a" + i, "da" + i);
      return;
    }
    double epsilon = ((org.deeplearning4j.nn.conf.layers.BatchNormalization)
            layers.layer(place.normalization()))
        .getEps();
    last.recordStatistics("bn" + i, epsilon);
    List<RecordedActivation> behind = standIns(place.functionsBehindNormalization());
    if (!behind.isEmpty()) {
      behind.get(0).recordInput("bn" + i + ".out", "dbn" + i + ".out");
      behind.get(behind.size() - 1).recordOutput("a" + i, "da" + i);
    }
  }

  private List<RecordedActivation> standIns(List<Integer> places) {
    return places.stream().map(k -> standIn(layers.layer(k))).toList();
  }

  private RecordedActivation standIn(Layer layer) {
    if (layer instanceof ActivationLayer activation) {
      IActivation original = activation.getActivationFn();
      RecordedActivation standIn = new RecordedActivation(original, this);
      activation.setActivationFn(standIn);
      restores.add(() -> activation.setActivationFn(original));
      return standIn;
    }
    BaseLayer dense = (BaseLayer) layer;
    IActivation original = dense.getActivationFn();
    RecordedActivation standIn = new RecordedActivation(original, this);
    dense.setActivationFn(standIn);
    restores.add(() -> dense.setActivationFn(original));
    return standIn;
  }

  /**
   * Dropout; and where nothing stands behind a normalization, its outputs, which only the next
   * layer's dropout is shown.
   */
  private void recordWhatFollows(int i, LayerPlaces.Place place) {
    boolean endsNormalized =
        place.hasNormalization() && place.functionsBehindNormalization().isEmpty();
    if (place.hasDropout() || endsNormalized) {
      int k = place.hasDropout() ? place.dropout() : layers.place(i + 1).dense();
      recordDropout(k, i, endsNormalized ? "bn" + i + ".out" : null);
    }
  }

  private void recordDropout(int k, int i, String normalized) {
    Layer layer = layers.layer(k);
    IDropout original = layer.getIDropout();
    layer.setIDropout(new RecordedDropout(original, this, i, normalized));
    restores.add(() -> layer.setIDropout(original));
  }

  /** Gives the model back what was its own. */
  @Override
  public void close() {
    model.setListeners(listeners);
    restores.forEach(Runnable::run);
  }

  /** What was recorded under this name, or null. */
  double[] get(String name) {
    return recorded.get(name);
  }

  /** DL4J calls this after backpropagation, before the updater changes the gradients in place. */
  @Override
  public void onGradientCalculation(Model model) {
    this.model
        .gradient()
        .gradientForVariable()
        .forEach((key, gradient) -> record("d" + names.name(key), gradient));
  }

  void record(String name, INDArray array) {
    record(name, NdArrays.toDoubles(array));
  }

  void record(String name, double... values) {
    recorded.put(name, values);
  }
}
