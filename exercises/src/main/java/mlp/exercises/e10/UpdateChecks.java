package mlp.exercises.e10;

import java.util.Map;
import mlp.api.Trace;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.BackpropagationTask;
import mlp.exercises.tasks.BackpropagationTask.Parameters;

/** What is asked of the update, given numpy-style's gradients. */
final class UpdateChecks {
  private UpdateChecks() {}

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
    Unchanged weights = Unchanged.of("parameters.W1", parameters.W1());
    Unchanged biases = Unchanged.of("parameters.b1", new double[][] {parameters.b1()});
    task.update(parameters, Step.gradients(trace), 0.1);
    weights.require("update");
    biases.require("update");
  }

  private static Map<String, Object> records(BackpropagationTask task, Trace trace) {
    double rate = trace.training().learningRate();
    Parameters after = task.update(Step.parameters(trace), Step.gradients(trace), rate);
    if (after == null) {
      throw new Wrong("update(…) returned null: return new Parameters(W1, b1, …).");
    }
    return Step.records(".after", after);
  }
}
