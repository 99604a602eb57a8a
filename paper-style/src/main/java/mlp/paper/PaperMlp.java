package mlp.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Layer;
import mlp.api.LearningRate;
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
  private final LearningRate learningRate;
  private final List<TrainingListener> clipping;
  private final MultiLayerNetwork model;
  private final LayerPlaces layers;
  private final ModelTensors tensors;
  private INDArray x; // the last batch's inputs [n,inputs]
  private INDArray y; // and targets [n,outputs]

  /**
   * @param initial the first parameters, rounded to the data type
   * @throws mlp.api.InvalidInput if they are not the network's
   */
  public PaperMlp(Network network, Training training, Parameters initial, DataType dataType) {
    training.requireFor(network);
    this.network = network;
    this.training = training;
    this.dataType = dataType;
    learningRate = new LearningRate(training);
    clipping = Clipping.listeners(training.clipping());
    model = new MultiLayerNetwork(
        withoutSeeding(() -> configuration(Nd4j.getRandom().getSeed())));
    // Given an array, DL4J draws no weights and seeds nothing.
    long statistics =
        network.statisticsShapes().values().stream().mapToLong(s -> s[0]).sum();
    model.init(Nd4j.create(NdArrays.type(dataType), network.parameterCount() + statistics), false);
    model.setListeners(clipping);
    layers = LayerPlaces.of(model);
    tensors = new ModelTensors(
        model, new ParameterNames(layers), Optimizers.states(training.optimizer()), dataType);
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
    x = NdArrays.copy(batch.inputs(), x);
    model.fit(x, trainingTargets(batch));
    // The score of the forward pass in that fit; DL4J keeps the quotient by n in double precision.
    double loss = dataType.round(model.score());
    learningRate.observe(steps() - 1, loss);
    followPlateau();
    return loss;
  }

  // y, or where labels are smoothed, y′   [n,outputs]   (R16)
  private INDArray trainingTargets(Batch batch) {
    y = NdArrays.copy(batch.targets(), y);
    double alpha = training.labelSmoothing();
    return alpha == 0 ? y : Losses.smooth(network.loss(), y, alpha);
  }

  /** A rate that depends on losses is set when it has changed (R12). */
  private void followPlateau() {
    if (training.schedule() instanceof Schedule.Plateau
        && model.getLearningRate(0) != learningRate.at(steps())) {
      model.setLearningRate(plateau());
    }
  }

  private PlateauSchedule plateau() {
    return PlateauSchedule.of(
        training.learningRate(), learningRate.state().get(0).values());
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
    Map<String, INDArray> sums = model.gradient().gradientForVariable();
    List<Tensor> means = new ArrayList<>();
    network.parameterShapes().forEach((name, shape) -> {
      // dW = xᵀ·dz / n: before the updater, DL4J's gradients are sums over the batch   (R2)
      INDArray mean = sums.get(tensors.names().key(name)).div(batch.rows());
      means.add(new Tensor(name, shape, NdArrays.toDoubles(mean)));
    });
    model.clearLayersStates();
    return new Parameters(means);
  }

  /** Forward in training mode and backward, without an update. */
  private void computeGradients(Batch batch) {
    network.requireBatch(batch, dataType);
    model.setInput(NdArrays.of(batch.inputs()));
    model.setLabels(trainingTargets(batch));
    model.computeGradientAndScore();
  }

  @Override
  public Parameters parameters() {
    return new Parameters(tensors.parameters(""));
  }

  @Override
  public void load(Parameters loaded) {
    loaded.requireFit(network, dataType);
    network.parameterShapes().keySet().forEach(name -> tensors.set(name, loaded.get(name)));
    tensors.reset();
    model.setIterationCount(0);
    learningRate.reset();
    followPlateau();
  }

  @Override
  public TrainingState state() {
    return state(tensors, learningRate.state());
  }

  private static TrainingState state(ModelTensors tensors, List<Tensor> schedule) {
    List<Tensor> all = new ArrayList<>(tensors.all());
    all.addAll(schedule);
    return new TrainingState(tensors.model().getIterationCount(), all);
  }

  @Override
  public void restore(TrainingState state) {
    state.requireFit(network, training, dataType);
    if (state.steps() > Integer.MAX_VALUE) {
      throw new InvalidInput("steps", state.steps(), "fewer: DL4J counts iterations in 31 bits");
    }
    tensors.set(state);
    model.setIterationCount((int) state.steps());
    learningRate.restore(state);
    followPlateau();
  }

  /**
   * Writes the network in DL4J's own form, with the state of its updater, for
   * {@code ModelSerializer.restoreMultiLayerNetwork}. Clipping, which is a listener, is no part of
   * it, nor is the smoothing of labels.
   *
   * @throws IOException if the stream cannot be written to
   */
  public void write(OutputStream out) throws IOException {
    if (training.schedule() instanceof Schedule.Plateau) {
      model.setLearningRate(plateau());
    }
    ModelSerializer.writeModel(model, out, true);
  }

  /**
   * Reads a network that {@link #write} or DL4J's {@code ModelSerializer} wrote, and goes on where
   * it stood: with its parameters, running statistics, updater's state and count of iterations.
   *
   * @param in read to its end, and not closed
   * @throws InvalidInput if it is no such file, or one of another network or optimizer; nothing has
   *     changed then
   * @throws IOException if the stream cannot be read from
   */
  public void read(InputStream in) throws IOException {
    byte[] file = SavedNetwork.bytes(in, model);
    MultiLayerNetwork saved = withoutSeeding(() -> SavedNetwork.read(file, model));
    ModelTensors its = new ModelTensors(saved, tensors.names(), tensors.states(), dataType);
    restore(state(its, Schedules.plateauState(training.schedule(), saved)));
  }

  @Override
  public Trace trace(Batch batch) {
    network.requireBatch(batch, dataType);
    int n = batch.rows();
    List<Tensor> records = new ArrayList<>();
    records.add(Tensor.of("x", batch.inputs().toDoubles(), n, network.inputs()));
    records.add(Tensor.of("y", batch.targets().toDoubles(), n, network.outputs()));
    records.addAll(tensors.parameters(""));
    records.addAll(tensors.statistics(""));
    Tensor rate = Tensor.scalar("learningRate", dataType.round(model.getLearningRate(0)));
    try (StepRecorder recorder = new StepRecorder(model, layers, tensors.names())) {
      double loss = step(batch);
      StepTrace step = new StepTrace(layers, tensors, recorder, n);
      records.addAll(step.forward());
      if (training.labelSmoothing() > 0) {
        double[] smoothed = NdArrays.toDoubles(trainingTargets(batch));
        records.add(Tensor.of("y.smoothed", smoothed, n, network.outputs()));
      }
      records.add(Tensor.scalar("loss", loss));
      records.addAll(step.backward());
    }
    recordUpdate(records, rate);
    return new Trace(NAME, dataType, network, training, steps() - 1, records);
  }

  private void recordUpdate(List<Tensor> records, Tensor rate) {
    if (training.clipping() instanceof mlp.api.Clipping.GlobalNorm) {
      double norm = ((Clipping) clipping.get(0)).norm();
      records.add(Tensor.scalar("clip.norm", dataType.round(norm)));
    }
    if (!(training.schedule() instanceof Schedule.Constant)) {
      records.add(rate);
    }
    records.addAll(tensors.optimizerState());
    records.addAll(tensors.parameters(".after"));
    records.addAll(tensors.statistics(".after"));
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
