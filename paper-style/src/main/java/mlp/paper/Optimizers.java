package mlp.paper;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mlp.api.Optimizer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The optimizers: rule → DL4J setting (R11).
 *
 * <p>An {@code IUpdater} turns the mean gradient, in place, into what DL4J then subtracts from the
 * parameters; all parameters that share their settings are updated as one array. The iteration
 * counts from 0, and the algorithms' t is the iteration plus 1. In FLOAT32 DL4J's Adam computes (1
 * − β₂) in floats: with β₂ = 0.999 its v is 1.3·10⁻⁵ too small, which is half as much in √v.
 */
final class Optimizers {
  private Optimizers() {}

  static IUpdater setting(Optimizer optimizer, double learningRate) {
    if (optimizer instanceof Optimizer.Momentum momentum) {
      // v ← μ·v − η·g; θ ← θ + v
      return new Momentum(learningRate, momentum.momentum());
    }
    if (optimizer instanceof Optimizer.Nesterov nesterov) {
      // v ← μ·v − η·g; θ ← θ + μ·v − η·g
      return new Nesterovs(learningRate, nesterov.momentum());
    }
    if (optimizer instanceof Optimizer.Adam adam) {
      return adam.epsilonHat()
          // θ ← θ − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε̂)
          ? new Adam(learningRate, adam.beta1(), adam.beta2(), adam.epsilon())
          // θ ← θ − η·m̂/(√v̂ + ε)
          : new PaperAdam(learningRate, adam.beta1(), adam.beta2(), adam.epsilon());
    }
    if (optimizer instanceof Optimizer.Sgd) {
      // θ ← θ − η·g
      return new Sgd(learningRate);
    }
    throw new IllegalArgumentException("no setting for " + optimizer);
  }

  /**
   * A tensor that the optimizer keeps for each parameter.
   *
   * @param name in the trace
   * @param key in the state of DL4J's {@code GradientUpdater}
   */
  record State(String name, String key) {}

  static List<State> states(Optimizer optimizer) {
    return optimizer.stateNames().stream()
        .map(name -> new State(name, key(name)))
        .toList();
  }

  private static String key(String stateName) {
    return switch (stateName) {
      case "velocity" -> NesterovsUpdater.V_STATE;
      case "m" -> AdamUpdater.M_STATE;
      case "v" -> AdamUpdater.V_STATE;
      default -> throw new IllegalArgumentException("no key for " + stateName);
    };
  }

  /**
   * Reads the state after a step. DL4J updates parameters of equal settings as one block, whose
   * state is one flat array, in which each parameter stands in 'f' order.
   *
   * @return for each parameter, W1, b1, …, its state, row after row
   */
  static Map<String, double[]> values(State state, MultiLayerNetwork model) {
    Map<String, double[]> values = new HashMap<>();
    for (UpdaterBlock block : ((BaseMultiLayerUpdater<?>) model.getUpdater()).getUpdaterBlocks()) {
      GradientUpdater<?> updater = block.getGradientUpdater();
      INDArray blockState = updater.getState().get(state.key());
      for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
        INDArray flat = blockState.get(NDArrayIndex.interval(
            parameter.getParamOffsetStart() - block.getParamOffsetStart(),
            parameter.getParamOffsetEnd() - block.getParamOffsetStart()));
        String key = ((Layer) parameter.getLayer()).getIndex() + "_" + parameter.getParamName();
        INDArray shaped = flat.reshape('f', model.getParam(key).shape());
        values.put(ParameterNames.name(key), NdArrays.toDoubles(shaped));
      }
    }
    return values;
  }
}
