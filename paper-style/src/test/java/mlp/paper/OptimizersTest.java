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
import mlp.api.Schedule;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
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
    for (int t = 1; t <= 5; t++) {
      Trace trace = mlp.trace(Examples.batch(network, 6, t, dataType));
      double theta = value(trace, "W1");
      double after = expected.step(theta, value(trace, "dW1"), t);
      double tolerance = 8 * dataType.unitRoundoff();
      assertThat(value(trace, "W1.after")).isCloseTo(after, within(tolerance));
      for (Optimizers.State state : Optimizers.states(optimizer)) {
        double wanted = state.name().equals("v") ? expected.v : expected.firstState;
        assertThat(value(trace, "opt." + state.name() + ".W1"))
            .isCloseTo(wanted, within(4 * tolerance * Math.abs(wanted)));
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
            List.of("m", "v"),
            List.of("m", "v"),
            List.of("meanSquare"),
            List.of("squareSum"));
  }

  @ParameterizedTest
  @MethodSource("optimizersAndTypes")
  void r12AtARateOfZeroOnlyTheVelocityMoves(Optimizer optimizer, DataType dataType) {
    // DL4J's own Adam takes ε for the rate here.
    Network network = Examples.network(Activation.TANH, Loss.SOFTMAX_CROSS_ENTROPY);
    Training training = new Training(optimizer, 0.01, 6, 1, 1)
        .toBuilder().schedule(new Schedule.Cosine(0, 1, 0)).build();
    PaperMlp mlp = Examples.mlp(network, training, dataType);
    mlp.step(Examples.batch(network, 6, 0, dataType));
    Trace trace = mlp.trace(Examples.batch(network, 6, 1, dataType));
    assertThat(trace.find("learningRate").orElseThrow().values()).containsExactly(0);
    double ofVelocity = optimizer instanceof Optimizer.Momentum
        ? 1
        : optimizer instanceof Optimizer.Nesterov nesterov ? nesterov.momentum() : 0;
    double still = ofVelocity == 0 ? 0 : ofVelocity * value(trace, "opt.velocity.W1");
    assertThat(value(trace, "W1.after"))
        .isCloseTo(value(trace, "W1") + still, within(2 * dataType.unitRoundoff()));
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
    for (Optimizer optimizer : Examples.OPTIMIZERS) {
      if (optimizer instanceof Optimizer.Adagrad) {
        continue; // DL4J's own: see Dl4jSemanticsTest
      }
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
    private double firstState; // the velocity, m, or the sum or mean of squares
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
      if (optimizer instanceof Optimizer.Rmsprop rmsprop) {
        firstState = rmsprop.decay() * firstState + (1 - rmsprop.decay()) * g * g;
        return theta - RATE * g / (Math.sqrt(firstState) + rmsprop.epsilon());
      }
      if (optimizer instanceof Optimizer.Adagrad adagrad) {
        firstState += g * g;
        return theta - RATE * g / (Math.sqrt(firstState) + adagrad.epsilon());
      }
      if (optimizer instanceof Optimizer.Adamw adamw) {
        return adam(theta, g, t, adamw.adam()) - RATE * adamw.weightDecay() * theta;
      }
      if (optimizer instanceof Optimizer.Adam adam) {
        return adam(theta, g, t, adam);
      }
      return theta - RATE * g;
    }

    private double adam(double theta, double g, int t, Optimizer.Adam adam) {
      firstState = adam.beta1() * firstState + (1 - adam.beta1()) * g;
      v = adam.beta2() * v + (1 - adam.beta2()) * g * g;
      double correction1 = 1 - Math.pow(adam.beta1(), t);
      double correction2 = 1 - Math.pow(adam.beta2(), t);
      double update = adam.epsilonHat()
          ? Math.sqrt(correction2) / correction1 * firstState / (Math.sqrt(v) + adam.epsilon())
          : firstState / correction1 / (Math.sqrt(v / correction2) + adam.epsilon());
      return theta - RATE * update;
    }
  }
}
