package mlp.exercises.e08;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Activation;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Reference;
import mlp.exercises.tasks.WeightDecayTask;
import mlp.exercises.tasks.WeightDecayTask.Adapted;
import mlp.exercises.tasks.WeightDecayTask.Decay;
import mlp.exercises.tasks.WeightDecayTask.Moved;

/** The learner's steps from where numpy-style stood, against those that numpy-style took. */
final class NumpySteps {
  private static final int STEPS = 3;
  private static final double RATE = 0.05;
  private static final List<String> PARAMETERS = List.of("W1", "b1", "W2", "b2");
  private static final List<Decay> DECAYS =
      List.of(new Decay(0.1, 0), new Decay(0, 0.2), new Decay(0.05, 0.3));

  private NumpySteps() {}

  /** A parameter in a step of numpy-style. */
  private record Place(Trace trace, String parameter, Case c) {
    String name() {
      return parameter + " in step " + trace.step() + " of numpy-style, η = " + RATE;
    }

    void require(String what, String record, double[][] found) {
      Explanation.of(what, table(trace, record))
          .given(name())
          .reference("numpy-style's")
          .require(found);
    }
  }

  static void sgd(WeightDecayTask task) {
    for (Place place : places(new Optimizer.Sgd())) {
      double[][] found = Steps.sgd(task, place.c, place.name());
      place.require("θ after the step", place.parameter + ".after", found);
    }
  }

  static void momentum(WeightDecayTask task) {
    for (Place place : places(new Optimizer.Momentum(Steps.MU))) {
      Moved found = Steps.momentum(task, place.c, place.name());
      place.require("velocity", "opt.velocity." + place.parameter, found.velocity());
      place.require("θ after the step", place.parameter + ".after", found.theta());
    }
  }

  static void adam(WeightDecayTask task) {
    for (Place place : places(Optimizer.Adam.standard())) {
      Adapted found = Steps.adam(task, place.c, place.trace.step() + 1, place.name());
      place.require("m", "opt.m." + place.parameter, found.m());
      place.require("v", "opt.v." + place.parameter, found.v());
      place.require("θ after the step", place.parameter + ".after", found.theta());
    }
  }

  /** All parameters in the first steps of three networks, each with another decay. */
  private static List<Place> places(Optimizer optimizer) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < DECAYS.size(); i++) {
      Decay decay = DECAYS.get(i);
      Network network = Network.withInputs(3 + i)
          .layer(5 - i, Activation.TANH)
          .layer(3, Activation.SOFTMAX)
          .loss(Loss.SOFTMAX_CROSS_ENTROPY);
      Training training = new Training(optimizer, RATE, 8, 1, 31 + i)
          .toBuilder().l2(decay.l2()).weightDecay(decay.decoupled()).build();
      List<Trace> traces = Reference.steps(network, training, 6, STEPS);
      for (int t = 0; t < STEPS; t++) {
        for (String parameter : PARAMETERS) {
          places.add(new Place(traces.get(t), parameter, at(traces, t, parameter, decay)));
        }
      }
    }
    return places;
  }

  private static Case at(List<Trace> traces, int t, String parameter, Decay decay) {
    Trace trace = traces.get(t);
    double[][] theta = table(trace, parameter);
    double[][][] state = trace.training().optimizer().stateNames().stream()
        .map(name -> t == 0
            ? new double[theta.length][theta[0].length]
            : table(traces.get(t - 1), "opt." + name + "." + parameter))
        .toArray(double[][][]::new);
    double[][] g = table(trace, "d" + parameter);
    return new Case(theta, g, Network.isWeight(parameter), RATE, decay, state);
  }

  /** A record as a table; a vector is one row. */
  private static double[][] table(Trace trace, String record) {
    return trace.find(record).orElseThrow().shape().length == 2
        ? Reference.matrix(trace, record)
        : new double[][] {Reference.vector(trace, record)};
  }
}
