package mlp.paper;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Copies the tensors of a real {@code fit} while DL4J computes them. DL4J shows its listeners the
 * gradients and the hidden activations alone; therefore, until it is closed, a recorder stands in
 * for every layer's activation function and for the loss, copies what passes, and leaves the
 * computing to the original.
 *
 * <p>It holds z, a, da and dz of each layer (z1, a1, …) and the gradients (dW1, db1, …), row after
 * row. Gradients are those that DL4J has at this point: sums over the batch, and da of the output
 * layer a sum over the outputs, too.
 */
final class StepRecorder extends BaseTrainingListener implements AutoCloseable {
  private final MultiLayerNetwork model;
  private final IActivation[] activations;
  private final ILossFunction loss;
  private final Map<String, double[]> recorded = new HashMap<>();

  /** Begins to record what the model computes. */
  StepRecorder(MultiLayerNetwork model) {
    this.model = model;
    activations = new IActivation[model.getnLayers()];
    for (int i = 0; i < activations.length; i++) {
      activations[i] = layer(i).getActivationFn();
      layer(i).setActivationFn(new RecordedActivation(activations[i], i + 1));
    }
    loss = outputLayer().getLossFn();
    outputLayer().setLossFn(new RecordedLoss());
    model.setListeners(this);
  }

  /** Gives the model back its activation functions and its loss. */
  @Override
  public void close() {
    model.setListeners();
    outputLayer().setLossFn(loss);
    for (int i = 0; i < activations.length; i++) {
      layer(i).setActivationFn(activations[i]);
    }
  }

  double[] get(String name) {
    return recorded.get(name);
  }

  /** DL4J calls this after backpropagation, before the updater changes the gradients in place. */
  @Override
  public void onGradientCalculation(Model model) {
    model
        .gradient()
        .gradientForVariable()
        .forEach((key, gradient) -> record("d" + ParameterNames.name(key), gradient));
  }

  private void record(String name, INDArray array) {
    recorded.put(name, NdArrays.toDoubles(array));
  }

  private BaseLayer layer(int i) {
    return (BaseLayer) model.getLayer(i).conf().getLayer();
  }

  private BaseOutputLayer outputLayer() {
    return (BaseOutputLayer) layer(activations.length - 1);
  }

  private final class RecordedActivation extends BaseActivationFunction {
    private final IActivation original;
    private final int layer;

    RecordedActivation(IActivation original, int layer) {
      this.original = original;
      this.layer = layer;
    }

    @Override
    public INDArray getActivation(INDArray z, boolean training) {
      record("z" + layer, z);
      INDArray a = original.getActivation(z, training);
      record("a" + layer, a);
      return a;
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray z, INDArray da) {
      record("da" + layer, da);
      Pair<INDArray, INDArray> dz = original.backprop(z, da);
      record("dz" + layer, dz.getFirst());
      return dz;
    }
  }

  private final class RecordedLoss implements ILossFunction {
    @Override
    public INDArray computeGradient(
        INDArray labels, INDArray z, IActivation activation, INDArray mask) {
      INDArray dz = loss.computeGradient(labels, z, activation, mask);
      record("dz" + activations.length, dz);
      return dz;
    }

    @Override
    public double computeScore(
        INDArray labels, INDArray z, IActivation activation, INDArray mask, boolean average) {
      return loss.computeScore(labels, z, activation, mask, average);
    }

    @Override
    public INDArray computeScoreArray(
        INDArray labels, INDArray z, IActivation activation, INDArray mask) {
      return loss.computeScoreArray(labels, z, activation, mask);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
        INDArray labels, INDArray z, IActivation activation, INDArray mask, boolean average) {
      return new Pair<>(
          computeScore(labels, z, activation, mask, average),
          computeGradient(labels, z, activation, mask));
    }

    @Override
    public String name() {
      return loss.name();
    }
  }
}
