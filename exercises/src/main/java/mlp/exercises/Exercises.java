package mlp.exercises;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import mlp.api.InvalidInput;

/** All exercises. */
public final class Exercises {
  private Exercises() {}

  /** @return all, by their numbers */
  public static List<Exercise> all() {
    return ServiceLoader.load(Exercise.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Exercise::number))
        .toList();
  }

  /**
   * @param text a number, with or without its zero, a name, or both: 1, 01, add-dropout
   * @throws InvalidInput if there is no such exercise
   */
  public static Exercise named(String text) {
    return all().stream()
        .filter(exercise -> List.of(
                exercise.number(),
                exercise.number().replaceFirst("^0", ""),
                exercise.name(),
                exercise.number() + "-" + exercise.name(),
                exercise.packageName())
            .contains(text))
        .findFirst()
        .orElseThrow(() -> new InvalidInput(
            "exercise",
            '"' + text + '"',
            "one of "
                + all().stream()
                    .map(exercise -> exercise.number() + "-" + exercise.name())
                    .collect(Collectors.joining(", "))));
  }
}
