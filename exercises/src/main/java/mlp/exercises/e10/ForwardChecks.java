package mlp.exercises.e10;

import java.util.Map;
import mlp.api.Trace;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.BackpropagationTask;
import mlp.exercises.tasks.BackpropagationTask.Forward;
import mlp.exercises.tasks.BackpropagationTask.Hidden;
import mlp.exercises.tasks.BackpropagationTask.Parameters;

/** What is asked of the forward pass. */
final class ForwardChecks {
  private ForwardChecks() {}

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
    Unchanged x = Unchanged.of("x", Reference.matrix(trace, "x"));
    Unchanged weights = Unchanged.of("W2", parameters.W2());
    Unchanged biases = Unchanged.of("b2", new double[][] {parameters.b2()});
    task.forward(parameters, x.given(), Step.hidden(trace));
    x.require("forward");
    weights.require("forward");
    biases.require("forward");
  }

  // Logits of 1000, 0 and −1000: e^1000 is too large for a double
  static void large(BackpropagationTask task) {
    Parameters parameters = new Parameters(
        new double[1][1],
        new double[1],
        new double[1][1],
        new double[1],
        new double[1][3],
        new double[] {1000, 0, -1000});
    Forward forward = task.forward(parameters, new double[][] {{1}}, Hidden.TANH);
    Explanation.of("a3", new double[][] {{1, 0, 0}})
        .given("z3 = [[1000, 0, −1000]]")
        .mistake(
            "You took e^1000, which is too large for a double: subtract the largest logit of the"
                + " row first, e^(z − max z); the quotient stays the same.",
            () -> new double[][] {{Double.NaN, 0, 0}})
        .require(forward.a3());
  }

  private static Map<String, Object> records(BackpropagationTask task, Trace trace) {
    Forward forward =
        task.forward(Step.parameters(trace), Reference.matrix(trace, "x"), Step.hidden(trace));
    if (forward == null) {
      throw new Wrong("forward(…) returned null: return new Forward(z1, a1, z2, a2, z3, a3).");
    }
    return Step.records(forward);
  }
}
