package mlp.equivalence.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.equivalence.Difference;
import mlp.equivalence.kit.Setting.Head;
import mlp.equivalence.kit.Setting.OptimizerKind;
import mlp.formats.ParametersFile;

/** What {@link Mlp} promises beyond the mathematics. */
final class ContractChecks {
  private ContractChecks() {}

  static List<Check> all() {
    return List.of(
        eachOptimizer("Begins with the parameters it was given", ContractChecks::begins),
        eachOptimizer("Replay is bit-identical", ContractChecks::replay),
        eachOptimizer("Trace takes the step that step takes", ContractChecks::traceAsStep),
        eachOptimizer("Trace holds every record in order", ContractChecks::traceIsWhole),
        eachOptimizer("Predict, loss and gradients change nothing", ContractChecks::looking),
        eachOptimizer("Predict, loss and gradients agree with trace", ContractChecks::views),
        eachOptimizer("Load begins a new training", ContractChecks::loadResets),
        eachOptimizer("Load refuses what does not fit", ContractChecks::loadRefuses),
        eachOptimizer("Saved and loaded parameters train alike", ContractChecks::saveAndLoad),
        eachOptimizer("Bad batches are refused and change nothing", ContractChecks::badBatches),
        eachOptimizer("Results belong to the caller", ContractChecks::results),
        eachOptimizer("Values are of the data type", ContractChecks::valuesOfType),
        eachOptimizer("A short batch is a mean of its own", ContractChecks::shortBatch),
        eachOptimizer("R2 repeated rows change no mean", ContractChecks::repeatedRows));
  }

  /** Settings with every optimizer, every head and both data types. */
  private static Check eachOptimizer(String name, BiConsumer<Track, Setting> demand) {
    List<Case> cases = new ArrayList<>();
    for (DataType type : DataType.values()) {
      for (OptimizerKind optimizer : OptimizerKind.values()) {
        Head head = Head.values()[optimizer.ordinal() % Head.values().length];
        Setting setting = new Setting(Activation.TANH, head, optimizer, type);
        cases.add(new Case(setting.toString(), track -> demand.accept(track, setting)));
      }
    }
    return new Check(name, cases);
  }

  private static void begins(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    assertIdentical(setting.initial(), mlp.parameters(), "the first parameters");
    assertThat(mlp.steps()).isZero();
    assertThat(mlp.network()).isEqualTo(setting.network());
    assertThat(mlp.training()).isEqualTo(setting.training());
    assertThat(mlp.dataType()).isEqualTo(setting.dataType());
  }

  private static void replay(Track track, Setting setting) {
    Mlp first = setting.create(track);
    Mlp second = setting.create(track);
    for (int step = 0; step < 20; step++) {
      assertThat(second.step(setting.batch(step)))
          .as("loss of step " + step)
          .isEqualTo(first.step(setting.batch(step)));
    }
    assertIdentical(first.parameters(), second.parameters(), "the parameters of a replay");
  }

  private static void traceAsStep(Track track, Setting setting) {
    Mlp stepped = setting.create(track);
    Mlp traced = setting.create(track);
    for (int step = 0; step < 10; step++) {
      double loss = stepped.step(setting.batch(step));
      Trace trace = traced.trace(setting.batch(step));
      assertThat(trace.step()).isEqualTo(step);
      assertThat(record(trace, "loss").values()).containsExactly(loss);
      assertThat(traced.steps()).as("steps").isEqualTo(stepped.steps()).isEqualTo(step + 1);
      assertIdentical(stepped.parameters(), traced.parameters(), "the parameters after trace");
      for (Tensor tensor : traced.parameters().tensors()) {
        assertIdentical(record(trace, tensor.name() + ".after"), tensor, tensor + " after");
      }
    }
  }

  private static void traceIsWhole(Track track, Setting setting) {
    Trace trace = setting.create(track).trace(setting.batch(0));
    assertThat(trace.producer()).isEqualTo(track.name());
    assertThat(trace.records().stream().map(Tensor::name).toList())
        .isEqualTo(namesOfTrace(setting));
  }

  /** The order that {@link Trace} documents, for a network of three layers. */
  private static List<String> namesOfTrace(Setting setting) {
    List<String> parameters = List.of("W1", "b1", "W2", "b2", "W3", "b3");
    List<String> names = new ArrayList<>(List.of("x", "y"));
    names.addAll(parameters);
    names.addAll(List.of("z1", "a1", "z2", "a2", "z3", "a3", "loss"));
    if (setting.head().loss() == Loss.SQUARED_ERROR) {
      names.add("da3");
    }
    names.addAll(List.of("dz3", "dW3", "db3", "da2", "dz2", "dW2", "db2"));
    names.addAll(List.of("da1", "dz1", "dW1", "db1"));
    List<String> states = switch (setting.optimizer()) {
      case SGD -> List.of();
      case MOMENTUM, NESTEROV -> List.of("velocity");
      case ADAM, ADAM_EPSILON_HAT -> List.of("m", "v");
    };
    states.forEach(state -> parameters.forEach(name -> names.add("opt." + state + "." + name)));
    parameters.forEach(name -> names.add(name + ".after"));
    return names;
  }

