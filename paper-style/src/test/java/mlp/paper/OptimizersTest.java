package mlp.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Tensor;
import mlp.api.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** R11: each step of each optimizer against its formula, from the gradients that DL4J computed. */
class OptimizersTest {
  private static final double RATE = 0.01; // that of Examples.mlp

  static Stream<Arguments> optimizersAndTypes() {
    return Examples.OPTIMIZERS.stream()
        .flatMap(optimizer ->
            Stream.of(DataType.values()).map(dataType -> Arguments.of(optimizer, dataType)));
  }

  @ParameterizedTest
  @MethodSource("optimizersAndTypes")
  void r11EveryStepFollowsTheFormula(Optimizer optimizer, DataType dataType) {
    Network network = Examples.network(Activation.TANH, Loss.SOFTMAX_CROSS_ENTROPY);
    PaperMlp mlp = Examples.mlp(network, optimizer, dataType);
    Expected expected = new Expected(optimizer);
    // DL4J's Adam computes 1 − β₂ in floats: see Optimizers.
    boolean floatAdam = optimizer instanceof Optimizer.Adam adam
        && adam.epsilonHat()
        && dataType == DataType.FLOAT32;
    for (int t = 1; t <= 5; t++) {
      Trace trace = mlp.trace(Examples.batch(network, 6, t, dataType));
      double theta = value(trace, "W1");
      double after = expected.step(theta, value(trace, "dW1"), t);
      double tolerance = 8 * dataType.unitRoundoff();
      double updateTolerance = floatAdam ? 1e-5 * RATE : 0;
      assertThat(value(trace, "W1.after")).isCloseTo(after, within(tolerance + updateTolerance));
      for (Optimizers.State state : Optimizers.states(optimizer)) {
        double wanted = state.name().equals("v") ? expected.v : expected.firstState;
        double relative = floatAdam && state.name().equals("v") ? 2e-5 : 4 * tolerance;
        assertThat(value(trace, "opt." + state.name() + ".W1"))
            .isCloseTo(wanted, within(relative * Math.abs(wanted)));
      }
    }
  }

  @Test
  void statesAreNamedAsInTheTrace() {
    assertThat(Examples.OPTIMIZERS.stream()
            .map(optimizer -> Optimizers.states(optimizer).stream()
                .map(Optimizers.State::name)
                .toList()))
        .containsExactly(
            List.of(),
            List.of("velocity"),
            List.of("velocity"),
            List.of("m", "v"),
            List.of("m", "v"));
  }

  @Test
  void updatersOfDifferentAlgorithmsAreNotEqual() {
    // DL4J updates as one block what has equal settings.
    for (Optimizer one : Examples.OPTIMIZERS) {
      for (Optimizer other : Examples.OPTIMIZERS) {
        assertThat(Optimizers.setting(one, RATE).equals(Optimizers.setting(other, RATE)))
            .as("%s, %s", one, other)
            .isEqualTo(one.equals(other));
      }
    }
  }

  @Test
  void aCloneHasTheSchedule() {
    // DL4J clones the updater into every layer.
    for (Optimizer optimizer : Examples.OPTIMIZERS) {
      IUpdater updater = Optimizers.setting(optimizer, RATE);
      updater.setLrAndSchedule(RATE, new ExponentialSchedule(ScheduleType.ITERATION, RATE, 0.9));
      assertThat(updater.clone()).isEqualTo(updater).hasSameClassAs(updater);
      assertThat(updater.clone().getLearningRate(2, 0)).isCloseTo(RATE * 0.81, within(1e-17));
    }
  }

  /** An element off the diagonal, so that a transposed tensor would be noticed. */
  private static double value(Trace trace, String name) {
    Tensor tensor = trace.find(name).orElseThrow();
    return tensor.values()[7]; // W1[1, 2] of [4, 5]
  }

  /** The formulas of R11 for one number, in double precision. */
  private static final class Expected {
    private final Optimizer optimizer;
    private double firstState; // the velocity, or m
    private double v;

    Expected(Optimizer optimizer) {
      this.optimizer = optimizer;
    }

    double step(double theta, double g, int t) {
      if (optimizer instanceof Optimizer.Momentum momentum) {
        firstState = momentum.momentum() * firstState - RATE * g;
        return theta + firstState;
      }
      if (optimizer instanceof Optimizer.Nesterov nesterov) {
        double before = firstState;
        firstState = nesterov.momentum() * before - RATE * g;
        return theta - nesterov.momentum() * before + (1 + nesterov.momentum()) * firstState;
      }
      if (optimizer instanceof Optimizer.Adam adam) {
        firstState = adam.beta1() * firstState + (1 - adam.beta1()) * g;
        v = adam.beta2() * v + (1 - adam.beta2()) * g * g;
        double correction1 = 1 - Math.pow(adam.beta1(), t);
        double correction2 = 1 - Math.pow(adam.beta2(), t);
        double update = adam.epsilonHat()
            ? Math.sqrt(correction2) / correction1 * firstState / (Math.sqrt(v) + adam.epsilon())
            : firstState / correction1 / (Math.sqrt(v / correction2) + adam.epsilon());
        return theta - RATE * update;
      }
      return theta - RATE * g;
    }
  }
}
