package mlp.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Network;
import mlp.api.Schedule;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Records training steps of any {@code MultiLayerNetwork} that is made of {@code DenseLayer},
 * {@code ActivationLayer}, {@code BatchNormalization}, {@code DropoutLayer} and
 * {@code OutputLayer}, as its users write it, under the names of {@link Trace}.
 *
 * <p>DL4J's gradients are sums over the batch until its updater divides them; the trace has their
 * means (R2). The loss is that of the loss function, without the penalties in {@code score()}. The
 * running variance is the square of the deviation whose logarithm {@code useLogStd} keeps. Where a
 * dense layer before a normalization has a bias, it is recorded as b, beside γ and β.
 */
public final class Dl4jRecorder {
  private final MultiLayerNetwork model;
  private final Network network;
  private final Training training;
  private final LayerPlaces layers;
  private final ModelTensors tensors;

  /**
   * @param model initialized
   * @param network what the model is meant to be
   * @param training what its training is meant to be
   * @throws InvalidInput if the model has other layers than those above, in an order for which a
   *     trace has no names, weights of other shapes than the network's, layers with different
   *     updaters, or numbers of 16 bits
   */
  public Dl4jRecorder(MultiLayerNetwork model, Network network, Training training) {
    this.model = model;
    this.network = network;
    this.training = training;
    layers = LayerPlaces.of(model);
    tensors = new ModelTensors(
        model, new ParameterNames(layers), Optimizers.states(model), dataType(model));
    requireWeights();
  }

  private static DataType dataType(MultiLayerNetwork model) {
    return switch (model.params().dataType()) {
      case FLOAT -> DataType.FLOAT32;
      case DOUBLE -> DataType.FLOAT64;
      default -> throw new InvalidInput("dataType", model.params().dataType(), "FLOAT or DOUBLE");
    };
  }

  private void requireWeights() {
    if (layers.count() != network.layers().size()) {
      throw new InvalidInput(
          "model", layers.count() + " layers with weights", network.layers().size() + " of them");
    }
    Map<String, int[]> shapes = network.parameterShapes();
    for (int i = 1; i <= layers.count(); i++) {
      int[] shape = tensors.shape("W" + i);
      if (!Arrays.equals(shape, shapes.get("W" + i))) {
        throw new InvalidInput(
            "W" + i, Arrays.toString(shape), Arrays.toString(shapes.get("W" + i)));
      }
    }
  }

  // dl4j and its version
  private static String producer() {
    String file = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";
    Properties properties = new Properties();
    try (InputStream in = MultiLayerNetwork.class.getResourceAsStream(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "dl4j " + properties.getProperty("version");
  }

  /**
   * Takes the very step that {@code model.fit(x, y)} would take, to the bit, and records it.
   *
   * @param batch x [n, inputs] and y [n, outputs], in the model's data type
   * @return the records of the step, those of clipping and of smoothed labels excepted
   * @throws InvalidInput if the batch does not fit the network; nothing has changed then
   */
  public Trace fit(Batch batch) {
    network.requireBatch(batch, tensors.dataType());
    int n = batch.rows();
    List<Tensor> records = new ArrayList<>();
    records.add(Tensor.of("x", batch.inputs().toDoubles(), n, network.inputs()));
    records.add(Tensor.of("y", batch.targets().toDoubles(), n, network.outputs()));
    records.addAll(tensors.parameters(""));
    records.addAll(tensors.statistics(""));
    long step = model.getIterationCount();
    double rate = tensors.dataType().round(model.getLearningRate(layers.place(1).dense()));
    try (StepRecorder recorder = new StepRecorder(model, layers, tensors.names())) {
      model.fit(NdArrays.of(batch.inputs()), NdArrays.of(batch.targets()));
      StepTrace trace = new StepTrace(layers, tensors, recorder, n);
      records.addAll(trace.forward());
      records.add(Tensor.scalar("loss", trace.loss()));
      records.addAll(trace.backward());
    }
    if (!(training.schedule() instanceof Schedule.Constant)) {
      records.add(Tensor.scalar("learningRate", rate));
    }
    records.addAll(tensors.optimizerState());
    records.addAll(tensors.parameters(".after"));
    records.addAll(tensors.statistics(".after"));
    return trace(step, records);
  }

  /** @return what was read from the model in another way, as a trace of the step */
  public Trace trace(long step, List<Tensor> records) {
    return new Trace(producer(), tensors.dataType(), network, training, step, records);
  }

  /**
   * Gives the model the parameters of a training of this project.
   *
   * @param parameters W1, b1, … or W1, gamma1, beta1, …, as the network that is meant has them
   */
  public void load(mlp.api.Parameters parameters) {
    parameters.requireFit(network, tensors.dataType());
    parameters.tensors().stream()
        .filter(tensor -> tensors.names().key(tensor.name()) != null)
        .forEach(tensor -> tensors.set(tensor.name(), tensor));
  }
}
