package mlp.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** The network as a DL4J configuration. A step is one {@code fit}. */
public final class PaperMlp implements Mlp {
  /** The name by which users choose this track. */
  public static final String NAME = "paper-style";

  private final Network network;
  private final Training training;
  private final DataType dataType;
  private final MultiLayerNetwork model;

  /**
   * @param initial the first parameters, rounded to the data type
   * @throws mlp.api.InvalidInput if they are not the network's
   */
  public PaperMlp(Network network, Training training, Parameters initial, DataType dataType) {
    this.network = network;
    this.training = training;
    this.dataType = dataType;
    model = new MultiLayerNetwork(configurationWithoutSeeding());
    // Given an array, DL4J draws no weights and seeds nothing.
    model.init(Nd4j.create(NdArrays.type(dataType), network.parameterCount()), false);
    load(initial);
  }

  /**
   * DL4J seeds the random generator that all users of ND4J share whenever a configuration is built.
   * Nothing is drawn from it here, so that the generator is put back where it stood.
   */
  private MultiLayerConfiguration configurationWithoutSeeding() {
    Random random = Nd4j.getRandom();
    long rootState = random.rootState();
    long nodeState = random.nodeState();
    try {
      return configuration(random.getSeed());
    } finally {
      random.setStates(rootState, nodeState);
    }
  }

  // x → z1 → a1 → … → zL → aL = ŷ, and mean gradients → optimizer   (R10)
  private MultiLayerConfiguration configuration(long seed) {
    IUpdater updater = Optimizers.setting(training.optimizer(), training.learningRate());
    NeuralNetConfiguration.ListBuilder configuration = new NeuralNetConfiguration.Builder()
        .seed(seed)
        .dataType(NdArrays.type(dataType))
        .optimizationAlgo(OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT)
        .minimize(true)
        .miniBatch(true) // gradients are divided by the batch size   (R2)
        .gradientNormalization(GradientNormalization.None)
        .trainingWorkspaceMode(WorkspaceMode.ENABLED)
        .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
        .cacheMode(CacheMode.NONE)
        .list();
    int last = network.layers().size();
    for (int i = 1; i < last; i++) {
      Layer layer = network.layers().get(i - 1);
      configuration.layer(DenseLayer.hidden(network.fanIn(i), layer, updater));
    }
    Layer output = network.layers().get(last - 1);
    return configuration
        .layer(DenseLayer.output(network.fanIn(last), output, network.loss(), updater))
        .build();
  }

  @Override
  public double step(Batch batch) {
    network.requireBatch(batch, dataType);
    model.fit(NdArrays.of(batch.inputs()), NdArrays.of(batch.targets()));
    // The score of the forward pass in that fit; DL4J keeps the quotient by n in double precision.
    return dataType.round(model.score());
  }

  @Override
  public Matrix predict(Matrix inputs) {
    network.requireInputs(inputs, dataType);
    return NdArrays.toMatrix(model.output(NdArrays.of(inputs), false));
  }

  @Override
  public double loss(Batch batch) {
    network.requireBatch(batch, dataType);
    DataSet examples = new DataSet(NdArrays.of(batch.inputs()), NdArrays.of(batch.targets()));
    return dataType.round(model.score(examples, false));
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
    network.requireBatch(batch, dataType);
    model.setInput(NdArrays.of(batch.inputs()));
    model.setLabels(NdArrays.of(batch.targets()));
    model.computeGradientAndScore();
    // dW = xᵀ·dz   [in,out]: before the updater, DL4J's gradients are sums over the batch
    Map<String, INDArray> sums = model.gradient().gradientForVariable();
    Parameters gradients = new Parameters(parameterTensors(
        name -> name,
        name -> mean(NdArrays.toDoubles(sums.get(ParameterNames.key(name))), batch.rows())));
    model.clearLayersStates();
    return gradients;
  }

  @Override
  public Parameters parameters() {
    return new Parameters(parameterTensors(name -> name, this::values));
  }

  @Override
  public void load(Parameters loaded) {
    loaded.requireFit(network, dataType);
    for (String name : network.parameterShapes().keySet()) {
      model.setParam(ParameterNames.key(name), NdArrays.of(loaded.get(name), dataType));
    }
    INDArray state = model.getUpdater().getStateViewArray();
    if (state != null) {
      state.assign(0);
    }
    model.setIterationCount(0);
  }

  @Override
  public Trace trace(Batch batch) {
    network.requireBatch(batch, dataType);
    int n = batch.rows();
    List<Tensor> records = new ArrayList<>();
    records.add(Tensor.of("x", batch.inputs().toDoubles(), n, network.inputs()));
    records.add(Tensor.of("y", batch.targets().toDoubles(), n, network.outputs()));
    records.addAll(parameters().tensors());
    try (StepRecorder recorder = new StepRecorder(model)) {
      double loss = step(batch);
      recordForward(records, recorder, n);
      records.add(Tensor.scalar("loss", loss));
      recordBackward(records, recorder, n);
    }
    recordUpdate(records);
    return new Trace(NAME, dataType, network, training, steps() - 1, records);
  }

  private void recordForward(List<Tensor> records, StepRecorder recorder, int n) {
    for (int i = 1; i <= network.layers().size(); i++) {
      int units = network.layers().get(i - 1).units();
      records.add(Tensor.of("z" + i, recorder.get("z" + i), n, units));
      records.add(Tensor.of("a" + i, recorder.get("a" + i), n, units));
    }
  }

  private void recordBackward(List<Tensor> records, StepRecorder recorder, int n) {
    int last = network.layers().size();
    for (int i = last; i > 0; i--) {
      int units = network.layers().get(i - 1).units();
      if (i < last) {
        records.add(Tensor.of("da" + i, mean(recorder.get("da" + i), n), n, units));
      } else if (network.loss() == Loss.SQUARED_ERROR) {
        records.add(Tensor.of("da" + i, mean(recorder.get("da" + i), n * units), n, units));
      }
      records.add(Tensor.of("dz" + i, mean(recorder.get("dz" + i), n), n, units));
      for (String name : List.of("dW" + i, "db" + i)) {
        int[] shape = network.parameterShapes().get(name.substring(1));
        records.add(new Tensor(name, shape, mean(recorder.get(name), n)));
      }
    }
  }

  private void recordUpdate(List<Tensor> records) {
    for (Optimizers.State state : Optimizers.states(training.optimizer())) {
      Map<String, double[]> values = Optimizers.values(state, model);
      records.addAll(parameterTensors(name -> "opt." + state.name() + "." + name, values::get));
    }
    records.addAll(parameterTensors(name -> name + ".after", this::values));
  }

  private List<Tensor> parameterTensors(
      UnaryOperator<String> rename, Function<String, double[]> values) {
    return network.parameterShapes().entrySet().stream()
        .map(entry -> new Tensor(
            rename.apply(entry.getKey()), entry.getValue(), values.apply(entry.getKey())))
        .toList();
  }

  private double[] values(String parameter) {
    return NdArrays.toDoubles(model.getParam(ParameterNames.key(parameter)));
  }

  // As DL4J's updater divides: in the data type   (R2)
  private double[] mean(double[] sums, int count) {
    return Arrays.stream(sums).map(sum -> dataType.round(sum / count)).toArray();
  }

  /** The DL4J network itself. */
  MultiLayerNetwork model() {
    return model;
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
    return model.getIterationCount();
  }
}