  private static void looking(Track track, Setting setting) {
    Mlp quiet = setting.create(track);
    Mlp watched = setting.create(track);
    for (int step = 0; step < 6; step++) {
      quiet.step(setting.batch(step));
      watched.predict(setting.batch(step + 1).inputs());
      watched.loss(setting.batch(step + 2));
      watched.gradients(setting.batch(step + 3));
      watched.parameters();
      assertThat(watched.steps()).isEqualTo(step);
      watched.step(setting.batch(step));
      assertIdentical(quiet.parameters(), watched.parameters(), "the parameters when looked at");
    }
  }

  private static void views(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    for (int step = 0; step < 4; step++) {
      Batch batch = setting.batch(step);
      double[] outputs = mlp.predict(batch.inputs()).toDoubles();
      double loss = mlp.loss(batch);
      Parameters gradients = mlp.gradients(batch);
      Trace trace = mlp.trace(batch);
      assertThat(outputs).as("predict").containsExactly(record(trace, "a3").values());
      assertThat(loss).as("loss").isEqualTo(record(trace, "loss").values()[0]);
      for (Tensor gradient : gradients.tensors()) {
        assertIdentical(record(trace, "d" + gradient.name()), gradient, "d" + gradient.name());
      }
    }
  }

  private static void loadResets(Track track, Setting setting) {
    Mlp fresh = setting.create(track);
    Mlp loaded = setting.create(track);
    setting.train(loaded, 7);
    loaded.load(setting.initial());
    assertThat(loaded.steps()).as("steps after load").isZero();
    assertIdentical(setting.initial(), loaded.parameters(), "the parameters after load");
    setting.train(fresh, 5);
    setting.train(loaded, 5);
    assertIdentical(fresh.parameters(), loaded.parameters(), "the parameters trained after load");
  }

  private static void loadRefuses(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    Mlp spared = setting.create(track);
    setting.train(mlp, 2);
    setting.train(spared, 2);
    List<Tensor> tensors = setting.initial().tensors();
    Tensor flat = Tensor.of("W1", tensors.get(0).values(), tensors.get(0).values().length);
    double[] notANumber = tensors.get(0).values().clone();
    notANumber[3] = Double.NaN;
    for (Tensor wrong : List.of(flat, new Tensor("W1", tensors.get(0).shape(), notANumber))) {
      List<Tensor> changed = new ArrayList<>(tensors);
      changed.set(0, wrong);
      assertThatThrownBy(() -> mlp.load(new Parameters(changed))).isInstanceOf(InvalidInput.class);
    }
    assertThatThrownBy(() -> mlp.load(new Parameters(tensors.subList(0, 5))))
        .isInstanceOf(InvalidInput.class);
    assertThat(mlp.steps()).isEqualTo(2);
    setting.train(mlp, 2);
    setting.train(spared, 2);
    assertIdentical(spared.parameters(), mlp.parameters(), "the parameters after refused loads");
  }

  private static void saveAndLoad(Track track, Setting setting) {
    Mlp trained = setting.create(track);
    setting.train(trained, 5);
    Parameters saved = throughFile(trained.parameters(), setting.dataType());
    Mlp restored = track.create(setting.network(), setting.training(), saved, setting.dataType());
    Mlp loaded = setting.create(track);
    loaded.load(saved);
    assertIdentical(trained.parameters(), saved, "the parameters in the file");
    assertIdentical(saved, restored.parameters(), "the parameters of a new network");
    assertIdentical(saved, loaded.parameters(), "the loaded parameters");
    setting.train(restored, 5);
    setting.train(loaded, 5);
    assertIdentical(restored.parameters(), loaded.parameters(), "the parameters trained on");
  }

