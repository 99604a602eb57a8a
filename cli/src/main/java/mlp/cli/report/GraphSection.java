package mlp.cli.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.RecordVerdict;

/** The step in which they first differ, operation by operation. */
final class GraphSection {
  private GraphSection() {}

  static String html(Diagnosis diagnosis) {
    List<RecordVerdict> records = recordsOfShownStep(diagnosis);
    if (records.isEmpty()) {
      return "";
    }
    return "<section id=\"graph\"><h2>Step " + diagnosis.shown().left().step()
        + ", operation by operation</h2><p>Lines lead from what an operation takes to what it"
        + " gives. Not drawn is what goes into every update: the parameter itself, the norm of the"
        + " clipping and the learning rate; and what the gradient of a normalization takes from"
        + " the forward pass. A box leads to its figures.</p>"
        + "<ul class=\"legend\">"
        + Arrays.stream(VerdictMark.values())
            .map(mark -> "<li>" + mark.html() + "</li>")
            .collect(Collectors.joining())
        + "</ul>" + new StepGraph(diagnosis.shown().left().network(), records).html()
        + "</section>";
  }

  /** @return what was found of each record of the step whose tensors are there */
  static List<RecordVerdict> recordsOfShownStep(Diagnosis diagnosis) {
    long step = diagnosis.shown().left().step();
    return diagnosis.records().stream().filter(record -> record.step() == step).toList();
  }
}
