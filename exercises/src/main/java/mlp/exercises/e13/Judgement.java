package mlp.exercises.e13;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.equivalence.inject.Effect;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.FindTheBugTask.Finding;

/**
 * What is said of a diagnosis: what is right about it is passed, and of what is not it is told what
 * contradicts it in the file, never what would be right.
 */
final class Judgement {
  private final PlantedFault planted;
  private final List<Trace> right;
  private final List<Trace> wrong;
  private final Effect truth;

  Judgement(PlantedFault planted) {
    this.planted = planted;
    right = planted.right();
    wrong = planted.wrong();
    truth = Effect.of(right, wrong).orElseThrow();
  }

  /** @throws Wrong if it is not the first step in which something is wrong */
  void requireStep(Finding finding) {
    long step = finding.step();
    if (step < 0 || step >= right.size()) {
      throw new Wrong("There is no step " + step + " in " + planted.file() + ": it holds "
          + right.size() + ", counted from 0.");
    }
    if (step < truth.step()) {
      throw new Wrong("In step " + step + " everything is right, to rounding: which is the first"
          + " step whose update is not that of numpy-style?");
    }
    if (step > truth.step()) {
      throw new Wrong("In step " + step + " something is wrong, but not for the first time: an"
          + " earlier step has gone wrong before. The diagnosis begins at the first one.");
    }
  }

  /** @throws Wrong if it is not the first wrong record of the step */
  void requireRecord(Finding finding) {
    String record = Objects.requireNonNullElse(finding.record(), "");
    Trace expected = right.get((int) truth.step());
    Trace found = wrong.get((int) truth.step());
    Optional<Tensor> ours = expected.find(record);
    if (ours.isEmpty()) {
      throw new Wrong("A step of this network has no record \"" + record + "\". It has: "
          + expected.records().stream().map(Tensor::name).collect(Collectors.joining(", ")) + ".");
    }
    if (record.equals(truth.record())) {
      return;
    }
    if (!Differing.differ(ours.get(), found.find(record).orElseThrow())) {
      throw new Wrong(record + " is right: it agrees with numpy-style's. The fault lies in a record"
          + " that does not.");
    }
    throw new Wrong(record + " is wrong, but it is not the first: it inherits from one that comes"
        + " before it in the order of the step, or has the same mistake once more. Go back towards"
        + " the inputs: what is " + record + " computed from, and is that right? The record may be"
        + " one that the file does not hold.");
  }

  /** @throws Wrong if another cause would have shown something else than the file does */
  void requireCause(Finding finding) {
    String cause = Objects.requireNonNullElse(finding.cause(), "");
    if (!cause.equals(planted.cause()) && !cause.equals(planted.fault())) {
      new OtherCause(cause, planted, right, wrong, truth).explain().ifPresent(text -> {
        throw new Wrong(text);
      });
    }
  }

  /** @throws Wrong if another formula is to stand there */
  void requireFormula(Finding finding) {
    char letter = Character.toUpperCase(finding.formula());
    int index = letter - 'A';
    if (index < 0 || index >= planted.formulas().size()) {
      throw new Wrong("Formula '" + finding.formula() + "': expected one of 'A', 'B', 'C', 'D', of"
          + " the list for " + planted.file() + " on the page.");
    }
    if (letter != planted.answer()) {
      throw new Wrong(String.format(
          Locale.ROOT,
          "Not %s, %s: %s",
          letter,
          planted.formulas().get(index),
          planted.objections().get(letter)));
    }
  }
}
