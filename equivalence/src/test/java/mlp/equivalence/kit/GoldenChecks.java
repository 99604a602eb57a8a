package mlp.equivalence.kit;

import static org.assertj.core.api.Assertions.fail;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Labels;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.api.Training;
import mlp.equivalence.Difference;
import mlp.equivalence.Quantity;
import mlp.equivalence.Tolerances;
import mlp.equivalence.kit.Setting.Head;
import mlp.equivalence.kit.Setting.OptimizerKind;
import mlp.formats.NpyArray;
import mlp.formats.Npz;

/** What NumPy computed from the rules: see src/test/python/make_golden.py. */
final class GoldenChecks {
  private static final Map<String, NpyArray> GOLDEN = Npz.read(file());

  private GoldenChecks() {}

  private static Path file() {
    try {
      return Path.of(
          Objects.requireNonNull(GoldenChecks.class.getResource("/golden.npz")).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static List<Check> all() {
    List<Case> passes = new ArrayList<>();
    List<Case> steps = new ArrayList<>();
    for (DataType type : DataType.values()) {
      for (Activation hidden : Setting.hiddenActivations()) {
        for (Head head : Head.values()) {
          for (OptimizerKind optimizer : OptimizerKind.values()) {
            Setting setting = new Setting(hidden, head, optimizer, type);
            if (optimizer == OptimizerKind.SGD) {
              passes.add(new Case(setting.toString(), track -> pass(track, setting)));
            }
            if (GOLDEN.containsKey(caseName(setting) + optimizerName(setting) + "1")) {
              steps.add(new Case(setting.toString(), track -> steps(track, setting)));
            }
          }
        }
      }
    }
    return List.of(
        new Check("R1 to R6 one pass as NumPy computes it", passes),
        new Check("R11 steps as NumPy takes them", steps));
  }

  private static String caseName(Setting setting) {
    return Labels.of(setting.hidden()) + "/" + Labels.of(setting.head()) + "/";
  }

  private static String optimizerName(Setting setting) {
    return Labels.of(setting.optimizer()) + "/";
  }

  private static void pass(Track track, Setting setting) {
    Mlp mlp = create(track, setting);
    Batch batch = batch(setting);
    Trace trace = mlp.trace(batch);
    String prefix = caseName(setting);
    GOLDEN.forEach((name, array) -> {
      String record = name.startsWith(prefix) ? name.substring(prefix.length()) : "/";
      if (!record.contains("/")) {
        Tensor actual =
            trace.find(record).orElseThrow(() -> new AssertionError("trace: no record " + record));
        Tensor expected = new Tensor(record, array.shape(), array.toDoubles());
        require(track, setting, expected, actual, 0);
      }
    });
  }

  private static void steps(Track track, Setting setting) {
    Mlp mlp = create(track, setting);
    Batch batch = batch(setting);
    for (int step = 1; step <= 5; step++) {
      mlp.step(batch);
      NpyArray after = GOLDEN.get(caseName(setting) + optimizerName(setting) + step);
      if (after != null) {
        requireParameters(track, setting, after.toDoubles(), mlp.parameters(), step);
      }
    }
  }

  private static void requireParameters(
      Track track, Setting setting, double[] golden, Parameters parameters, int steps) {
    int from = 0;
    for (Tensor actual : parameters.tensors()) {
      double[] values = new double[actual.values().length];
      System.arraycopy(golden, from, values, 0, values.length);
      from += values.length;
      require(track, setting, new Tensor(actual.name(), actual.shape(), values), actual, steps);
    }
  }

  private static void require(
      Track track, Setting setting, Tensor expected, Tensor actual, int steps) {
    Quantity quantity = Quantity.ofRecord(expected.name());
    double tolerance = Tolerances.of(setting.dataType(), quantity, steps);
    Difference difference = Difference.of(expected, actual, setting.dataType());
    if (difference.exceeds(tolerance)) {
      fail(setting
          + ", after "
          + steps
          + " steps: "
          + difference.describe("NumPy", track.name(), tolerance));
    }
    Headroom.note(
        "NumPy's " + Labels.of(quantity) + ", " + Labels.of(setting.dataType()),
        difference,
        tolerance,
        track.name() + ", " + setting);
  }

  private static Mlp create(Track track, Setting setting) {
    List<Tensor> parameters = new ArrayList<>();
    for (int layer = 1; layer <= 3; layer++) {
      for (String name : List.of("W" + layer, "b" + layer)) {
        NpyArray array = GOLDEN.get(name);
        parameters.add(new Tensor(name, array.shape(), array.toDoubles()));
      }
    }
    Network network = Network.withInputs(4)
        .layer(5, setting.hidden())
        .layer(3, setting.hidden())
        .layer(2, setting.head().output(setting.hidden()))
        .loss(setting.head().loss());
    Training training = setting.training();
    return track.create(network, training, new Parameters(parameters), setting.dataType());
  }

  private static Batch batch(Setting setting) {
    NpyArray x = GOLDEN.get("x");
    NpyArray y = GOLDEN.get("y." + Labels.of(setting.head()));
    return new Batch(matrix(x), matrix(y)).as(setting.dataType());
  }

  private static Matrix matrix(NpyArray array) {
    return Matrix.of(array.shape()[0], array.shape()[1], array.toDoubles());
  }
}
