package mlp.exercises.e10;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Batch;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.exercises.grading.FiniteDifferences;
import mlp.exercises.grading.Reference;

/** Gradients of a step's loss by finite differences: by changing one parameter after another. */
final class Numeric {
  private final Trace step;
  private final Mlp mlp;
  private final Batch batch;

  Numeric(Trace step) {
    this.step = step;
    mlp = Reference.network(step.network(), step.training());
    batch = Reference.batch(Reference.matrix(step, "x"), Reference.matrix(step, "y"));
  }

  /** @return ∂L/∂θ in the shape of θ, for θ = W1, b1, … */
  Tensor gradient(String parameter) {
    Tensor at = step.find(parameter).orElseThrow();
    double[] gradient = FiniteDifferences.gradient(
        values -> loss(new Tensor(parameter, at.shape(), values)), at.values());
    return new Tensor("d" + parameter, at.shape(), gradient);
  }

  private double loss(Tensor changed) {
    List<Tensor> parameters = new ArrayList<>();
    for (String name : step.network().parameterShapes().keySet()) {
      parameters.add(name.equals(changed.name()) ? changed : step.find(name).orElseThrow());
    }
    mlp.load(new Parameters(parameters));
    return mlp.loss(batch);
  }
}
