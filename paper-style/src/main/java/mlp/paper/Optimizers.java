package mlp.paper;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mlp.api.InvalidInput;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.AdaGradUpdater;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.NoOpUpdater;
import org.nd4j.linalg.learning.RmsPropUpdater;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The optimizers: rule → DL4J setting (R11).
 *
 * <p>An {@code IUpdater} turns the mean gradient, in place, into what DL4J then subtracts from the
 * parameters; all parameters that share their settings are updated as one array. The iteration
 * counts from 0, and the algorithms' t is the iteration plus 1. In FLOAT32 DL4J's RmsProp computes
 * 1 − ρ in floats: with ρ = 0.99 its s is 10⁻⁶ too small, which is half as much in √s.
 */
final class Optimizers {
  private Optimizers() {}

  static IUpdater setting(Optimizer optimizer, double learningRate, Schedule schedule) {
    IUpdater updater = setting(optimizer, learningRate);
    ISchedule changing = Schedules.setting(schedule, learningRate);
    if (changing != null) {
      updater.setLrAndSchedule(learningRate, changing);
    }
    return updater;
  }

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
      // θ ← θ − η·m̂/(√v̂ + ε), or θ ← θ − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε̂)
      return adam(adam, learningRate);
    }
    if (optimizer instanceof Optimizer.Adamw adamw) {
      // The same step; the decay is the layer's: see Regularization.
      return adam(adamw.adam(), learningRate);
    }
    if (optimizer instanceof Optimizer.Rmsprop rmsprop) {
      // s ← ρ·s + (1 − ρ)·g²; θ ← θ − η·g/(√s + ε), once DL4J's first s, which is ε, is set to 0
      return new RmsProp(learningRate, rmsprop.decay(), rmsprop.epsilon());
    }
    if (optimizer instanceof Optimizer.Adagrad adagrad) {
      // h ← h + g²; θ ← θ − η·g/(√h + ε), once DL4J's first h, which is 10⁻⁶, is set to 0
      return new AdaGrad(learningRate, adagrad.epsilon());
    }
    if (optimizer instanceof Optimizer.Sgd) {
      // θ ← θ − η·g
      return new Sgd(learningRate);
    }
    throw new IllegalArgumentException("no setting for " + optimizer);
  }

  private static IUpdater adam(Optimizer.Adam adam, double learningRate) {
    return new PaperAdam(
        learningRate, adam.beta1(), adam.beta2(), adam.epsilon(), adam.epsilonHat());
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

  /**
   * What the updater of any DL4J network keeps that has a name in a trace; nothing for those that
   * this project does not have.
   *
   * @throws InvalidInput if its layers have different updaters
   */
  static List<State> states(MultiLayerNetwork model) {
    Set<List<State>> found = new LinkedHashSet<>();
    for (UpdaterBlock block : ((BaseMultiLayerUpdater<?>) model.getUpdater()).getUpdaterBlocks()) {
      GradientUpdater<?> updater = block.getGradientUpdater();
      if (!(updater instanceof NoOpUpdater)) {
        found.add(
            stateNames(updater).stream().map(name -> new State(name, key(name))).toList());
      }
    }
    if (found.size() != 1) {
      throw new InvalidInput("updater", found.size() + " kinds", "the same in all layers");
    }
    return found.iterator().next();
  }

  private static List<String> stateNames(GradientUpdater<?> updater) {
    if (updater instanceof NesterovsUpdater) {
      return List.of("velocity");
    }
    if (updater instanceof AdamUpdater) {
      return List.of("m", "v");
    }
    if (updater instanceof RmsPropUpdater) {
      return List.of("meanSquare");
    }
    return updater instanceof AdaGradUpdater ? List.of("squareSum") : List.of();
  }

  private static String key(String stateName) {
    return switch (stateName) {
      case "velocity" -> NesterovsUpdater.V_STATE;
      case "m" -> AdamUpdater.M_STATE;
      case "v" -> AdamUpdater.V_STATE;
      case "meanSquare" -> RmsPropUpdater.G_STATE;
      case "squareSum" -> AdaGradUpdater.GRAD_STATE;
      default -> throw new IllegalArgumentException("no key for " + stateName);
    };
  }

  /**
   * The state that DL4J's updater keeps, as it keeps it: parameters of equal settings are updated
   * as one block, whose state is one flat array, in which each parameter stands in 'f' order.
   *
   * @throws InvalidInput if it keeps no such state, as a network's that was read may
   * @return for each parameter by its key, 0_W, 0_b, …, a view of its state
   */
  static Map<String, INDArray> views(State state, MultiLayerNetwork model) {
    Map<String, INDArray> views = new HashMap<>();
    for (UpdaterBlock block : ((BaseMultiLayerUpdater<?>) model.getUpdater()).getUpdaterBlocks()) {
      GradientUpdater<?> updater = block.getGradientUpdater();
      if (!(updater instanceof NoOpUpdater)) {
        INDArray blockState = updater.getState().get(state.key());
        if (blockState == null) {
          throw new InvalidInput(
              "updater", updater.getClass().getSimpleName(), "one that keeps " + state.name());
        }
        for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
          INDArray flat = blockState.get(NDArrayIndex.interval(
              parameter.getParamOffsetStart() - block.getParamOffsetStart(),
              parameter.getParamOffsetEnd() - block.getParamOffsetStart()));
          String key = ((Layer) parameter.getLayer()).getIndex() + "_" + parameter.getParamName();
          views.put(key, flat.reshape('f', model.getParam(key).shape()));
        }
      }
    }
    return views;
  }
}
