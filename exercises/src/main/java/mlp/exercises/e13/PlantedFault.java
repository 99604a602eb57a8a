package mlp.exercises.e13;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.equivalence.inject.Effect;
import mlp.equivalence.inject.Fault;
import mlp.equivalence.inject.Faults;
import mlp.equivalence.inject.FaultyRun;
import mlp.equivalence.inject.Scenario;

/**
 * One of the traces: a small training with a fault in it.
 *
 * @param letter a to g: of the file and of the learner's method
 * @param scenario the training, right but for the fault
 * @param fault by its name in {@link Faults}
 * @param isHeld which records the file holds, by their names
 * @param formulas the choices of the page, from A on
 * @param answer the right one
 * @param objections what is to be said of each wrong one
 */
record PlantedFault(
    String letter,
    Scenario scenario,
    String fault,
    Predicate<String> isHeld,
    List<String> formulas,
    char answer,
    Map<Character, String> objections) {

  /** The name of its file. */
  String file() {
    return "13-" + letter + ".npz";
  }

  /** @return its cause in the catalogue; what the catalogue does not have has the fault's name */
  String cause() {
    return planted().cause().orElse(fault);
  }

  private Fault planted() {
    return Faults.named(fault);
  }

  /** @return every record of the steps without the fault */
  List<Trace> right() {
    return FaultyRun.of(scenario, List.of());
  }

  /** @return every record of the steps with the fault */
  List<Trace> wrong() {
    return FaultyRun.of(scenario, List.of(planted()));
  }

  /** @return the steps of a run as the file shows them */
  List<Trace> held(List<Trace> run) {
    return run.stream().map(this::held).toList();
  }

  private Trace held(Trace trace) {
    List<Tensor> records =
        trace.records().stream().filter(record -> isHeld.test(record.name())).toList();
    return new Trace(
        trace.producer(),
        trace.dataType(),
        trace.network(),
        trace.training(),
        trace.step(),
        records);
  }

  /** @return where it shows first */
  Effect effect() {
    return Effect.of(right(), wrong()).orElseThrow();
  }
}
