package mlp.equivalence.torch;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mlp.api.Batch;
import mlp.api.Labels;
import mlp.api.Matrix;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Training;
import mlp.formats.Json;
import mlp.formats.NpyArray;
import mlp.formats.Npz;

/**
 * A training of 20 steps as PyTorch took it in float64: see src/test/python/make_torch_golden.py.
 *
 * @param name optimizer/adam, combination/07, …
 * @param features what the case is about
 * @param network that PyTorch trained
 * @param training that it had
 */
record TorchCase(String name, List<String> features, Network network, Training training) {
  static final int STEPS = 20;
  private static final int BATCH_ROWS = 8;
  private static final String FEATURES = "/features";
  private static final Map<String, NpyArray> GOLDEN = Npz.read(file());

  private static Path file() {
    try {
      return Path.of(Objects.requireNonNull(TorchCase.class.getResource("/torch-golden.npz"))
          .toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** In the file's order: every feature alone, then the combinations. */
  static List<TorchCase> all() {
    return GOLDEN.keySet().stream()
        .filter(member -> member.endsWith(FEATURES))
        .map(member -> member.substring(0, member.length() - FEATURES.length()))
        .map(TorchCase::of)
        .toList();
  }

  static TorchCase of(String name) {
    return new TorchCase(
        name,
        GOLDEN.get(name + FEATURES).text().lines().toList(),
        Json.networkFromJson(GOLDEN.get(name + "/network").text()),
        Json.trainingFromJson(GOLDEN.get(name + "/training").text()));
  }

  /** Whether the case is about one feature alone. */
  boolean isAlone() {
    return features.contains(name);
  }

  Parameters initial() {
    List<Tensor> tensors = new ArrayList<>();
    network
        .parameterShapes()
        .forEach((parameter, shape) -> tensors.add(
            new Tensor(parameter, shape, GOLDEN.get("initial/" + parameter).toDoubles())));
    return new Parameters(tensors);
  }

  /** All rows, in float64. */
  static Matrix inputs() {
    return matrix("x");
  }

  /** The rows of a step, in float64: 8, 8 and 5 of them, again and again. */
  Batch batch(int step) {
    Batch all = new Batch(inputs(), matrix("y/" + Labels.of(network.loss())));
    int[] order = new int[all.rows()];
    Arrays.setAll(order, i -> i);
    int from = step % 3 * BATCH_ROWS;
    return all.rows(order, from, Math.min(from + BATCH_ROWS, order.length));
  }

  private static Matrix matrix(String member) {
    NpyArray array = GOLDEN.get(member);
    return Matrix.of(array.shape()[0], array.shape()[1], array.toDoubles());
  }

  /** Whether the tensors of the step are recorded. */
  static boolean isRecorded(int step) {
    return record(step) >= 0;
  }

  private static int record(int step) {
    return Arrays.binarySearch(GOLDEN.get("steps").toDoubles(), step);
  }

  /** The training loss of a step, before it. */
  double trainingLoss(int step) {
    return GOLDEN.get(name + "/training-loss").toDoubles()[step];
  }

  double learningRate(int step) {
    return GOLDEN.get(name + "/learning-rate").toDoubles()[step];
  }

  /** Another number of a recorded step: loss, clip-norm. */
  double number(String member, int step) {
    return recorded(member, new int[0], step).values()[0];
  }

  /** The outputs for all rows, before a recorded step. */
  Tensor outputs(int step) {
    return recorded("outputs", new int[] {inputs().rows(), network.outputs()}, step);
  }

  private Tensor recorded(String member, int[] shape, int step) {
    return recorded(member, Map.of(member, shape), step).get(0);
  }

  /**
   * The tensors of a recorded step.
   *
   * @param member in which they stand one after the other
   * @param shapes of all of them, in their order
   */
  List<Tensor> recorded(String member, Map<String, int[]> shapes, int step) {
    NpyArray array = GOLDEN.get(name + "/" + member);
    double[] values = array.toDoubles();
    int from = record(step) * (values.length / array.shape()[0]);
    List<Tensor> tensors = new ArrayList<>();
    for (Map.Entry<String, int[]> each : shapes.entrySet()) {
      int size = Arrays.stream(each.getValue()).reduce(1, (a, b) -> a * b);
      tensors.add(new Tensor(
          each.getKey(), each.getValue(), Arrays.copyOfRange(values, from, from + size)));
      from += size;
    }
    return tensors;
  }

  @Override
  public String toString() {
    return isAlone() ? name : name + " of " + String.join(", ", features);
  }
}