  private static Parameters throughFile(Parameters parameters, DataType dataType) {
    try {
      Path file = Files.createTempFile("parameters", ".npz");
      try {
        ParametersFile.write(file, parameters, dataType);
        return ParametersFile.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void badBatches(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    Mlp spared = setting.create(track);
    setting.train(mlp, 2);
    setting.train(spared, 2);
    Batch good = setting.batch(1);
    DataType other = setting.dataType() == DataType.FLOAT32 ? DataType.FLOAT64 : DataType.FLOAT32;
    Matrix narrow = Matrix.of(8, 4, new double[32]).as(setting.dataType());
    Matrix wide = Matrix.of(8, 4, new double[32]).as(setting.dataType());
    for (Batch bad : List.of(
        new Batch(narrow, good.targets()), new Batch(good.inputs(), wide), good.as(other))) {
      assertThatThrownBy(() -> mlp.step(bad)).as("step").isInstanceOf(InvalidInput.class);
      assertThatThrownBy(() -> mlp.trace(bad)).as("trace").isInstanceOf(InvalidInput.class);
      assertThatThrownBy(() -> mlp.loss(bad)).as("loss").isInstanceOf(InvalidInput.class);
      assertThatThrownBy(() -> mlp.gradients(bad)).as("gradients").isInstanceOf(InvalidInput.class);
    }
    for (Matrix bad : List.of(narrow, good.inputs().as(other), notANumber(setting))) {
      assertThatThrownBy(() -> mlp.predict(bad)).as("predict").isInstanceOf(InvalidInput.class);
    }
    assertThatThrownBy(() -> new Batch(notANumber(setting), good.targets()))
        .as("a batch with NaN")
        .isInstanceOf(InvalidInput.class);
    assertThat(mlp.steps()).as("steps").isEqualTo(2);
    setting.train(mlp, 2);
    setting.train(spared, 2);
    assertIdentical(spared.parameters(), mlp.parameters(), "the parameters after bad batches");
  }

  private static Matrix notANumber(Setting setting) {
    double[] values = setting.batch(1).inputs().toDoubles();
    values[7] = Double.NaN;
    return Matrix.of(8, 5, values).as(setting.dataType());
  }

  private static void results(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    Matrix outputs = mlp.predict(setting.batch(0).inputs());
    Parameters gradients = mlp.gradients(setting.batch(0));
    Parameters parameters = mlp.parameters();
    Trace trace = mlp.trace(setting.batch(0));
    double[] outputsThen = outputs.toDoubles();
    Parameters gradientsThen = copy(gradients.tensors());
    Parameters parametersThen = copy(parameters.tensors());
    Parameters traceThen = copy(trace.records());
    setting.train(mlp, 3);
    mlp.predict(setting.batch(0).inputs());
    mlp.gradients(setting.batch(1));
    assertThat(outputs.toDoubles()).as("outputs kept").containsExactly(outputsThen);
    assertIdentical(gradientsThen, gradients, "gradients kept");
    assertIdentical(parametersThen, parameters, "parameters kept");
    assertIdentical(traceThen, new Parameters(trace.records()), "records kept");
    assertIdentical(setting.initial(), parameters, "parameters from before the first step");
  }

  private static Parameters copy(List<Tensor> tensors) {
    return new Parameters(
        tensors.stream().map(t -> Tensor.of(t.name(), t.values(), t.shape())).toList());
  }

  private static void valuesOfType(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    setting.train(mlp, 2);
    int moreThanFloat = 0;
    for (Tensor tensor : mlp.trace(setting.batch(2)).records()) {
      boolean scalar = tensor.shape().length == 0;
      for (double value : tensor.values()) {
        if (!scalar) {
          assertThat(value).as(tensor.name()).isEqualTo(setting.dataType().round(value));
        }
        moreThanFloat += value == (float) value ? 0 : 1;
      }
    }
    if (setting.dataType() == DataType.FLOAT64) {
      assertThat(moreThanFloat).as("values that need more than a float").isGreaterThan(100);
    }
    assertThat(mlp.predict(setting.batch(1).inputs()).dataType()).isEqualTo(setting.dataType());
  }

  private static void shortBatch(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    mlp.gradients(setting.batch(0));
    Batch whole = setting.batch(3);
    Parameters ofWhole = mlp.gradients(whole);
    double weightedLoss = 0;
    double[] sum = new double[ofWhole.get("W2").values().length];
    for (int row = 0; row < whole.rows(); row++) {
      Batch single = whole.rows(new int[] {row}, 0, 1);
      weightedLoss += mlp.loss(single) / whole.rows();
      double[] ofRow = mlp.gradients(single).get("W2").values();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += ofRow[i] / whole.rows();
      }
    }
    double rounding = 64 * setting.dataType().unitRoundoff();
    assertThat(mlp.loss(whole)).isEqualTo(weightedLoss, within(rounding * weightedLoss));
    assertThat(ofWhole.get("W2").values())
        .as("the mean of the rows' gradients")
        .containsExactly(sum, within(rounding));
  }

  private static void repeatedRows(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    Batch once = setting.batch(1);
    Batch twice = once.rows(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7}, 0, 16);
    double rounding = 64 * setting.dataType().unitRoundoff();
    assertThat(mlp.loss(twice)).isEqualTo(mlp.loss(once), within(rounding * mlp.loss(once)));
    Parameters expected = mlp.gradients(once);
    for (Tensor gradient : mlp.gradients(twice).tensors()) {
      assertThat(gradient.values())
          .as("d" + gradient.name())
          .containsExactly(expected.get(gradient.name()).values(), within(rounding));
    }
  }

  private static Tensor record(Trace trace, String name) {
    return trace.find(name).orElseThrow(() -> new AssertionError("trace: no record " + name));
  }

  private static void assertIdentical(Parameters expected, Parameters actual, String what) {
    for (Tensor tensor : expected.tensors()) {
      assertIdentical(tensor, actual.get(tensor.name()), what);
    }
  }

  private static void assertIdentical(Tensor expected, Tensor actual, String what) {
    Difference difference = Difference.of(expected, actual, DataType.FLOAT64);
    if (!difference.identical()) {
      throw new AssertionError(what + ": " + difference.describe("expected", "actual", 0));
    }
  }
}
