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
import mlp.api.InitialWeights;
import mlp.api.InvalidInput;
import mlp.api.Matrix;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.equivalence.kit.Setting;
import mlp.equivalence.kit.Setting.OptimizerKind;

/** Promises of {@link mlp.api.Mlp} that are broken, with the mathematics right. */
final class BrokenContract {
  private static final String LOOKING = "Predict, loss and gradients change nothing";
  private static final String LOADING = "Load begins a new training";
  private static final String BAD_BATCHES = "Bad batches are refused and change nothing";

  private BrokenContract() {}

  static List<Broken> all() {
    return List.of(
        ownFirstWeights(),
        stateKept(),
        stepsKept(),
        unfitTaken(),
        halfLoaded(),
        roundedWhenLoaded(),
        traceWithoutStep(),
        traceTwice(),
        traceIncomplete(),
        predictCounts(),
        gradientsMove(),
        predictOfLogits(),
        sharedBuffer(),
        countedBeforeRefused(),
        convertedSilently(),
        unrepeatable());
  }

  private static Setting with(OptimizerKind optimizer) {
    return new Setting(TANH, SQUARED_ERROR, optimizer, FLOAT64);
  }

  private static Broken ownFirstWeights() {
    return new Broken(
        "first weights of another seed",
        "Begins with the parameters it was given",
        with(SGD),
        "0 W1",
        (network, training, initial, formulas) -> {
          long seed = training.seed() + 1;
          Parameters own = InitialWeights.of(network, seed, formulas.dataType);
          return new NaiveMlp(network, training, own, formulas);
        });
  }

  private static Broken stateKept() {
    return new Broken(
        "load keeps the optimizer's state",
        LOADING,
        with(MOMENTUM),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              @Override
              public void load(Parameters loaded) {
                Map<String, double[][]> kept = state == null ? Map.of() : new HashMap<>(state);
                super.load(loaded);
                state.putAll(kept);
              }
            });
  }

  private static Broken stepsKept() {
    return new Broken(
        "load keeps the count of steps",
        LOADING,
        with(ADAM),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              @Override
              public void load(Parameters loaded) {
                long kept = steps;
                super.load(loaded);
                steps = kept;
              }
            });
  }

  private static Broken unfitTaken() {
    return new Broken(
        "load passes over what does not fit",
        "Load refuses what does not fit",
        with(SGD),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              @Override
              public void load(Parameters loaded) {
                try {
                  super.load(loaded);
                } catch (InvalidInput passedOver) {
                  steps = 0;
                }
              }
            });
  }

  private static Broken halfLoaded() {
    return new Broken(
        "a refused load has forgotten the state",
        "Load refuses what does not fit",
        with(MOMENTUM),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              @Override
              public void load(Parameters loaded) {
                state.clear();
                super.load(loaded);
              }
            });
  }

  private static Broken roundedWhenLoaded() {
    return new Broken(
        "load rounds to float",
        "Saved and loaded parameters train alike",
        with(SGD),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {

              private boolean made = true; // still false when the constructor calls load

              @Override
              public void load(Parameters loaded) {
                super.load(loaded);
                if (made) {
                  for (double[] row : parameters.get("W1")) {
                    Arrays.setAll(row, j -> (float) row[j]);
                  }
                }
              }
            });
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
                double[][] z = forward(x).get("z" + layers());
                double[] flat = Arrays.stream(z).flatMapToDouble(Arrays::stream).toArray();
                return Matrix.of(a.rows(), a.columns(), flat).as(dataType);
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
            double[] next(double theta, double g, double first, double second) {
              double[] next = super.next(theta, g, first, second);
              next[0] = up ? Math.nextUp(next[0]) : next[0];
              return next;
            }
          };
        });
  }
}
