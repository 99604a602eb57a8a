package mlp.cli;

import java.util.Locale;
import java.util.Optional;
import mlp.api.Schedule;
import mlp.api.Tensor;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.Fault;
import mlp.equivalence.replay.Expected;
import mlp.equivalence.replay.Records;
import mlp.equivalence.replay.StepReplay;

/** What can be said of a record that no known cause explains, so that a user has where to begin. */
final class Hint {
  /** Of the largest number; float32 keeps seven digits. */
  private static final double ROUNDING = 1e-4;

  private Hint() {}

  static Optional<String> of(Diagnosis diagnosis, Fault fault) {
    Diagnosis.StepPair step = diagnosis.shown();
    Records records = fault.side().equals(step.leftName()) ? step.left() : step.right();
    Optional<Tensor> found = records.find(fault.record());
    Optional<Expected> expected = StepReplay.of(records.fresh(), fault.record());
    if (records.step() != fault.step() || found.isEmpty() || expected.isEmpty()) {
      return Optional.empty();
    }
    double[] numbers = found.get().values();
    Optional<Tensor> before = records.find(fault.record().replaceFirst("\\.after$", ""));
    if (fault.record().endsWith(".after") && before.isPresent()) {
      return ofStep(numbers, expected.get().values(), before.get().values());
    }
    if (fault.record().equals("learningRate")
        && records.training().schedule() instanceof Schedule.Constant) {
      return Optional.of("the training is said to have a constant rate: was its schedule told?");
    }
    return factor(numbers, expected.get().values()).map(factor -> "it is " + factor);
  }

  private static Optional<String> ofStep(double[] after, double[] expected, double[] before) {
    double[] step = new double[after.length];
    double[] expectedStep = new double[after.length];
    for (int k = 0; k < step.length; k++) {
      step[k] = after[k] - before[k];
      expectedStep[k] = expected[k] - before[k];
    }
    return factor(step, expectedStep)
        .map(factor -> "its step is " + factor
            + (factor.startsWith("0 ")
                ? ": it was not updated"
                : "; were clipping, schedule and learning rate told as they are?"));
  }

  private static Optional<String> factor(double[] found, double[] expected) {
    double product = 0;
    double square = 0;
    for (int k = 0; k < found.length; k++) {
      product += found[k] * expected[k];
      square += expected[k] * expected[k];
    }
    double factor = product / square;
    boolean isFound = found.length > 2
        && Double.isFinite(factor)
        && residual(found, expected, factor) <= ROUNDING;
    if (!isFound) {
      return Optional.empty();
    }
    return Optional.of(
        factor == 0
            ? "0 throughout"
            : String.format(Locale.ROOT, "%.5g times what its inputs give", factor));
  }

  // The largest |found − factor·expected|, relative to the largest expected
  private static double residual(double[] found, double[] expected, double factor) {
    double largest = 0;
    double size = 0;
    for (int k = 0; k < found.length; k++) {
      largest = Math.max(largest, Math.abs(found[k] - factor * expected[k]));
      size = Math.max(size, Math.abs(expected[k]));
    }
    return largest / size;
  }
}
