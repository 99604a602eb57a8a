package mlp.exercises.e13;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mlp.api.Labels;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.equivalence.diagnosis.CauseText;
import mlp.equivalence.inject.Effect;
import mlp.equivalence.inject.Fault;
import mlp.equivalence.inject.Faults;
import mlp.equivalence.inject.FaultyRun;
import mlp.equivalence.replay.Cause;
import mlp.exercises.grading.Wrong;

/** What a cause that is not the right one would have shown: it is planted, and looked at. */
final class OtherCause {
  private static final int MOST_RECORDS = 1000; // of a step
  private static final int MOST_NAMES = 4;

  private final String cause;
  private final PlantedFault planted;
  private final List<Trace> right;
  private final List<Trace> wrong;
  private final Effect truth;

  OtherCause(
      String cause, PlantedFault planted, List<Trace> right, List<Trace> wrong, Effect truth) {
    this.cause = cause;
    this.planted = planted;
    this.right = right;
    this.wrong = wrong;
    this.truth = truth;
  }

  /** @return what contradicts the cause; nothing if the file can not tell it from the right one */
  Optional<String> explain() {
    String meaning = meaning();
    List<Fault> faults = Faults.all().stream()
        .filter(fault ->
            fault.name().equals(cause) || fault.cause().filter(cause::equals).isPresent())
        .filter(this::applies)
        .toList();
    if (faults.isEmpty()) {
      return Optional.of("It cannot be " + meaning + ": this needs what this network, its training"
          + " or its steps do not have.");
    }
    List<List<Trace>> runs = faults.stream()
        .map(fault -> FaultyRun.of(planted.scenario(), List.of(fault)))
        .filter(run -> Effect.of(right, run).isPresent())
        .toList();
    if (runs.isEmpty()) {
      return Optional.of("It cannot be " + meaning + ": with these numbers that changes nothing.");
    }
    if (runs.stream().anyMatch(this::isTheFile)) {
      return Optional.empty();
    }
    return Optional.of("It is not " + meaning + ". " + elsewhere(runs));
  }

  private boolean applies(Fault fault) {
    return IntStream.range(0, right.size())
        .mapToObj(step -> planted.scenario().setup(step))
        .anyMatch(fault::appliesTo);
  }

  // Of several ways to do it, the one that shows closest to where the file is wrong
  private String elsewhere(List<List<Trace>> runs) {
    List<Trace> run =
        runs.stream().min(Comparator.comparingLong(this::distance)).orElseThrow();
    Effect effect = Effect.of(right, run).orElseThrow();
    if (!effect.equals(truth)) {
      return "That would have shown first in " + effect.record() + " of step " + effect.step()
          + ", "
          + (isBefore(effect)
              ? "which is right here."
              : "with everything before it right: here " + truth.record() + " of step "
                  + truth.step() + " is wrong before that.");
    }
    return "You have the right record; but that cause would have given it other numbers. "
        + otherNumber(run);
  }

  private long distance(List<Trace> run) {
    Effect effect = Effect.of(right, run).orElseThrow();
    return Math.abs(place(effect) - place(truth));
  }

  private boolean isBefore(Effect effect) {
    return place(effect) < place(truth);
  }

  private long place(Effect effect) {
    Trace step = right.get((int) effect.step());
    List<String> names = step.records().stream().map(Tensor::name).toList();
    return effect.step() * MOST_RECORDS + names.indexOf(effect.record());
  }

  private boolean isTheFile(List<Trace> run) {
    List<Trace> shown = planted.held(run);
    List<Trace> file = planted.held(wrong);
    return IntStream.range(0, file.size())
        .allMatch(step -> Differing.firstRecord(file.get(step), shown.get(step)).isEmpty());
  }

  // The first number that the file holds, and that would have been another one
  private String otherNumber(List<Trace> run) {
    List<Trace> shown = planted.held(run);
    List<Trace> file = planted.held(wrong);
    for (int step = 0; step < file.size(); step++) {
      Optional<String> name = Differing.firstRecord(file.get(step), shown.get(step));
      if (name.isPresent()) {
        Tensor found = file.get(step).find(name.get()).orElseThrow();
        Tensor other = shown.get(step).find(name.get()).orElseThrow();
        Tensor expected = right.get(step).find(name.get()).orElseThrow();
        int element = Differing.firstElement(found, other).orElseThrow();
        return String.format(
            Locale.ROOT,
            "In step %d, %s%s would have been %.5g; numpy-style has %.5g, and the file %.5g.",
            step,
            found.name(),
            found.shape().length == 0 ? "" : found.place(element),
            other.values()[element],
            expected.values()[element],
            found.values()[element]);
      }
    }
    throw new IllegalStateException("the file does not tell them apart");
  }

  // Its name, and what it is by the catalogue or the list of faults
  private String meaning() {
    Optional<Cause> known = Arrays.stream(Cause.values())
        .filter(each -> Labels.of(each).equals(cause))
        .findFirst();
    if (known.isPresent()) {
      CauseText text = CauseText.of(known.get());
      return cause + " (\"" + text.theirs() + "\" where the rules have \"" + text.ours() + "\")";
    }
    return Faults.all().stream()
        .filter(fault -> fault.name().equals(cause))
        .findFirst()
        .map(fault -> cause + " (\"" + fault.description() + "\")")
        .orElseThrow(() -> new Wrong("No cause is named \"" + cause
            + "\": docs/causes.md lists them, and ./mlp inject --list those that the catalogue does"
            + " not have." + similar()));
  }

  private String similar() {
    List<String> words = Arrays.stream(cause.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
        .filter(word -> word.length() > 3)
        .toList();
    String names = Arrays.stream(Cause.values())
        .map(Labels::of)
        .filter(name -> words.stream().anyMatch(name::contains))
        .limit(MOST_NAMES)
        .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : " Similar ones: " + names + ".";
  }
}
