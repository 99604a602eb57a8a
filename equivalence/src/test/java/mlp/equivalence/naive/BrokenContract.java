package mlp.equivalence.naive;

import static mlp.api.Activation.TANH;
import static mlp.api.DataType.FLOAT64;
import static mlp.equivalence.kit.Setting.Head.SQUARED_ERROR;
import static mlp.equivalence.kit.Setting.OptimizerKind.ADAM;
import static mlp.equivalence.kit.Setting.OptimizerKind.MOMENTUM;
import static mlp.equivalence.kit.Setting.OptimizerKind.SGD;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import mlp.api.Batch;
import mlp.api.Matrix;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.equivalence.kit.Setting;
import mlp.equivalence.kit.Setting.OptimizerKind;

/** Promises of {@link mlp.api.Mlp} that are broken, with the mathematics right. */
final class BrokenContract {
  private static final String LOOKING = "Predict, loss and gradients change nothing";
  private static final String BAD_BATCHES = "Bad batches are refused and change nothing";

  private BrokenContract() {}

  static List<Broken> all() {
    return List.of(
        traceWithoutStep(),
        traceTwice(),
        traceIncomplete(),
        predictCounts(),
        gradientsMove(),
        predictOfLogits(),
        predictOfManyRows(),
        sharedBuffer(),
        countedBeforeRefused(),
        convertedSilently(),
        unrepeatable());
  }

  private static Broken traceWithoutStep() {
    return new Broken(
        "trace takes no step",
        "Trace takes the step that step takes",
        with(SGD),
        "1 W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              @Override
              public Trace trace(Batch batch) {
                Map<String, double[][]> kept = new HashMap<>();
                parameters.forEach((name, values) -> kept.put(name, copy(values)));
                Trace trace = super.trace(batch);
                parameters.putAll(kept);
                return trace;
              }
            });
  }

  private static Broken traceTwice() {
    return new Broken(
        "trace changes the state that it records",
        "Trace takes the step that step takes",
        with(MOMENTUM),
        "1 opt.velocity.W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              @Override
              public Trace trace(Batch batch) {
                Trace trace = super.trace(batch);
                state.values().forEach(values -> values[0][0] = 0);
                return trace;
              }
            });
  }

  private static Broken traceIncomplete() {
    return new Broken(
        "trace leaves out the bias gradients",
        "Trace holds every record in order",
        with(SGD),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              @Override
              public Trace trace(Batch batch) {
                Trace t = super.trace(batch);
                List<Tensor> records = t.records().stream()
                    .filter(record -> !record.name().startsWith("db"))
                    .toList();
                return new Trace(t.producer(), t.dataType(), network, training, t.step(), records);
              }
            });
  }

  private static Broken predictCounts() {
    return new Broken(
        "predict counts as a step",
        LOOKING,
        with(ADAM),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              @Override
              public Matrix predict(Matrix inputs) {
                steps++;
                return super.predict(inputs);
              }
            });
  }

  private static Broken gradientsMove() {
    return new Broken(
        "gradients moves the parameters",
        LOOKING,
        with(SGD),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              @Override
              public Parameters gradients(Batch batch) {
                Parameters gradients = super.gradients(batch);
                super.step(batch);
                steps--;
                return gradients;
              }
            });
  }

  private static Broken predictOfLogits() {
    return new Broken(
        "predict gives the logits",
        "Predict, loss and gradients agree with trace",
        with(SGD),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              @Override
              public Matrix predict(Matrix inputs) {
                Matrix a = super.predict(inputs);
                double[][] x = new double[inputs.rows()][];
                Arrays.setAll(x, i -> inputs.rows(new int[] {i}, 0, 1).toDoubles());
                double[][] z = forward(x, false).get("z" + layers());
                double[] flat = Arrays.stream(z).flatMapToDouble(Arrays::stream).toArray();
                return Matrix.of(a.rows(), a.columns(), flat).as(dataType);
              }
            });
  }

  private static Broken predictOfManyRows() {
    return new Broken(
        "predict gives nothing beyond 32 rows",
        "A row is the same among many",
        with(SGD),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              @Override
              public Matrix predict(Matrix inputs) {
                Matrix a = super.predict(inputs);
                double[] values = a.toDoubles();
                int right = Math.min(values.length, 32 * a.columns());
                Arrays.fill(values, right, values.length, 0);
                return Matrix.of(a.rows(), a.columns(), values).as(dataType);
              }
            });
  }

  private static Broken sharedBuffer() {
    return new Broken(
        "all gradients share one buffer",
        "Results belong to the caller",
        with(SGD),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              private Parameters buffer;

              @Override
              public Parameters gradients(Batch batch) {
                Parameters gradients = super.gradients(batch);
                if (buffer == null) {
                  buffer = gradients;
                }
                gradients.tensors().forEach(g -> g.copyTo(buffer.get(g.name()).values()));
                return buffer;
              }
            });
  }

  private static Broken countedBeforeRefused() {
    return new Broken(
        "a bad batch is counted before it is refused",
        BAD_BATCHES,
        with(ADAM),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              @Override
              public double step(Batch batch) {
                steps++;
                network.requireBatch(batch, dataType);
                steps--;
                return super.step(batch);
              }
            });
  }

  private static Broken convertedSilently() {
    return new Broken(
        "batches of the other data type are taken",
        BAD_BATCHES,
        with(SGD),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              @Override
              public double step(Batch batch) {
                return super.step(batch.as(dataType));
              }
            });
  }

  private static Broken unrepeatable() {
    AtomicInteger made = new AtomicInteger();
    return new Broken(
        "every other network rounds up",
        "Replay is bit-identical",
        with(SGD),
        Broken.NONE,
        (network, training, initial, formulas) -> {
          boolean up = made.getAndIncrement() % 2 == 1;
          return new NaiveMlp(network, training, initial, formulas) {
            @Override
            double[] next(double theta, double g, double first, double second, double rate) {
              double[] next = super.next(theta, g, first, second, rate);
              next[0] = up ? Math.nextUp(next[0]) : next[0];
              return next;
            }
          };
        });
  }

  private static Setting with(OptimizerKind optimizer) {
    return new Setting(TANH, SQUARED_ERROR, optimizer, FLOAT64);
  }
}
