package mlp.numpy;

import java.util.ArrayList;
import java.util.Arrays;
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

/**
 * The network on plain arrays. A step leaves every tensor in its layer, where {@link #trace} finds
 * it.
 */
public final class NumpyMlp implements Mlp {
  /** The name by which users choose this track. */
  public static final String NAME = "numpy-style";

  private static final DataType DATA_TYPE = DataType.FLOAT64;

  private final Network network;
  private final Training training;
  private final LearningRate learningRate;
  private final Dropout inputDropout; // or null
  private final DenseLayer[] layers;
  private final List<Parameter> parameters = new ArrayList<>(); // W1, b1 or gamma1, beta1, W2, …
  private double[] smoothed = {}; // the last batch's smoothed labels [n,outputs]
  private double clipNorm;
  private long steps;

  /**
   * @param initial the first parameters, rounded to the data type
   * @throws mlp.api.InvalidInput if they are not the network's
   */
  public NumpyMlp(Network network, Training training, Parameters initial) {
    training.requireFor(network);
    this.network = network;
    this.training = training;
    learningRate = new LearningRate(training);
    inputDropout = network.inputDropout() > 0
        ? new Dropout(new DropoutMask(training.seed(), 0, network.inputDropout()), network.inputs())
        : null;
    MatrixProduct product = new MatrixProduct();
    layers = new DenseLayer[network.layers().size()];
    for (int i = 0; i < layers.length; i++) {
      layers[i] =
          new DenseLayer(i + 1, network.fanIn(i + 1), network.layers().get(i), training, product);
      parameters.addAll(layers[i].parameters());
    }
    load(initial);
  }

  // x → z1 → a1 → … → zL → aL = ŷ
  private DenseLayer forward(double[] x, int n, boolean training) {
    if (training) {
      drawMasks(x, n);
    }
    double[] input = firstInput(x, training);
    for (DenseLayer layer : layers) {
      layer.forward(input, n, training);
      input = layer.output(training);
    }
    return layers[layers.length - 1];
  }

  private void drawMasks(double[] x, int n) {
    if (inputDropout != null) {
      inputDropout.draw(steps, n);
      inputDropout.forward(x, n);
    }
    for (DenseLayer layer : layers) {
      if (layer.dropout != null) {
        layer.dropout.draw(steps, n);
      }
    }
  }

  private double[] firstInput(double[] x, boolean training) {
    return inputDropout != null && training ? inputDropout.out : x;
  }

  // dzL → dWL, dbL → da(L−1) → dz(L−1) → … → dW1, db1
  private void backward(double[] x, double[] y, int n) {
    DenseLayer output = layers[layers.length - 1];
    if (network.loss() == Loss.SQUARED_ERROR) {
      Losses.squaredErrorBackward(output.a, y, output.da, n, output.out);
      output.backwardActivation(n);
    } else {
      Losses.crossEntropyBackward(network.loss(), output.a, y, output.dz, n, output.out);
    }
    for (int i = layers.length - 1; i > 0; i--) {
      DenseLayer before = layers[i - 1];
      layers[i].backward(before.output(true), n);
      layers[i].backwardInputs(before.outputGradient(), n);
      before.backwardActivation(n);
    }
    layers[0].backward(firstInput(x, true), n);
  }

