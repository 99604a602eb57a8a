package mlp.lowlevel;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.DropoutMask;
import mlp.api.LearningRate;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Schedule;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.api.TrainingState;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The network on ND4J operations. A step leaves every tensor in its layer, where {@link #trace}
 * finds it.
 */
public final class LowlevelMlp implements Mlp {
  /** The name by which users choose this track. */
  public static final String NAME = "lowlevel";

  private final Network network;
  private final Training training;
  private final DataType dataType;
  private final LearningRate learningRate;
  private final Dropout inputDropout; // or null
  private final DenseLayer[] layers;
  private final ParameterVector vector;
  private final List<Parameter> parameters =
      new ArrayList<>(); // its parts: // W1, b1 or gamma1, beta1, W2, …
  private INDArray x; // the last batch's inputs [n,inputs]
  private INDArray y; // and targets [n,outputs]
  private INDArray smoothed; // and smoothed labels [n,outputs]
  private double clipNorm;
  private long steps;

  /**
   * @param initial the first parameters, rounded to the data type
   * @throws mlp.api.InvalidInput if they are not the network's
   */
  public LowlevelMlp(Network network, Training training, Parameters initial, DataType dataType) {
    training.requireFor(network);
    this.network = network;
    this.training = training;
    this.dataType = dataType;
    learningRate = new LearningRate(training);
    inputDropout = network.inputDropout() > 0
        ? new Dropout(
            new DropoutMask(training.seed(), 0, network.inputDropout()), network.inputs(), dataType)
        : null;
    vector = new ParameterVector(network, training.optimizer(), dataType);
    layers = new DenseLayer[network.layers().size()];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = new DenseLayer(
          i + 1, network.fanIn(i + 1), network.layers().get(i), vector, training.seed(), dataType);
      parameters.addAll(layers[i].parameters());
    }
    x = NdArrays.uninitialized(dataType, 'c', 1, network.inputs());
    y = NdArrays.uninitialized(dataType, 'f', 1, network.outputs());
    smoothed = NdArrays.uninitialized(dataType, 'f', 1, network.outputs());
    load(initial);
  }

  // x → z1 → a1 → … → zL → aL = ŷ
  private DenseLayer forward(Matrix inputs, boolean training) {
    x = NdArrays.copy(inputs, x);
    if (training) {
      drawMasks();
    }
    INDArray input = firstInput(training);
    for (DenseLayer layer : layers) {
      layer.forward(input, training);
      input = layer.output(training);
    }
    return layers[layers.length - 1];
  }

  private void drawMasks() {
    if (inputDropout != null) {
      inputDropout.draw(steps, x.size(0));
      inputDropout.forward(x);
    }
    for (DenseLayer layer : layers) {
      if (layer.dropout != null) {
        layer.dropout.draw(steps, x.size(0));
      }
    }
  }

  private INDArray firstInput(boolean training) {
    return inputDropout != null && training ? inputDropout.out : x;
  }

  // dzL → dWL, dbL → da(L−1) → dz(L−1) → … → dW1, db1
  private void backward() {
    DenseLayer output = layers[layers.length - 1];
    if (network.loss() == Loss.SQUARED_ERROR) {
      Losses.squaredErrorBackward(output.a, y, output.da);
      output.backwardActivation();
    } else {
      Losses.crossEntropyBackward(network.loss(), output.a, targets(true), output.dz);
    }
    for (int i = layers.length - 1; i > 0; i--) {
      DenseLayer before = layers[i - 1];
      layers[i].backward(before.output(true));
      layers[i].backwardInputs(before.outputGradient());
      before.backwardActivation();
    }
    layers[0].backward(firstInput(true));
  }

  // mean gradients → clip → L2 → optimizer and decoupled decay → max-norm   (R10)
  private void update(double loss) {
    clip();
    double rate = learningRate.at(steps);
    for (Parameter parameter : parameters) {
      boolean isWeight = Network.isWeight(parameter.name());
      if (isWeight && training.l2() > 0) {
        Regularization.l2(parameter, training.l2());
      }
      if (isWeight && training.decoupledDecay() > 0) {
        // Before the optimizer's step, which does not depend on θ: the decay is of the old weights.
        Regularization.decay(parameter, rate, training.decoupledDecay());
      }
    }
    Optimizers.update(training.optimizer(), vector.whole, rate, steps);
    for (Parameter parameter : parameters) {
      if (Network.isWeight(parameter.name()) && training.maxNorm() > 0) {
        Regularization.maxNorm(parameter, training.maxNorm());
      }
    }
    for (DenseLayer layer : layers) {
      if (layer.normalization != null) {
        layer.normalization.updateRunning();
      }
    }
    learningRate.observe(steps, loss);
    steps++;
  }

  private void clip() {
    if (training.clipping() instanceof mlp.api.Clipping.GlobalNorm byNorm) {
      clipNorm = dataType.round(Clipping.byGlobalNorm(vector.whole, byNorm.max()));
    } else if (training.clipping() instanceof mlp.api.Clipping.Value byValue) {
      Clipping.byValue(vector.whole, byValue.max());
    }
  }

  private double forwardLoss(Batch batch, boolean training) {
    network.requireBatch(batch, dataType);
    DenseLayer output = forward(batch.inputs(), training);
    y = NdArrays.copy(batch.targets(), y);
    return dataType.round(Losses.forward(network.loss(), output.z, output.a, targets(training)));
  }

  // y, or in training, where labels are smoothed, y′   [n,outputs]   (R16)
  private INDArray targets(boolean training) {
    if (!training || this.training.labelSmoothing() == 0) {
      return y;
    }
    smoothed = NdArrays.resized(smoothed, y.size(0));
    Losses.smooth(network.loss(), y, smoothed, this.training.labelSmoothing());
    return smoothed;
  }

  private double forwardBackward(Batch batch) {
    double loss = forwardLoss(batch, true);
    backward();
    return loss;
  }

  @Override
  public double step(Batch batch) {
    double loss = forwardBackward(batch);
    update(loss);
    return loss;
  }

  @Override
  public Matrix predict(Matrix inputs) {
    network.requireInputs(inputs, dataType);
    return NdArrays.toMatrix(forward(inputs, false).a);
  }

  @Override
  public double loss(Batch batch) {
    return forwardLoss(batch, false);
  }

  @Override
  public double trainingLoss(Batch batch) {
    return forwardLoss(batch, true);
  }

  @Override
  public Parameters gradients(Batch batch) {
    forwardBackward(batch);
    return new Parameters(
        parameters.stream().map(p -> NdArrays.toTensor(p.name(), p.gradient())).toList());
  }

  @Override
  public Parameters parameters() {
    return new Parameters(
        parameters.stream().map(p -> NdArrays.toTensor(p.name(), p.values())).toList());
  }

  @Override
  public void load(Parameters loaded) {
    loaded.requireFit(network, dataType);
    for (Parameter parameter : parameters) {
      NdArrays.assign(parameter.values(), loaded.get(parameter.name()));
      for (INDArray state : parameter.state()) {
        state.assign(0);
      }
    }
    for (DenseLayer layer : layers) {
      if (layer.normalization != null) {
        layer.normalization.resetRunning();
      }
    }
    learningRate.reset();
    steps = 0;
  }

  @Override
  public TrainingState state() {
    List<Tensor> tensors = new ArrayList<>(parameters().tensors());
    recordStatistics(tensors, "");
    recordOptimizer(tensors);
    tensors.addAll(learningRate.state());
    return new TrainingState(steps, tensors);
  }

  @Override
  public void restore(TrainingState state) {
    state.requireFit(network, training, dataType);
    for (Parameter parameter : parameters) {
      NdArrays.assign(parameter.values(), state.get(parameter.name()));
      for (int s = 0; s < parameter.state().length; s++) {
        NdArrays.assign(parameter.state()[s], state.get(stateName(s, parameter)));
      }
    }
    for (int i = 1; i <= layers.length; i++) {
      BatchNormalization normalization = layers[i - 1].normalization;
      if (normalization != null) {
        NdArrays.assign(normalization.runningMean, state.get("bn" + i + ".running.mean"));
        NdArrays.assign(normalization.runningVar, state.get("bn" + i + ".running.var"));
      }
    }
    learningRate.restore(state);
    steps = state.steps();
  }

  @Override
  public Trace trace(Batch batch) {
    List<Tensor> before = new ArrayList<>(parameters().tensors());
    recordStatistics(before, "");
    double loss = forwardBackward(batch);
    List<Tensor> records = new ArrayList<>();
    records.add(NdArrays.toTensor("x", x));
    records.add(NdArrays.toTensor("y", y));
    records.addAll(before);
    StepTrace.forward(records, inputDropout, layers);
    if (training.labelSmoothing() > 0) {
      records.add(NdArrays.toTensor("y.smoothed", smoothed));
    }
    records.add(Tensor.scalar("loss", loss));
    StepTrace.backward(records, layers, network.loss());
    Tensor rate = Tensor.scalar("learningRate", dataType.round(learningRate.at(steps)));
    update(loss);
    recordUpdate(records, rate);
    return new Trace(NAME, dataType, network, training, steps - 1, records);
  }

  private void recordUpdate(List<Tensor> records, Tensor rate) {
    if (training.clipping() instanceof mlp.api.Clipping.GlobalNorm) {
      records.add(Tensor.scalar("clip.norm", clipNorm));
    }
    if (!(training.schedule() instanceof Schedule.Constant)) {
      records.add(rate);
    }
    recordOptimizer(records);
    for (Parameter p : parameters) {
      records.add(NdArrays.toTensor(p.name() + ".after", p.values()));
    }
    recordStatistics(records, ".after");
  }

  private void recordOptimizer(List<Tensor> records) {
    for (int s = 0; s < training.optimizer().stateNames().size(); s++) {
      for (Parameter p : parameters) {
        records.add(NdArrays.toTensor(stateName(s, p), p.state()[s]));
      }
    }
  }

  private String stateName(int s, Parameter parameter) {
    return "opt." + training.optimizer().stateNames().get(s) + "." + parameter.name();
  }

  private void recordStatistics(List<Tensor> records, String suffix) {
    for (int i = 1; i <= layers.length; i++) {
      BatchNormalization bn = layers[i - 1].normalization;
      if (bn != null) {
        records.add(NdArrays.toTensor("bn" + i + ".running.mean" + suffix, bn.runningMean));
        records.add(NdArrays.toTensor("bn" + i + ".running.var" + suffix, bn.runningVar));
      }
    }
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public Training training() {
    return training;
  }

  @Override
  public DataType dataType() {
    return dataType;
  }

  @Override
  public long steps() {
    return steps;
  }
}
