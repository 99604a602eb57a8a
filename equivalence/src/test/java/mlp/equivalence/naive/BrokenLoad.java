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
import mlp.api.InitialWeights;
import mlp.api.InvalidInput;
import mlp.api.Parameters;
import mlp.equivalence.kit.Setting;
import mlp.equivalence.kit.Setting.OptimizerKind;

/** Broken promises of {@link mlp.api.Mlp#load}, and of the first parameters. */
final class BrokenLoad {
  private static final String LOADING = "Load begins a new training";

  private BrokenLoad() {}

  static List<Broken> all() {
    return List.of(
        ownFirstWeights(),
        stateKept(),
        stepsKept(),
        unfitTaken(),
        halfLoaded(),
        roundedWhenLoaded());
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
                state.values().forEach(velocity -> each(velocity, v -> 0));
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

  private static Setting with(OptimizerKind optimizer) {
    return new Setting(TANH, SQUARED_ERROR, optimizer, FLOAT64);
  }
}
