package mlp.lowlevel;

import java.util.ArrayList;
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
  private final DenseLayer[] layers;
  private final List<Parameter> parameters = new ArrayList<>(); // W1, b1, W2, …
  private INDArray x; // the last batch's inputs [n,inputs]
  private INDArray y; // and targets [n,outputs]
  private long steps;

  /**
   * @param initial the first parameters, rounded to the data type
   * @throws mlp.api.InvalidInput if they are not the network's
   */
  public LowlevelMlp(Network network, Training training, Parameters initial, DataType dataType) {
    this.network = network;
    this.training = training;
    this.dataType = dataType;
    layers = new DenseLayer[network.layers().size()];
    for (int i = 0; i < layers.length; i++) {
      Layer layer = network.layers().get(i);
      layers[i] = new DenseLayer(
          i + 1,
          network.fanIn(i + 1),
          layer.units(),
          layer.activation(),
          training.optimizer(),
          dataType);
      parameters.add(layers[i].weights);
      parameters.add(layers[i].bias);
    }
    x = NdArrays.uninitialized(dataType, 'c', 1, network.inputs());
    y = NdArrays.uninitialized(dataType, 'c', 1, network.outputs());
    load(initial);
  }

  // x → z1 → a1 → … → zL → aL = ŷ
  private DenseLayer forward(Matrix inputs) {
    x = NdArrays.copy(inputs, x);
    INDArray input = x;
    for (DenseLayer layer : layers) {
      layer.forward(input);
      input = layer.a;
    }
    return layers[layers.length - 1];
  }

  // dzL → dWL, dbL → da(L−1) → dz(L−1) → … → dW1, db1
  private void backward() {
    DenseLayer output = layers[layers.length - 1];
    if (network.loss() == Loss.SQUARED_ERROR) {
      Losses.squaredErrorBackward(output.a, y, output.da);
      output.backwardActivation();
    } else {
      Losses.crossEntropyBackward(network.loss(), output.a, y, output.dz);
    }
    for (int i = layers.length - 1; i > 0; i--) {
      DenseLayer before = layers[i - 1];
      layers[i].backward(before.a);
      layers[i].backwardInputs(before.da);
      before.backwardActivation();
    }
    layers[0].backward(x);
  }

  // mean gradients → optimizer   (R10)
  private void update() {
    for (Parameter parameter : parameters) {
      Optimizers.update(training.optimizer(), parameter, training.learningRate(), steps);
    }
    steps++;
  }

  private double forwardLoss(Batch batch) {
    network.requireBatch(batch, dataType);
    DenseLayer output = forward(batch.inputs());
    y = NdArrays.copy(batch.targets(), y);
    return dataType.round(Losses.forward(network.loss(), output.z, output.a, y));
  }

  private double forwardBackward(Batch batch) {
    double loss = forwardLoss(batch);
    backward();
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
    network.requireInputs(inputs, dataType);
    return NdArrays.toMatrix(forward(inputs).a);
  }

  @Override
  public double loss(Batch batch) {
    return forwardLoss(batch);
  }

  @Override
  public double trainingLoss(Batch batch) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public TrainingState state() {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public void restore(TrainingState state) {
    throw new UnsupportedOperationException("not written yet");
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
    steps = 0;
  }

  @Override
  public Trace trace(Batch batch) {
    List<Tensor> before = parameters().tensors();
    double loss = forwardBackward(batch);
    List<Tensor> records = new ArrayList<>();
    records.add(NdArrays.toTensor("x", x));
    records.add(NdArrays.toTensor("y", y));
    records.addAll(before);
    recordForward(records);
    records.add(Tensor.scalar("loss", loss));
    recordBackward(records);
    update();
    recordUpdate(records);
    return new Trace(NAME, dataType, network, training, steps - 1, records);
  }

  private void recordForward(List<Tensor> records) {
    for (int i = 1; i <= layers.length; i++) {
      DenseLayer layer = layers[i - 1];
      records.add(NdArrays.toTensor("z" + i, layer.z));
      records.add(NdArrays.toTensor("a" + i, layer.a));
    }
  }

  private void recordBackward(List<Tensor> records) {
    for (int i = layers.length; i > 0; i--) {
      DenseLayer layer = layers[i - 1];
      if (i < layers.length || network.loss() == Loss.SQUARED_ERROR) {
        records.add(NdArrays.toTensor("da" + i, layer.da));
      }
      records.add(NdArrays.toTensor("dz" + i, layer.dz));
      records.add(NdArrays.toTensor("dW" + i, layer.weights.gradient()));
      records.add(NdArrays.toTensor("db" + i, layer.bias.gradient()));
    }
  }

  private void recordUpdate(List<Tensor> records) {
    List<String> stateNames = training.optimizer().stateNames();
    for (int s = 0; s < stateNames.size(); s++) {
      for (Parameter p : parameters) {
        records.add(NdArrays.toTensor("opt." + stateNames.get(s) + "." + p.name(), p.state()[s]));
      }
    }
    for (Parameter p : parameters) {
      records.add(NdArrays.toTensor(p.name() + ".after", p.values()));
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
