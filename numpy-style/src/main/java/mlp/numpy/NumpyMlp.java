package mlp.numpy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;

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
  private final DenseLayer[] layers;
  private final List<Parameter> parameters = new ArrayList<>(); // W1, b1, W2, …
  private long steps;

  /**
   * @param initial the first parameters, rounded to the data type
   * @throws mlp.api.InvalidInput if they are not the network's
   */
  public NumpyMlp(Network network, Training training, Parameters initial) {
    this.network = network;
    this.training = training;
    layers = new DenseLayer[network.layers().size()];
    for (int i = 0; i < layers.length; i++) {
      Layer layer = network.layers().get(i);
      layers[i] = new DenseLayer(
          i + 1, network.fanIn(i + 1), layer.units(), layer.activation(), training.optimizer());
      parameters.add(layers[i].weights);
      parameters.add(layers[i].bias);
    }
    load(initial);
  }

  // x → z1 → a1 → … → zL → aL = ŷ
  private DenseLayer forward(double[] x, int n) {
    double[] input = x;
    for (DenseLayer layer : layers) {
      layer.forward(input, n);
      input = layer.a;
    }
    return layers[layers.length - 1];
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
      layers[i].backward(before.a, n);
      layers[i].backwardInputs(before.da, n);
      before.backwardActivation(n);
    }
    layers[0].backward(x, n);
  }

  // mean gradients → optimizer   (R10)
  private void update() {
    double learningRate = Real.of(training.learningRate());
    for (Parameter parameter : parameters) {
      Optimizers.update(training.optimizer(), parameter, learningRate, steps);
    }
    steps++;
  }

  private double forwardLoss(Batch batch) {
    network.requireBatch(batch, DATA_TYPE);
    DenseLayer output = forward(batch.inputs().float64(), batch.rows());
    double[] y = batch.targets().float64();
    return Losses.forward(network.loss(), output.z, output.a, y, batch.rows(), output.out);
  }

  private double forwardBackward(Batch batch) {
    double loss = forwardLoss(batch);
    backward(batch.inputs().float64(), batch.targets().float64(), batch.rows());
    return loss;
  }

  @Override
  public double step(Batch batch) {
    double loss = forwardBackward(batch);
    update();
    return loss;
  }

  @Override
  public Matrix predict(Matrix inputs) {
    network.requireInputs(inputs, DATA_TYPE);
    DenseLayer output = forward(inputs.float64(), inputs.rows());
    return Matrix.of(
        inputs.rows(), output.out, Arrays.copyOf(output.a, inputs.rows() * output.out));
  }

  @Override
  public double loss(Batch batch) {
    return forwardLoss(batch);
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
    steps = 0;
  }

  @Override
  public Trace trace(Batch batch) {
    List<Tensor> before = parameters().tensors();
    double loss = forwardBackward(batch);
    int n = batch.rows();
    List<Tensor> records = new ArrayList<>();
    records.add(Tensor.of("x", batch.inputs().float64(), n, network.inputs()));
    records.add(Tensor.of("y", batch.targets().float64(), n, network.outputs()));
    records.addAll(before);
    recordForward(records, n);
    records.add(Tensor.scalar("loss", loss));
    recordBackward(records, n);
    update();
    recordUpdate(records);
    return new Trace(NAME, DATA_TYPE, network, training, steps - 1, records);
  }

  private void recordForward(List<Tensor> records, int n) {
    for (int i = 1; i <= layers.length; i++) {
      DenseLayer layer = layers[i - 1];
      records.add(Tensor.of("z" + i, layer.z, n, layer.out));
      records.add(Tensor.of("a" + i, layer.a, n, layer.out));
    }
  }

  private void recordBackward(List<Tensor> records, int n) {
    for (int i = layers.length; i > 0; i--) {
      DenseLayer layer = layers[i - 1];
      if (i < layers.length || network.loss() == Loss.SQUARED_ERROR) {
        records.add(Tensor.of("da" + i, layer.da, n, layer.out));
      }
      records.add(Tensor.of("dz" + i, layer.dz, n, layer.out));
      records.add(layer.weights.tensor("dW" + i, layer.weights.gradient()));
      records.add(layer.bias.tensor("db" + i, layer.bias.gradient()));
    }
  }

  private void recordUpdate(List<Tensor> records) {
    List<String> stateNames = training.optimizer().stateNames();
    for (int s = 0; s < stateNames.size(); s++) {
      for (Parameter p : parameters) {
        records.add(p.tensor("opt." + stateNames.get(s) + "." + p.name(), p.state()[s]));
      }
    }
    for (Parameter p : parameters) {
      records.add(p.tensor(p.name() + ".after", p.values()));
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
