package mlp.equivalence.kit;

import static mlp.equivalence.kit.Check.withEachExtra;
import static mlp.equivalence.kit.Identical.assertIdentical;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Track;

/** What {@link Mlp} promises of its methods together. */
final class ContractChecks {
  private ContractChecks() {}

  static List<Check> all() {
    return List.of(
        withEachExtra("Begins with the parameters it was given", ContractChecks::begins),
        withEachExtra("Replay is bit-identical", ContractChecks::replay),
        withEachExtra("Trace takes the step that step takes", ContractChecks::traceAsStep),
        withEachExtra("Trace holds every record in order", ContractChecks::traceIsWhole),
        withEachExtra("Predict, loss and gradients change nothing", ContractChecks::looking),
        withEachExtra("Predict, loss and gradients agree with trace", ContractChecks::views),
        withEachExtra("Results belong to the caller", ContractChecks::results),
        withEachExtra("Values are of the data type", ContractChecks::valuesOfType));
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

  private static void looking(Track track, Setting setting) {
    Mlp quiet = setting.create(track);
    Mlp watched = setting.create(track);
    for (int step = 0; step < 6; step++) {
      quiet.step(setting.batch(step));
      watched.predict(setting.batch(step + 1).inputs());
      watched.loss(setting.batch(step + 2));
      watched.trainingLoss(setting.batch(step + 2));
      watched.state();
      watched.gradients(setting.batch(step + 3));
      watched.parameters();
      assertThat(watched.steps()).isEqualTo(step);
      watched.step(setting.batch(step));
      StateChecks.assertSameState(quiet.state(), watched.state(), "when looked at");
    }
  }

  private static void views(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    for (int step = 0; step < 4; step++) {
      Batch batch = setting.batch(step);
      double[] outputs = mlp.predict(batch.inputs()).toDoubles();
      double loss = mlp.loss(batch);
      double trainingLoss = mlp.trainingLoss(batch);
      Parameters gradients = mlp.gradients(batch);
      Trace trace = mlp.trace(batch);
      assertThat(trainingLoss)
          .as("trainingLoss")
          .isEqualTo(record(trace, "loss").values()[0]);
      if (setting.extras().trainsAsItEvaluates()) {
        assertThat(outputs).as("predict").containsExactly(record(trace, "a3").values());
        assertThat(loss).as("loss").isEqualTo(trainingLoss);
      }
      for (Tensor gradient : gradients.tensors()) {
        assertIdentical(record(trace, "d" + gradient.name()), gradient, "d" + gradient.name());
      }
    }
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

  /** The order that {@link Trace} documents, for a network of three layers. */
  private static List<String> namesOfTrace(Setting setting) {
    Extras extras = setting.extras();
    boolean bn = extras.batchNormalization();
    List<String> parameters = bn
        ? List.of("W1", "gamma1", "beta1", "W2", "gamma2", "beta2", "W3", "b3")
        : List.of("W1", "b1", "W2", "b2", "W3", "b3");
    List<String> statistics = bn
        ? List.of("bn1.running.mean", "bn1.running.var", "bn2.running.mean", "bn2.running.var")
        : List.of();
    List<String> names = new ArrayList<>(List.of("x", "y"));
    names.addAll(parameters);
    names.addAll(statistics);
    addIf(extras.dropout(), names, "drop0.mask", "drop0.out");
    for (int l = 1; l <= 2; l++) {
      names.add("z" + l);
      String norm = "bn" + l;
      addIf(bn, names, norm + ".mean", norm + ".var", norm + ".xhat", norm + ".out");
      names.add("a" + l);
      addIf(extras.dropout(), names, "drop" + l + ".mask", "drop" + l + ".out");
    }
    names.addAll(List.of("z3", "a3"));
    addIf(extras.smoothing(), names, "y.smoothed");
    names.add("loss");
    addIf(setting.head().loss() == Loss.SQUARED_ERROR, names, "da3");
    names.addAll(List.of("dz3", "dW3", "db3"));
    for (int l = 2; l >= 1; l--) {
      addIf(extras.dropout(), names, "ddrop" + l + ".out");
      names.add("da" + l);
      addIf(bn, names, "dbn" + l + ".out", "dgamma" + l, "dbeta" + l);
      names.addAll(List.of("dz" + l, "dW" + l));
      addIf(!bn, names, "db" + l);
    }
    addIf(extras.clipping() == Extras.ClippingKind.GLOBAL_NORM, names, "clip.norm");
    addIf(extras.schedule() != Extras.ScheduleKind.CONSTANT, names, "learningRate");
    List<String> states = switch (setting.optimizer()) {
      case SGD -> List.of();
      case MOMENTUM, NESTEROV -> List.of("velocity");
      case ADAM, ADAM_EPSILON_HAT, ADAMW -> List.of("m", "v");
      case RMSPROP -> List.of("meanSquare");
      case ADAGRAD -> List.of("squareSum");
    };
    states.forEach(state -> parameters.forEach(name -> names.add("opt." + state + "." + name)));
    parameters.forEach(name -> names.add(name + ".after"));
    statistics.forEach(name -> names.add(name + ".after"));
    return names;
  }

  private static void addIf(boolean there, List<String> names, String... more) {
    if (there) {
      names.addAll(List.of(more));
    }
  }

  private static Parameters copy(List<Tensor> tensors) {
    return new Parameters(
        tensors.stream().map(t -> Tensor.of(t.name(), t.values(), t.shape())).toList());
  }

  private static Tensor record(Trace trace, String name) {
    return trace.find(name).orElseThrow(() -> new AssertionError("trace: no record " + name));
  }
}
