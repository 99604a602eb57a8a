package mlp.exercises.e10;

import java.util.Map;
import mlp.api.Trace;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.FiniteDifferences;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.BackpropagationTask;
import mlp.exercises.tasks.BackpropagationTask.Forward;
import mlp.exercises.tasks.BackpropagationTask.Gradients;
import mlp.exercises.tasks.BackpropagationTask.Parameters;

/** What is asked of the backward pass, given what numpy-style computed forward. */
final class BackwardChecks {
  private BackwardChecks() {}

  static void shapes(BackpropagationTask task) {
    Trace trace = Traces.steps().get(0);
    new Judged(trace, records(task, trace)).requireShapes();
  }

  static void byHand(BackpropagationTask task) {
    Trace trace = Example.trace();
    new Judged(trace, records(task, trace)).requireByHand();
  }

  static void reference(BackpropagationTask task) {
    for (Trace trace : Traces.steps()) {
      new Judged(trace, records(task, trace)).require();
    }
  }

  static void unchanged(BackpropagationTask task) {
    Trace trace = Traces.steps().get(0);
    Parameters parameters = Step.parameters(trace);
    Forward forward = Step.forward(trace);
    Unchanged[] all = {
      Unchanged.of("parameters.W3", parameters.W3()),
      Unchanged.of("parameters.W2", parameters.W2()),
      Unchanged.of("parameters.W1", parameters.W1()),
      Unchanged.of("parameters.b3", new double[][] {parameters.b3()}),
      Unchanged.of("forward.a3", forward.a3()),
      Unchanged.of("forward.a2", forward.a2()),
      Unchanged.of("forward.a1", forward.a1()),
      Unchanged.of("forward.z1", forward.z1())
    };
    gradients(task, trace, parameters, forward);
    for (Unchanged each : all) {
      each.require("backward");
    }
  }

  // The loss is numpy-style's network as a function of one parameter; tanh has no kinks.
  static void byDifferences(BackpropagationTask task) {
    Trace trace = Traces.steps().get(0);
    Map<String, Object> found = records(task, trace);
    Judged judged = new Judged(trace, found);
    judged.requireShapes();
    Numeric numeric = new Numeric(trace);
    for (String parameter : new String[] {"W3", "b3", "W2", "b2", "W1", "b1"}) {
      judged.explain(
          "d" + parameter,
          Explanation.of("d" + parameter, numeric.gradient(parameter))
              .reference("what finite differences give")
              .within(FiniteDifferences.TOLERANCE));
    }
  }

  private static Map<String, Object> records(BackpropagationTask task, Trace trace) {
    return Step.records(gradients(task, trace, Step.parameters(trace), Step.forward(trace)));
  }

  private static Gradients gradients(
      BackpropagationTask task, Trace trace, Parameters parameters, Forward forward) {
    Gradients gradients = task.backward(
        parameters,
        forward,
        Reference.matrix(trace, "x"),
        Reference.matrix(trace, "y"),
        Step.hidden(trace));
    if (gradients == null) {
      throw new Wrong("backward(…) returned null: return new Gradients(dz3, dW3, …, db1).");
    }
    return gradients;
  }
}
