package mlp.cli.experiment;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import mlp.api.InvalidInput;

/**
 * A question about networks that a few short trainings answer: one command, one table, one page.
 */
public interface Study {

  /** The name by which users choose it: {@code vanishing}. */
  String name();

  /** What it asks, in one line. */
  String question();

  /**
   * Trains what the question needs.
   *
   * @throws CancellationException if the user ends the trainings
   */
  Findings run(Lab lab);

  /** @return all studies, from the parts of a network to the ways of training it */
  static List<Study> all() {
    return List.of(
        new Activations(),
        new Initializers(),
        new Vanishing(),
        new Approximation(),
        new Xor(),
        new Schedules(),
        new GradientClipping(),
        new Regularization());
  }

  /** @throws InvalidInput if no study has the name */
  static Study named(String name) {
    return all().stream()
        .filter(study -> study.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInput(
            "experiment",
            '"' + name + '"',
            "one of " + all().stream().map(Study::name).collect(Collectors.joining(", "))));
  }
}
