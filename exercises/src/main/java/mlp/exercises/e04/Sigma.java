package mlp.exercises.e04;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import mlp.api.Activation;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.ActivationsTask;

/**
 * An activation function with what learners make of it.
 *
 * @param name of the learner's method; that of the derivative is name + Derivative
 * @param activation numpy-style's
 * @param learners takes both methods from the learner's object
 * @param right σ and σ′ as they shall be
 * @param mistakes in σ
 * @param slopeMistakes in σ′
 */
record Sigma(
    String name,
    Activation activation,
    Both learners,
    Pair right,
    List<Mistake> mistakes,
    List<Mistake> slopeMistakes) {

  /** σ and σ′. */
  record Pair(DoubleUnaryOperator value, DoubleUnaryOperator slope) {}

  /** Takes both methods from the learner's object. */
  @FunctionalInterface
  interface Both {
    Pair of(ActivationsTask task);
  }

  /** What was written in the place of the function, and what to say of it. */
  record Mistake(String sentence, DoubleUnaryOperator instead) {}

  Explanation value(double[] z) {
    Explanation explanation = Explanation.of(name, Values.map(z, right.value));
    mistakes.forEach(each -> explanation.mistake(each.sentence, () -> Values.map(z, each.instead)));
    return explanation;
  }

  Explanation slope(double[] z) {
    Explanation explanation = Explanation.of(name + "Derivative", Values.map(z, right.slope));
    slopeMistakes.forEach(
        each -> explanation.mistake(each.sentence, () -> Values.map(z, each.instead)));
    return explanation.other(
        "σ(z), the function itself: asked is its derivative", () -> Values.map(z, right.value));
  }
}
