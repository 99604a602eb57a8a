package mlp.exercises.e10;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.exercises.grading.Diagnosed;
import mlp.exercises.grading.Reference;
import mlp.exercises.tasks.BackpropagationTask;
import mlp.exercises.tasks.BackpropagationTask.Forward;
import mlp.exercises.tasks.BackpropagationTask.Gradients;
import mlp.exercises.tasks.BackpropagationTask.Hidden;
import mlp.exercises.tasks.BackpropagationTask.Parameters;

/** Steps on end, each with what the learner's own step before has left. */
final class Run {
  private Run() {}

  static void require(BackpropagationTask task) {
    for (List<Trace> reference : Traces.runs()) {
      Parameters parameters = Step.parameters(reference.get(0));
      List<Trace> learners = new ArrayList<>();
      for (Trace step : reference) {
        List<Tensor> records = new ArrayList<>();
        parameters = step(task, parameters, step, records);
        learners.add(new Trace(
            "your code", step.dataType(), step.network(), step.training(), step.step(), records));
      }
      Diagnosed.require(learners, reference);
    }
  }

  private static Parameters step(
      BackpropagationTask task, Parameters parameters, Trace reference, List<Tensor> records) {
    double[][] x = Reference.matrix(reference, "x");
    double[][] y = Reference.matrix(reference, "y");
    Hidden hidden = Step.hidden(reference);
    records.add(Step.tensor("x", x));
    records.add(Step.tensor("y", y));
    records.addAll(Step.parameters("", Step.copy(parameters)));
    Forward forward = task.forward(parameters, x, hidden);
    add(records, Step.records(forward));
    records.add(Tensor.scalar("loss", task.loss(forward.z3(), y)));
    Gradients gradients = task.backward(parameters, forward, x, y, hidden);
    add(records, Step.records(gradients));
    Parameters after = task.update(parameters, gradients, reference.training().learningRate());
    records.addAll(Step.parameters(".after", after));
    return after;
  }

  private static void add(List<Tensor> records, Map<String, Object> found) {
    found.forEach((name, value) -> records.add(Step.tensorOf(name, value)));
  }
}