  // mean gradients → clip → L2 → optimizer and decoupled decay → max-norm   (R10)
  private void update(double loss) {
    clip();
    double rate = Real.of(learningRate.at(steps));
    for (Parameter parameter : parameters) {
      boolean isWeight = Network.isWeight(parameter.name());
      if (isWeight && training.l2() > 0) {
        Regularization.l2(parameter, Real.of(training.l2()));
      }
      if (isWeight && training.decoupledDecay() > 0) {
        // Before the optimizer's step, which does not depend on θ: the decay is of the old weights.
        Regularization.decay(parameter, rate, Real.of(training.decoupledDecay()));
      }
      Optimizers.update(training.optimizer(), parameter, rate, steps);
      if (isWeight && training.maxNorm() > 0) {
        Regularization.maxNorm(parameter, Real.of(training.maxNorm()));
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
      clipNorm = Clipping.byGlobalNorm(parameters, Real.of(byNorm.max()));
    } else if (training.clipping() instanceof mlp.api.Clipping.Value byValue) {
      Clipping.byValue(parameters, Real.of(byValue.max()));
    }
  }

  private double forwardLoss(Batch batch, boolean training) {
    network.requireBatch(batch, DATA_TYPE);
    DenseLayer output = forward(batch.inputs().float64(), batch.rows(), training);
    double[] y = training ? targets(batch) : batch.targets().float64();
    return Losses.forward(network.loss(), output.z, output.a, y, batch.rows(), output.out);
  }

  // y, or in training, where labels are smoothed, y′   [n,outputs]   (R16)
  private double[] targets(Batch batch) {
    double[] y = batch.targets().float64();
    if (training.labelSmoothing() == 0) {
      return y;
    }
    if (smoothed.length < y.length) {
      smoothed = new double[y.length];
    }
    double alpha = Real.of(training.labelSmoothing());
    Losses.smooth(network.loss(), y, smoothed, alpha, batch.rows(), network.outputs());
    return smoothed;
  }

  private double forwardBackward(Batch batch) {
    double loss = forwardLoss(batch, true);
    backward(batch.inputs().float64(), targets(batch), batch.rows());
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
    network.requireInputs(inputs, DATA_TYPE);
    DenseLayer output = forward(inputs.float64(), inputs.rows(), false);
    return Matrix.of(
        inputs.rows(), output.out, Arrays.copyOf(output.a, inputs.rows() * output.out));
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
        parameters.stream().map(p -> p.tensor(p.name(), p.gradient())).toList());
  }

  @Override
  public Parameters parameters() {
    return new Parameters(
        parameters.stream().map(p -> p.tensor(p.name(), p.values())).toList());
  }

  @Override
  public void load(Parameters loaded) {
    loaded.requireFit(network, DATA_TYPE);
    for (Parameter parameter : parameters) {
      loaded.get(parameter.name()).copyTo(parameter.values());
      for (double[] state : parameter.state()) {
        Arrays.fill(state, 0);
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
    state.requireFit(network, training, DATA_TYPE);
    for (Parameter parameter : parameters) {
      state.get(parameter.name()).copyTo(parameter.values());
      for (int s = 0; s < parameter.state().length; s++) {
        state.get(stateName(s, parameter)).copyTo(parameter.state()[s]);
      }
    }
    for (int i = 1; i <= layers.length; i++) {
      BatchNormalization normalization = layers[i - 1].normalization;
      if (normalization != null) {
        state.get("bn" + i + ".running.mean").copyTo(normalization.runningMean);
        state.get("bn" + i + ".running.var").copyTo(normalization.runningVar);
      }
    }
    learningRate.restore(state);
    steps = state.steps();
  }

  @Override
  public Trace trace(Batch batch) {
    int n = batch.rows();
    List<Tensor> before = new ArrayList<>(parameters().tensors());
    recordStatistics(before, "");
    double loss = forwardBackward(batch);
    List<Tensor> records = new ArrayList<>();
    records.add(Tensor.of("x", batch.inputs().float64(), n, network.inputs()));
    records.add(Tensor.of("y", batch.targets().float64(), n, network.outputs()));
    records.addAll(before);
    StepTrace.forward(records, inputDropout, layers, n);
    if (training.labelSmoothing() > 0) {
      records.add(Tensor.of("y.smoothed", smoothed, n, network.outputs()));
    }
    records.add(Tensor.scalar("loss", loss));
    StepTrace.backward(records, layers, network.loss(), n);
    Tensor rate = Tensor.scalar("learningRate", Real.of(learningRate.at(steps)));
    update(loss);
    recordUpdate(records, rate);
    return new Trace(NAME, DATA_TYPE, network, training, steps - 1, records);
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
      records.add(p.tensor(p.name() + ".after", p.values()));
    }
    recordStatistics(records, ".after");
  }

  private void recordOptimizer(List<Tensor> records) {
    for (int s = 0; s < training.optimizer().stateNames().size(); s++) {
      for (Parameter p : parameters) {
        records.add(p.tensor(stateName(s, p), p.state()[s]));
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
        records.add(Tensor.of("bn" + i + ".running.mean" + suffix, bn.runningMean, bn.units));
        records.add(Tensor.of("bn" + i + ".running.var" + suffix, bn.runningVar, bn.units));
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
    return DATA_TYPE;
  }

  @Override
  public long steps() {
    return steps;
  }
}
