package mlp.exercises.e10;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.equivalence.diagnosis.Diagnoser;
import mlp.equivalence.recorded.TracesRun;
import mlp.exercises.grading.Diagnosed;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Wrong;

/**
 * Judges what one method of the learner's computed, record by record in the order of the step. The
 * first that is wrong is explained: by a mistake of wiring, by the diagnosis, or by its numbers.
 */
final class Judged {
  private final Trace reference;
  private final Map<String, Object> found;

  /**
   * @param reference the step as numpy-style takes it, of which the method got its arguments
   * @param found double, double[] or double[][] by the name of the record
   */
  Judged(Trace reference, Map<String, Object> found) {
    this.reference = reference;
    this.found = found;
  }

  /** @throws Wrong if a record has another shape */
  void requireShapes() {
    found.forEach((name, value) -> Explanation.of(name, expected(name)).requireShape(value));
  }

  /** @throws Wrong if a record has other numbers than numpy-style's */
  void require() {
    requireShapes();
    for (String name : found.keySet()) {
      explain(name, Explanation.of(name, expected(name)).reference("numpy-style's"));
    }
    Diagnosed.require(learners(), reference);
  }

  /** @throws Wrong if a record has other numbers than those worked out by hand */
  void requireByHand() {
    requireShapes();
    for (String name : found.keySet()) {
      Tensor byHand = Example.RECORDS.stream()
          .filter(tensor -> tensor.name().equals(name))
          .findFirst()
          .orElseThrow();
      explain(name, Explanation.of(name, byHand).given(Example.GIVEN));
    }
  }

  /** Explains one record by a mistake or the diagnosis, if it is wrong, or else as it says. */
  void explain(String name, Explanation otherwise) {
    Optional<String> wrong = otherwise.rows(rows()).explain(found.get(name));
    if (wrong.isEmpty()) {
      return;
    }
    new Mistakes(reference).explain(name, found.get(name)).ifPresent(text -> {
      throw new Wrong(text);
    });
    if (isFinite() && isNamed()) {
      Diagnosed.require(learners(), reference);
    }
    throw new Wrong(wrong.get());
  }

  private int rows() {
    return expected("x").shape()[0];
  }

  private Tensor expected(String name) {
    return reference.find(name).orElseThrow();
  }

  private boolean isFinite() {
    for (Tensor tensor : learners()) {
      for (double value : tensor.values()) {
        if (!Double.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isNamed() {
    Trace trace = new Trace(
        "your code",
        reference.dataType(),
        reference.network(),
        reference.training(),
        reference.step(),
        learners());
    return Diagnoser.diagnose(
            reference.network(),
            reference.training(),
            new TracesRun(List.of(trace)),
            new TracesRun(List.of(reference)))
        .cause()
        .isPresent();
  }

  // What the method was given, and what it made of it
  private List<Tensor> learners() {
    List<Tensor> tensors = new ArrayList<>();
    for (Tensor tensor : reference.records()) {
      if (found.containsKey(tensor.name())) {
        break;
      }
      tensors.add(tensor);
    }
    found.forEach((name, value) -> tensors.add(
        value instanceof Double number ? Tensor.scalar(name, number) : Step.tensorOf(name, value)));
    return tensors;
  }
}
