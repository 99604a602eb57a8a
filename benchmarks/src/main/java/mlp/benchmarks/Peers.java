package mlp.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import mlp.api.Batch;
import mlp.api.BatchOrder;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Track;
import mlp.formats.Json;
import mlp.formats.NpyArray;
import mlp.formats.Npz;
import mlp.formats.Recipe;

/**
 * NumPy, PyTorch and scikit-learn, by the scripts of the folder {@code peers}, which are copied to
 * a folder of their own. Each begins with our weights and is timed only if it takes our steps.
 */
final class Peers implements AutoCloseable {
  /** By their names in the scripts. */
  static final List<String> NAMES =
      List.of("numpy", "torch", "torch-by-hand", "torch-compile", "scikit-learn");

  /** Those of them that train on MNIST: they have Adam, and can change its rate at each step. */
  static final List<String> TRAINED = List.of("numpy", "torch", "torch-by-hand");

  private static final List<String> SCRIPTS = List.of(
      "common.py",
      "networks.py",
      "numpy_network.py",
      "scikit_learn_network.py",
      "step.py",
      "time_to_98.py",
      "torch_networks.py");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path python;
  private final Path folder;

  /** @throws InvalidInput if there is no such Python */
  Peers(Path python) {
    this.python = python;
    try {
      folder = Files.createTempDirectory("mlp-peers");
      for (String script : SCRIPTS) {
        try (InputStream in = Peers.class.getResourceAsStream("peers/" + script)) {
          Files.copy(in, folder.resolve(script));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Output version = run(List.of("-c", "import numpy"));
    if (version.exitCode != 0) {
      close();
      throw new InvalidInput(
          "--peers",
          python,
          "a Python with the packages of benchmarks/peers/requirements.txt; it said: "
              + version.lastLine());
    }
  }

  /** What a peer said of one workload: times, or why there are none. */
  record Answer(String peer, Optional<double[]> microseconds, String reason, JsonNode versions) {}

  /** Times one peer, in a process of its own. */
  Answer step(String peer, Workload workload, String dataType, Plan plan) {
    Path input = folder.resolve(Labels.of(workload) + "-" + dataType + ".npz");
    if (!Files.exists(input)) {
      writeInput(input, workload, dataType);
    }
    double seconds = plan.iterations() * plan.milliseconds() / 1000.0;
    Output output = run(List.of(
        folder.resolve("step.py").toString(),
        peer,
        Labels.of(workload),
        "--input",
        input.toString(),
        "--threads",
        Integer.toString(plan.threads()),
        "--data-type",
        dataType,
        "--warmup",
        Double.toString(Plan.WARM_UPS * Plan.WARM_UP_MILLISECONDS / 1000.0),
        "--seconds",
        Double.toString(seconds),
        "--samples",
        Integer.toString(plan.iterations())));
    return answer(peer, output, "microsecondsPerStep", 1);
  }

  /**
   * Trains one peer on MNIST to 98%, in a process of its own, from our first weights and in our
   * orders: all that trains needs as many steps then, but for what rounding does.
   */
  Answer train(String peer, long seed, Plan plan) {
    Path recipe = folder.resolve(TimeToAccuracy.RECIPE);
    Path start = folder.resolve("start-" + seed + ".npz");
    try {
      Files.writeString(recipe, TimeToAccuracy.recipe());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Files.exists(start)) {
      writeStart(start, Json.recipeFromJson(TimeToAccuracy.recipe()), seed);
    }
    Output output = run(List.of(
        folder.resolve("time_to_98.py").toString(),
        peer,
        "--recipe",
        recipe.toString(),
        "--mnist-dir",
        plan.mnist().orElseThrow().toString(),
        "--threads",
        Integer.toString(plan.threads()),
        "--start",
        start.toString()));
    return answer(peer, output, "secondsTo98", 1e6);
  }

  private static void writeStart(Path file, Recipe recipe, long seed) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    InitialWeights.of(recipe.network(), seed, recipe.dataType())
        .tensors()
        .forEach(tensor -> arrays.put(tensor.name(), array(tensor.values(), tensor.shape())));
    for (int epoch = 0; epoch < recipe.training().epochs(); epoch++) {
      int[] order = BatchOrder.of(seed, epoch, TimeToAccuracy.IMAGES);
      double[] places = Arrays.stream(order).asDoubleStream().toArray();
      arrays.put("order" + epoch, array(places, order.length));
    }
    Npz.write(file, arrays);
  }

  private static Answer answer(String peer, Output output, String field, double microseconds) {
    if (output.exitCode != 0) {
      return new Answer(peer, Optional.empty(), output.lastLine(), null);
    }
    try {
      JsonNode node = MAPPER.readTree(output.out);
      if (node.has("unavailable")) {
        return new Answer(peer, Optional.empty(), node.get("unavailable").asText(), null);
      }
      JsonNode found = node.path(field);
      if (found.isNull()) {
        return new Answer(peer, Optional.empty(), "it did not reach 98%", null);
      }
      double[] times = found.isArray()
          ? StreamSupport.stream(found.spliterator(), false)
              .mapToDouble(JsonNode::asDouble)
              .toArray()
          : new double[] {found.asDouble()};
      Arrays.setAll(times, i -> times[i] * microseconds);
      return new Answer(peer, Optional.of(times), "", node.get("versions"));
    } catch (IOException e) {
      String reason = "no JSON came from it: " + output.out.strip();
      return new Answer(peer, Optional.empty(), reason, null);
    }
  }

  // The batch, the first parameters, and those after some steps of the lowest level.
  private static void writeInput(Path file, Workload workload, String dataType) {
    DataType type = Labels.parse(DataType.class, "dataType", dataType);
    Network network = workload.network();
    Batch batch = Subject.batch(network, workload.batchSize()).as(type);
    Parameters first = InitialWeights.of(network, workload.training().seed(), type);
    Mlp mlp = Track.all().get(0).create(network, workload.training(), first, type);
    for (int step = 0; step < Subject.STEPS_COMPARED; step++) {
      mlp.step(batch);
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("x", array(batch.inputs()));
    arrays.put("y", array(batch.targets()));
    for (Tensor tensor : first.tensors()) {
      arrays.put(tensor.name(), array(tensor.values(), tensor.shape()));
    }
    for (Tensor tensor : mlp.parameters().tensors()) {
      arrays.put(tensor.name() + ".after", array(tensor.values(), tensor.shape()));
    }
    Npz.write(file, arrays);
  }

  private static NpyArray array(Matrix matrix) {
    return array(matrix.toDoubles(), matrix.rows(), matrix.columns());
  }

  private static NpyArray array(double[] values, int... shape) {
    return NpyArray.of(DataType.FLOAT64, shape, values);
  }

  private record Output(int exitCode, String out, String err) {
    String lastLine() {
      return err.lines().reduce((a, b) -> b).orElse("nothing, with exit code " + exitCode);
    }
  }

  private Output run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(python.toString()));
    command.addAll(arguments);
    try {
      Path err = Files.createTempFile(folder, "err", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
      // The scripts set the threads themselves, by their own option.
      Map<String, String> environment = builder.environment();
      environment.put("PYTHONDONTWRITEBYTECODE", "1");
      environment.put("PYTHONIOENCODING", "utf-8");
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Output(process.waitFor(), out, Files.readString(err));
    } catch (IOException e) {
      return new Output(127, "", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Output(130, "", "interrupted");
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
