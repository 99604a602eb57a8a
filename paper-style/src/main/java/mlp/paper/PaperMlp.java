package mlp.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Layer;
import mlp.api.LearningRate;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Parameters;
import mlp.api.Schedule;
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
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.ModelSerializer;
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
  private final ParameterNames names;
  private final LearningRate learningRate;
  private final List<TrainingListener> clipping;
  private final MultiLayerNetwork model;

  /**
   * @param initial the first parameters, rounded to the data type
   * @throws mlp.api.InvalidInput if they are not the network's
   */
  public PaperMlp(Network network, Training training, Parameters initial, DataType dataType) {
    training.requireFor(network);
    this.network = network;
    this.training = training;
    this.dataType = dataType;
    names = new ParameterNames(network);
    learningRate = new LearningRate(training);
    clipping = Clipping.listeners(training.clipping());
    model = new MultiLayerNetwork(
        withoutSeeding(() -> configuration(Nd4j.getRandom().getSeed())));
    // Given an array, DL4J draws no weights and seeds nothing.
    long statistics =
        network.statisticsShapes().values().stream().mapToLong(s -> s[0]).sum();
    model.init(Nd4j.create(NdArrays.type(dataType), network.parameterCount() + statistics), false);
    model.setListeners(clipping);
    load(initial);
  }

  /**
   * DL4J seeds the random generator that all users of ND4J share whenever a configuration is built.
   * Nothing is drawn from it here, so that the generator is put back where it stood.
   */
  private static <T> T withoutSeeding(Supplier<T> build) {
    Random random = Nd4j.getRandom();
    long rootState = random.rootState();
    long nodeState = random.nodeState();
    try {
      return build.get();
    } finally {
      random.setStates(rootState, nodeState);
    }
  }

  // x → z1 → a1 → … → zL → aL = ŷ, and mean gradients → optimizer   (R10)
  private MultiLayerConfiguration configuration(long seed) {
    IUpdater updater =
        Optimizers.setting(training.optimizer(), training.learningRate(), training.schedule());
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
    double dropout = network.inputDropout();
    for (int i = 1; i <= last; i++) {
      Layer layer = network.layers().get(i - 1);
      DenseLayer dense = new DenseLayer(
          network.fanIn(i),
          layer,
          training,
          updater,
          dropout > 0 ? new Dropout(training.seed(), i - 1, dropout) : null);
      configuration.layer(i < last ? dense.hidden() : dense.output(network.loss()));
      if (layer.normalization() instanceof Normalization.Batch batch) {
        configuration.layer(BatchNormalization.normalization(layer, batch, updater));
        configuration.layer(BatchNormalization.activation(layer));
      }
      dropout = layer.dropout();
    }
    return configuration.build();
  }

  @Override
  public double step(Batch batch) {
    network.requireBatch(batch, dataType);
    model.fit(NdArrays.of(batch.inputs()), trainingTargets(batch));
    // The score of the forward pass in that fit; DL4J keeps the quotient by n in double precision.
    double loss = dataType.round(model.score());
    learningRate.observe(steps() - 1, loss);
    followPlateau();
    return loss;
  }

  // y, or where labels are smoothed, y′   [n,outputs]   (R16)
  private INDArray trainingTargets(Batch batch) {
    INDArray y = NdArrays.of(batch.targets());
    double alpha = training.labelSmoothing();
    return alpha == 0 ? y : Losses.smooth(network.loss(), y, alpha);
  }

  /** A rate that DL4J's schedules cannot know is set when it has changed (R12). */
  private void followPlateau() {
    double rate = learningRate.at(steps());
    if (training.schedule() instanceof Schedule.Plateau && model.getLearningRate(0) != rate) {
      model.setLearningRate(rate);
    }
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
    computeGradients(batch);
    double loss = dataType.round(model.score());
    model.clearLayersStates();
    return loss;
  }

  @Override
  public Parameters gradients(Batch batch) {
    computeGradients(batch);
    // dW = xᵀ·dz   [in,out]: before the updater, DL4J's gradients are sums over the batch
    Map<String, INDArray> sums = model.gradient().gradientForVariable();
    Parameters gradients = new Parameters(tensors(
        network.parameterShapes(),
        name -> name,
        name -> mean(NdArrays.toDoubles(sums.get(names.key(name))), batch.rows())));
    model.clearLayersStates();
    return gradients;
  }

  /** Forward in training mode and backward, without an update. */
  private void computeGradients(Batch batch) {
    network.requireBatch(batch, dataType);
    for (org.deeplearning4j.nn.api.Layer layer : model.getLayers()) {
      layer.setIterationCount(model.getIterationCount()); // else dropout sees that of the last fit
    }
    model.setInput(NdArrays.of(batch.inputs()));
    model.setLabels(trainingTargets(batch));
    model.computeGradientAndScore();
  }

  @Override
  public Parameters parameters() {
    return new Parameters(tensors(network.parameterShapes(), name -> name, this::values));
  }

  @Override
  public void load(Parameters loaded) {
    loaded.requireFit(network, dataType);
    for (String name : network.parameterShapes().keySet()) {
      set(name, loaded.get(name));
    }
    network
        .statisticsShapes()
        .forEach(
            (name, shape) -> model.getParam(names.key(name)).assign(name.endsWith("var") ? 1 : 0));
    INDArray state = model.getUpdater().getStateViewArray();
    if (state != null) {
      state.assign(0);
    }
    model.setIterationCount(0);
    learningRate.reset();
    followPlateau();
  }

  @Override
  public TrainingState state() {
    List<Tensor> tensors = new ArrayList<>(parameters().tensors());
    tensors.addAll(tensors(network.statisticsShapes(), name -> name, this::values));
    tensors.addAll(optimizerState());
    tensors.addAll(learningRate.state());
    return new TrainingState(steps(), tensors);
  }

  @Override
  public void restore(TrainingState state) {
    state.requireFit(network, training, dataType);
    if (state.steps() > Integer.MAX_VALUE) {
      throw new InvalidInput("steps", state.steps(), "fewer: DL4J counts iterations in 31 bits");
    }
    network.parameterShapes().keySet().forEach(name -> set(name, state.get(name)));
    network.statisticsShapes().keySet().forEach(name -> set(name, state.get(name)));
    for (Optimizers.State kept : Optimizers.states(training.optimizer())) {
      Optimizers.views(kept, model).forEach((key, view) -> {
        Tensor tensor = state.get("opt." + kept.name() + "." + names.name(key));
        view.assign(NdArrays.of(tensor, dataType).reshape('c', view.shape()));
      });
    }
    model.setIterationCount((int) state.steps());
    learningRate.restore(state);
    followPlateau();
  }

  /**
   * Writes the network in DL4J's own format, with the state of its updater, for
   * {@code ModelSerializer.restoreMultiLayerNetwork}. Clipping, which is a listener, and what a
   * plateau has seen are no part of it.
   *
   * @throws IOException if the stream cannot be written to
   */
  public void write(OutputStream out) throws IOException {
    ModelSerializer.writeModel(model, out, true);
  }

  /**
   * Reads a network that {@link #write} or DL4J's {@code ModelSerializer} wrote, and goes on where
   * it stood: with its parameters, running statistics, updater's state and count of iterations.
   *
   * @throws InvalidInput if it is no such file, or one of another network or optimizer; nothing has
   *     changed then
   */
  public void read(InputStream in) {
    MultiLayerNetwork read = withoutSeeding(() -> {
      try {
        return ModelSerializer.restoreMultiLayerNetwork(in, true);
      } catch (IOException | RuntimeException failure) {
        throw new InvalidInput(
            "this is no network that DL4J has saved: " + failure.getMessage(), failure);
      }
    });
    requireSameShapes(read);
    model.params().assign(read.params());
    INDArray state = model.getUpdater().getStateViewArray();
    if (state != null) {
      state.assign(read.getUpdater().getStateViewArray());
    }
    model.setIterationCount(read.getIterationCount());
    learningRate.reset();
    followPlateau();
  }

  private void requireSameShapes(MultiLayerNetwork read) {
    Map<String, INDArray> expected = model.paramTable();
    Map<String, INDArray> actual = read.paramTable();
    if (!actual.keySet().equals(expected.keySet())) {
      throw new InvalidInput("parameters", actual.keySet(), expected.keySet().toString());
    }
    expected.forEach((key, array) -> {
      if (!Arrays.equals(array.shape(), actual.get(key).shape())) {
        throw new InvalidInput(
            key,
            "shape " + Arrays.toString(actual.get(key).shape()),
            Arrays.toString(array.shape()));
      }
    });
    if (read.params().dataType() != model.params().dataType()) {
      throw new InvalidInput(
          "dataType", read.params().dataType(), model.params().dataType() + ", as this network");
    }
    if (stateLength(read) != stateLength(model)) {
      throw new InvalidInput(
          "updater",
          stateLength(read) + " numbers of state",
          stateLength(model) + ", as " + training.optimizer() + " keeps");
    }
  }

  private static long stateLength(MultiLayerNetwork network) {
    INDArray state = network.getUpdater().getStateViewArray();
    return state == null ? 0 : state.length();
  }

  @Override
  public Trace trace(Batch batch) {
    network.requireBatch(batch, dataType);
    int n = batch.rows();
    List<Tensor> records = new ArrayList<>();
    records.add(Tensor.of("x", batch.inputs().toDoubles(), n, network.inputs()));
    records.add(Tensor.of("y", batch.targets().toDoubles(), n, network.outputs()));
    records.addAll(parameters().tensors());
    records.addAll(tensors(network.statisticsShapes(), name -> name, this::values));
    Tensor rate = Tensor.scalar("learningRate", dataType.round(learningRate.at(steps())));
    try (StepRecorder recorder = new StepRecorder(model, network, names)) {
      double loss = step(batch);
      recordForward(records, recorder, batch);
      records.add(Tensor.scalar("loss", loss));
      recordBackward(records, recorder, n);
    }
    recordUpdate(records, rate);
    return new Trace(NAME, dataType, network, training, steps() - 1, records);
  }

  private void recordForward(List<Tensor> records, StepRecorder recorder, Batch batch) {
    int n = batch.rows();
    if (network.inputDropout() > 0) {
      recordDropout(records, recorder, 0, n, network.inputs());
    }
    for (int i = 1; i <= network.layers().size(); i++) {
      Layer layer = network.layers().get(i - 1);
      int units = layer.units();
      records.add(Tensor.of("z" + i, recorder.get("z" + i), n, units));
      if (layer.hasBatchNormalization()) {
        String bn = "bn" + i;
        records.add(Tensor.of(bn + ".mean", recorder.get(bn + ".mean"), units));
        records.add(Tensor.of(bn + ".var", recorder.get(bn + ".var"), units));
        records.add(Tensor.of(bn + ".xhat", recorder.get(bn + ".xhat"), n, units));
        records.add(Tensor.of(bn + ".out", recorder.get(bn + ".out"), n, units));
      }
      records.add(Tensor.of("a" + i, recorder.get("a" + i), n, units));
      if (layer.dropout() > 0) {
        recordDropout(records, recorder, i, n, units);
      }
    }
    if (training.labelSmoothing() > 0) {
      double[] smoothed = NdArrays.toDoubles(trainingTargets(batch));
      records.add(Tensor.of("y.smoothed", smoothed, n, network.outputs()));
    }
  }

  private static void recordDropout(
      List<Tensor> records, StepRecorder recorder, int layer, int n, int units) {
    String drop = "drop" + layer;
    records.add(Tensor.of(drop + ".mask", recorder.get(drop + ".mask"), n, units));
    records.add(Tensor.of(drop + ".out", recorder.get(drop + ".out"), n, units));
  }

  private void recordBackward(List<Tensor> records, StepRecorder recorder, int n) {
    int last = network.layers().size();
    for (int i = last; i > 0; i--) {
      Layer layer = network.layers().get(i - 1);
      List<String> ofRows = new ArrayList<>();
      if (layer.dropout() > 0) {
        ofRows.add("ddrop" + i + ".out");
      }
      if (i < last) {
        ofRows.add("da" + i);
      } else if (network.loss() == Loss.SQUARED_ERROR) {
        double[] da = mean(recorder.get("da" + i), n * layer.units());
        records.add(Tensor.of("da" + i, da, n, layer.units()));
      }
      List<String> ofParameters = new ArrayList<>(List.of("dW" + i));
      if (layer.hasBatchNormalization()) {
        ofRows.add("dbn" + i + ".out");
        recordMeans(records, recorder, ofRows, n, layer.units());
        ofRows.clear();
        recordMeans(records, recorder, List.of("dgamma" + i, "dbeta" + i), n);
      } else {
        ofParameters.add("db" + i);
      }
      ofRows.add("dz" + i);
      recordMeans(records, recorder, ofRows, n, layer.units());
      recordMeans(records, recorder, ofParameters, n);
    }
  }

  // Gradients of what has a row for each example   [n,units]
  private void recordMeans(
      List<Tensor> records, StepRecorder recorder, List<String> ofRows, int n, int units) {
    for (String name : ofRows) {
      records.add(Tensor.of(name, mean(recorder.get(name), n), n, units));
    }
  }

  // Gradients of parameters: dW1, …
  private void recordMeans(
      List<Tensor> records, StepRecorder recorder, List<String> ofParameters, int n) {
    for (String name : ofParameters) {
      int[] shape = network.parameterShapes().get(name.substring(1));
      records.add(new Tensor(name, shape, mean(recorder.get(name), n)));
    }
  }

  private void recordUpdate(List<Tensor> records, Tensor rate) {
    if (training.clipping() instanceof mlp.api.Clipping.GlobalNorm) {
      double norm = ((Clipping) clipping.get(0)).norm();
      records.add(Tensor.scalar("clip.norm", dataType.round(norm)));
    }
    if (!(training.schedule() instanceof Schedule.Constant)) {
      records.add(rate);
    }
    records.addAll(optimizerState());
    records.addAll(tensors(network.parameterShapes(), name -> name + ".after", this::values));
    records.addAll(tensors(network.statisticsShapes(), name -> name + ".after", this::values));
  }

  private List<Tensor> optimizerState() {
    List<Tensor> tensors = new ArrayList<>();
    for (Optimizers.State state : Optimizers.states(training.optimizer())) {
      Map<String, INDArray> views = Optimizers.views(state, model);
      tensors.addAll(tensors(
          network.parameterShapes(),
          name -> "opt." + state.name() + "." + name,
          name -> NdArrays.toDoubles(views.get(names.key(name)))));
    }
    return tensors;
  }

  private static List<Tensor> tensors(
      Map<String, int[]> shapes, UnaryOperator<String> rename, Function<String, double[]> values) {
    return shapes.entrySet().stream()
        .map(entry -> new Tensor(
            rename.apply(entry.getKey()), entry.getValue(), values.apply(entry.getKey())))
        .toList();
  }

  private double[] values(String name) {
    return NdArrays.toDoubles(model.getParam(names.key(name)));
  }

  private void set(String name, Tensor tensor) {
    model.setParam(names.key(name), NdArrays.of(tensor, dataType));
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
