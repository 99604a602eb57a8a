package mlp.paper;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mlp.api.Network;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Copies the tensors of a real {@code fit} while DL4J computes them. DL4J shows its listeners the
 * gradients and the hidden activations alone; therefore, until it is closed, a recorder stands in
 * for every layer's activation function and dropout and for the loss, copies what passes, and
 * leaves the computing to the original.
 *
 * <p>It holds the records of the forward and the backward pass under their names (z1, a1, …), row
 * after row. Gradients are those that DL4J has at this point: sums over the batch, and da of the
 * output layer a sum over the outputs, too. DL4J keeps the statistics of a batch to itself:
 * bn1.mean, bn1.var and bn1.xhat are computed here once more, by the calls that it makes.
 */
final class StepRecorder extends BaseTrainingListener implements AutoCloseable {
  private final MultiLayerNetwork model;
  private final ParameterNames names;
  private final Collection<TrainingListener> listeners;
  private final List<Runnable> restores = new ArrayList<>();
  private final Map<String, double[]> recorded = new HashMap<>();

  /** Begins to record what the model computes. */
  StepRecorder(MultiLayerNetwork model, Network network, ParameterNames names) {
    this.model = model;
    this.names = names;
    for (int i = 1; i <= network.layers().size(); i++) {
      int dense = names.dense(i);
      if (network.layers().get(i - 1).hasBatchNormalization()) {
        String bn = "bn" + i;
        double epsilon =
            ((org.deeplearning4j.nn.conf.layers.BatchNormalization) layer(dense + 1)).getEps();
        BaseLayer affine = (BaseLayer) layer(dense);
        IActivation identity = affine.getActivationFn();
        affine.setActivationFn(new RecordedAffine(identity, i, epsilon));
        restores.add(() -> affine.setActivationFn(identity));
        ActivationLayer layer = (ActivationLayer) layer(dense + 2);
        IActivation original = layer.getActivationFn();
        layer.setActivationFn(
            new RecordedActivation(original, bn + ".out", "a" + i, "da" + i, "dbn" + i + ".out"));
        restores.add(() -> layer.setActivationFn(original));
      } else {
        BaseLayer layer = (BaseLayer) layer(dense);
        IActivation original = layer.getActivationFn();
        layer.setActivationFn(
            new RecordedActivation(original, "z" + i, "a" + i, "da" + i, "dz" + i));
        restores.add(() -> layer.setActivationFn(original));
      }
    }
    for (int k = 0; k < model.getnLayers(); k++) {
      Layer layer = layer(k);
      if (layer.getIDropout() instanceof Dropout original) {
        layer.setIDropout(new RecordedDropout(original));
        restores.add(() -> layer.setIDropout(original));
      }
    }
    BaseOutputLayer output = (BaseOutputLayer) layer(model.getnLayers() - 1);
    ILossFunction loss = output.getLossFn();
    output.setLossFn(new RecordedLoss(loss, "dz" + network.layers().size()));
    restores.add(() -> output.setLossFn(loss));
    listeners = List.copyOf(model.getListeners());
    List<TrainingListener> withThis = new ArrayList<>(List.of(this)); // before what clips
    withThis.addAll(listeners);
    model.setListeners(withThis);
  }

  /** Gives the model back what was its own. */
  @Override
  public void close() {
    model.setListeners(listeners);
    restores.forEach(Runnable::run);
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
        .forEach((key, gradient) -> record("d" + names.name(key), gradient));
  }

  private void record(String name, INDArray array) {
    recorded.put(name, NdArrays.toDoubles(array));
  }

  private Layer layer(int k) {
    return model.getLayer(k).conf().getLayer();
  }

  private final class RecordedActivation extends BaseActivationFunction {
    private final IActivation original;
    private final String z;
    private final String a;
    private final String da;
    private final String dz;

    RecordedActivation(IActivation original, String z, String a, String da, String dz) {
      this.original = original;
      this.z = z;
      this.a = a;
      this.da = da;
      this.dz = dz;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
      record(z, in);
      INDArray out = original.getActivation(in, training);
      record(a, out);
      return out;
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
      record(da, epsilon);
      Pair<INDArray, INDArray> gradient = original.backprop(in, epsilon);
      record(dz, gradient.getFirst());
      return gradient;
    }
  }

  /** Of the dense layer before a normalization. */
  private final class RecordedAffine extends BaseActivationFunction {
    private final IActivation identity;
    private final int layer;
    private final double epsilon;

    RecordedAffine(IActivation identity, int layer, double epsilon) {
      this.identity = identity;
      this.layer = layer;
      this.epsilon = epsilon;
    }

    @Override
    public INDArray getActivation(INDArray z, boolean training) {
      record("z" + layer, z);
      INDArray mean = z.mean(0);
      INDArray var = z.var(false, 0);
      record("bn" + layer + ".mean", mean);
      record("bn" + layer + ".var", var);
      INDArray deviation = Transforms.sqrt(var.add(epsilon), false);
      record("bn" + layer + ".xhat", z.subRowVector(mean).diviRowVector(deviation));
      return identity.getActivation(z, training);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray z, INDArray dz) {
      record("dz" + layer, dz);
      return identity.backprop(z, dz);
    }
  }

  private final class RecordedDropout implements IDropout {
    private static final long serialVersionUID = 1L;

    private final transient Dropout original;

    RecordedDropout(Dropout original) {
      this.original = original;
    }

    @Override
    public INDArray applyDropout(
        INDArray a, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
      INDArray out = original.applyDropout(a, result, iteration, epoch, workspaces);
      recorded.put("drop" + original.getLayer() + ".mask", original.mask().clone());
      record("drop" + original.getLayer() + ".out", out);
      return out;
    }

    @Override
    public INDArray backprop(INDArray dout, INDArray result, int iteration, int epoch) {
      record("ddrop" + original.getLayer() + ".out", dout);
      return original.backprop(dout, result, iteration, epoch);
    }

    @Override
    public void clear() {
      original.clear();
    }

    @Override
    public IDropout clone() {
      return original.clone();
    }
  }

  private final class RecordedLoss implements ILossFunction {
    private final ILossFunction loss;
    private final String name;

    RecordedLoss(ILossFunction loss, String name) {
      this.loss = loss;
      this.name = name;
    }

    @Override
    public INDArray computeGradient(
        INDArray labels, INDArray z, IActivation activation, INDArray mask) {
      INDArray dz = loss.computeGradient(labels, z, activation, mask);
      record(name, dz);
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
