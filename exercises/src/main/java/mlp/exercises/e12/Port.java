package mlp.exercises.e12;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.InvalidInput;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.exercises.grading.Diagnosed;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Submission;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.Dl4jTask;
import mlp.paper.Dl4jRecorder;
import mlp.paper.Dropout;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A configuration of the learner's beside what it is meant to be.
 *
 * @param method that gives it
 * @param network what is meant
 * @param training how it is meant to be trained
 * @param written calls the method
 */
record Port(
    String method, Network network, Training training, Supplier<MultiLayerConfiguration> written) {
  private static final int STEPS = 4;
  private static final int LONG_STEPS = 20;
  private static final double LONG_TOLERANCE = 1e-8;
  private static final int MASK_ROWS = 200;
  private static final double UNSCALED = 8;

  static Port classifier(Submission submission) throws Exception {
    Dl4jTask task = submission.create("Configurations", Dl4jTask.class);
    return new Port(
        "classifier", Dl4jTask.CLASSIFIER, Dl4jTask.CLASSIFIER_TRAINING, task::classifier);
  }

  static Port labels(Submission submission) throws Exception {
    Dl4jTask task = submission.create("Configurations", Dl4jTask.class);
    return new Port("labels", Dl4jTask.LABELS, Dl4jTask.LABELS_TRAINING, task::labels);
  }

  /** DL4J builds it, and it has the layers that are meant. */
  void builds() {
    MultiLayerConfiguration configuration = configuration();
    Layers.require(network, configuration);
    recorder(model(configuration));
  }

  void firstWeights() {
    FirstWeights.require(network, configuration());
  }

  /** Dropout, where it is meant and nowhere else, with the right probability. */
  void dropout() {
    Trace trace =
        recorder(model(configuration())).fit(Batches.of(network, training, 0, MASK_ROWS, 1));
    List<String> found = trace.records().stream()
        .map(Tensor::name)
        .filter(name -> name.endsWith(".mask"))
        .toList();
    Set<String> places = found.stream().map(Port::place).collect(Collectors.toSet());
    if (!places.equals(Set.of(place("drop2.mask")))) {
      throw new Wrong("Dropped are " + (found.isEmpty() ? "none" : String.join(", ", places))
          + "; meant are " + place("drop2.mask") + " alone. dropOut drops the inputs of the layer"
          + " where it stands, so it belongs on the layer behind; set for the whole configuration,"
          + " it drops the inputs of the network as well (docs/porting.md#drop-out).");
    }
    double p = network.layers().get(1).dropout();
    double scale =
        Arrays.stream(trace.find("drop2.mask").orElseThrow().values()).max().orElseThrow();
    if (Math.abs(scale * p - 1) < 1e-6) {
      throw new Wrong("Your mask holds 0 and " + scale + ", so that a unit is retained with the"
          + " probability " + p + ". "
          + PortingPage.add("The cause is keep-and-drop-swapped.", network)
          + " Write dropOut(0.8).");
    }
    if (Math.abs(scale * (1 - p) - 1) > 1e-6) {
      throw new Wrong("Your mask holds 0 and " + scale + ", so that a unit is retained with the"
          + " probability " + 1 / scale + ", expected " + (1 - p) + ".");
    }
  }

  private static String place(String mask) {
    String layer = mask.substring("drop".length(), mask.indexOf('.'));
    return layer.equals("0") ? "the inputs of the network" : "the outputs of layer " + layer;
  }

  /** Every tensor of some steps, replayed by the rules. */
  void steps() {
    agree(IntStream.range(0, STEPS).mapToObj(this::batch).toList());
  }

  /** A step on inputs so large that a loss which clips is found out. */
  void unscaledStep() {
    agree(List.of(Batches.of(network, training, 0, training.batchSize(), UNSCALED)));
  }

  private void agree(List<Batch> batches) {
    Dl4jRecorder recorder = loaded(model(configuration()));
    Mlp numpy = Reference.network(network, training);
    List<Trace> learners = new ArrayList<>();
    List<Trace> reference = new ArrayList<>();
    for (Batch batch : batches) {
      Trace mine = recorder.fit(batch);
      learners.add(mine);
      reference.add(hasDropout() ? given(mine) : numpy.trace(batch));
    }
    Diagnosed.explain(learners, reference).ifPresent(text -> {
      throw new Wrong(PortingPage.add(text, network));
    });
  }

  /** The same numbers as numpy-style after many steps, and in evaluation. */
  void trains() {
    MultiLayerConfiguration configuration = configuration();
    double p = hasDropout() ? network.layers().get(1).dropout() : 0;
    for (NeuralNetConfiguration each : configuration.getConfs()) {
      if (each.getLayer().getIDropout() != null) {
        each.getLayer().setIDropout(new Dropout(training.seed(), 2, p));
      }
    }
    MultiLayerNetwork model = model(configuration);
    Dl4jRecorder recorder = loaded(model);
    Mlp numpy = Reference.network(network, training);
    Trace mine = null;
    Trace reference = null;
    for (int t = 0; t < LONG_STEPS; t++) {
      Batch batch = batch(t);
      mine = recorder.fit(batch);
      reference = numpy.trace(batch);
    }
    for (Tensor expected : reference.records()) {
      if (expected.name().endsWith(".after")) {
        require(expected, mine.find(expected.name()).orElse(null));
      }
    }
    Matrix x = batch(LONG_STEPS).inputs();
    Matrix outputs = numpy.predict(x);
    Tensor expected =
        Tensor.of("outputs in evaluation", outputs.toDoubles(), outputs.rows(), outputs.columns());
    double[] found = model
        .output(Nd4j.createFromArray(x.toDoubles()).reshape(x.rows(), x.columns()))
        .dup('c')
        .data()
        .asDouble();
    require(expected, Tensor.of(expected.name(), found, expected.shape()));
  }

  private static void require(Tensor expected, Tensor found) {
    Explanation.of(expected.name(), expected)
        .reference("numpy-style's")
        .within(LONG_TOLERANCE)
        .require(found);
  }

  private boolean hasDropout() {
    return network.layers().stream().anyMatch(layer -> layer.dropout() > 0);
  }

  // DL4J draws other masks than numpy-style: then the rules judge, on the masks of DL4J.
  private Trace given(Trace mine) {
    List<Tensor> records = mine.records().stream()
        .filter(tensor -> Set.of("x", "y").contains(tensor.name()))
        .toList();
    return new Trace("numpy-style", mine.dataType(), network, training, mine.step(), records);
  }

  private MultiLayerConfiguration configuration() {
    MultiLayerConfiguration configuration = written.get();
    if (configuration == null) {
      throw new Wrong(method + "() returns null.");
    }
    if (configuration.getDataType() != org.nd4j.linalg.api.buffer.DataType.DOUBLE) {
      throw new Wrong("Your configuration computes in " + configuration.getDataType()
          + ", which is DL4J's default; asked is .dataType(DataType.DOUBLE), in which a difference"
          + " of rounding is told from a mistake.");
    }
    return configuration;
  }

  private MultiLayerNetwork model(MultiLayerConfiguration configuration) {
    try {
      MultiLayerNetwork model = new MultiLayerNetwork(configuration);
      model.init();
      return model;
    } catch (RuntimeException refused) {
      throw new Wrong(
          "DL4J does not build the network of your " + method + "(): " + refused.getMessage());
    }
  }

  private Dl4jRecorder recorder(MultiLayerNetwork model) {
    try {
      return new Dl4jRecorder(model, network, training);
    } catch (InvalidInput other) {
      throw new Wrong(
          "Your " + method + "() is not the network that is meant, in " + other.getMessage()
              + ". Layers: DenseLayer, with BatchNormalization and ActivationLayer behind where they"
              + " are meant, and OutputLayer at the end.");
    }
  }

  private Dl4jRecorder loaded(MultiLayerNetwork model) {
    Dl4jRecorder recorder = recorder(model);
    recorder.load(InitialWeights.of(network, training.seed(), DataType.FLOAT64));
    return recorder;
  }

  private Batch batch(long step) {
    return Batches.of(network, training, step, training.batchSize(), 1);
  }
}
