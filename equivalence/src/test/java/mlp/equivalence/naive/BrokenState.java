package mlp.equivalence.naive;

import static mlp.api.Activation.TANH;
import static mlp.api.DataType.FLOAT64;
import static mlp.equivalence.kit.Setting.Head.SOFTMAX_CROSS_ENTROPY;
import static mlp.equivalence.kit.Setting.OptimizerKind.MOMENTUM;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import mlp.api.Batch;
import mlp.api.InvalidInput;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.TrainingState;
import mlp.equivalence.kit.Extras;
import mlp.equivalence.kit.Setting;

/** Broken promises of {@link mlp.api.Mlp#state} and of what is put back. */
final class BrokenState {
  private static final String GOES_ON = "A restored training goes on to the bit";
  private static final String LOADING = "Load begins a new training";
  private static final String REFUSING = "Restore refuses what does not fit";
  private static final Setting EVERYTHING =
      new Setting(TANH, SOFTMAX_CROSS_ENTROPY, MOMENTUM, FLOAT64, Extras.ALL);

  private BrokenState() {}

  static List<Broken> all() {
    return List.of(
        forgetsTensors("the optimizer's state", name -> name.startsWith("opt.")),
        forgetsTensors("the running statistics", name -> name.contains(".running.")),
        forgetsTensors("the schedule", name -> name.startsWith("schedule.")),
        forgetsSteps(),
        loadKeepsStatistics(),
        loadKeepsSchedule(),
        stateWithoutOptimizer(),
        stateInOneBuffer(),
        stateOfItsOwn(),
        unfitTaken(),
        halfRestored(),
        evaluatedForTraining());
  }

  private static Broken broken(String mistake, String caughtBy, Broken.Factory factory) {
    return new Broken(mistake, caughtBy, EVERYTHING, Broken.NONE, factory);
  }

  /** What is forgotten is as a new network has it. */
  private static Broken forgetsTensors(String what, Predicate<String> forgotten) {
    return broken(
        "restore forgets " + what,
        GOES_ON,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              private final TrainingState first = super.state();

              @Override
              public void restore(TrainingState restored) {
                restored.requireFit(network, training, dataType);
                super.restore(new TrainingState(
                    restored.steps(),
                    restored.tensors().stream()
                        .map(each -> forgotten.test(each.name()) ? first.get(each.name()) : each)
                        .toList()));
              }
            });
  }

  private static Broken forgetsSteps() {
    return broken(
        "restore forgets the steps",
        GOES_ON,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              public void restore(TrainingState restored) {
                super.restore(restored);
                steps = 0;
              }
            });
  }

  private static Broken loadKeepsStatistics() {
    return broken(
        "load keeps the running statistics",
        LOADING,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              private boolean made = true; // still false when the constructor calls load

              @Override
              public void load(Parameters loaded) {
                Map<String, double[][]> kept = made ? new HashMap<>(statistics) : Map.of();
                super.load(loaded);
                statistics.putAll(kept);
              }
            });
  }

  private static Broken loadKeepsSchedule() {
    return broken(
        "load keeps the schedule",
        LOADING,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              public void load(Parameters loaded) {
                TrainingState kept = new TrainingState(0, learningRate.state());
                super.load(loaded);
                learningRate.restore(kept);
              }
            });
  }

  private static Broken stateWithoutOptimizer() {
    return broken(
        "state leaves out the optimizer's",
        "State holds every tensor in order",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              public TrainingState state() {
                return new TrainingState(
                    steps,
                    super.state().tensors().stream()
                        .filter(tensor -> !tensor.name().startsWith("opt."))
                        .toList());
              }
            });
  }

  private static Broken stateInOneBuffer() {
    return broken(
        "all states share one buffer",
        "State belongs to the caller",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              private TrainingState buffer;

              @Override
              public TrainingState state() {
                TrainingState state = super.state();
                if (buffer == null) {
                  buffer = state;
                }
                state.tensors().forEach(t -> t.copyTo(buffer.get(t.name()).values()));
                return new TrainingState(steps, buffer.tensors());
              }

              @Override
              public double step(Batch batch) {
                double loss = super.step(batch);
                state();
                return loss;
              }
            });
  }

  private static Broken stateOfItsOwn() {
    return broken(
        "a velocity that only its own restore understands",
        "A training goes on in another track",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              public TrainingState state() {
                return turned(super.state());
              }

              @Override
              public void restore(TrainingState restored) {
                super.restore(turned(restored));
              }
            });
  }

  private static TrainingState turned(TrainingState state) {
    return new TrainingState(
        state.steps(),
        state.tensors().stream()
            .map(each -> each.name().startsWith("opt.velocity.")
                ? new Tensor(
                    each.name(),
                    each.shape(),
                    Arrays.stream(each.values()).map(v -> -v).toArray())
                : each)
            .toList());
  }

  private static Broken unfitTaken() {
    return broken(
        "restore passes over what does not fit",
        REFUSING,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              public void restore(TrainingState restored) {
                try {
                  super.restore(restored);
                } catch (InvalidInput passedOver) {
                  return;
                }
              }
            });
  }

  private static Broken halfRestored() {
    return broken(
        "a refused state has changed the steps",
        REFUSING,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              public void restore(TrainingState restored) {
                steps = restored.steps();
                super.restore(restored);
              }
            });
  }

  private static Broken evaluatedForTraining() {
    return broken(
        "trainingLoss gives the loss of evaluation",
        "Predict, loss and gradients agree with trace",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              public double trainingLoss(Batch batch) {
                return super.loss(batch);
              }
            });
  }
}
