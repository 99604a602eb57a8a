package mlp.cli.bench;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import mlp.benchmarks.Chapter;
import mlp.benchmarks.MachineLimit;
import mlp.benchmarks.Timing;

/**
 * Timings, to be asked for.
 *
 * @param all the tracks' from the lowest level to the highest, then the peers'
 * @param peers the subjects that are none of our tracks
 */
record Timings(List<Timing> all, Set<String> peers) {
  /** The track that the others are held against. */
  static final String LOWEST = "numpy-style";

  Timings of(Chapter chapter, String dataType) {
    return new Timings(
        all.stream()
            .filter(timing -> timing.chapter() == chapter && timing.dataType().equals(dataType))
            .toList(),
        peers);
  }

  List<String> subjects() {
    return List.copyOf(
        all.stream().map(Timing::subject).collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  List<String> tracks() {
    return subjects().stream().filter(name -> !peers.contains(name)).toList();
  }

  /** @return the numbers that a parameter took, in ascending order */
  List<String> values(String parameter) {
    return all.stream()
        .map(timing -> timing.parameters().get(parameter))
        .distinct()
        .sorted(Comparator.comparingDouble(Double::parseDouble))
        .toList();
  }

  /** @return microseconds; NaN where it was not measured */
  double median(String subject, String parameter, String value) {
    return all.stream()
        .filter(timing -> timing.subject().equals(subject))
        .filter(timing -> value.equals(timing.parameters().get(parameter)))
        .mapToDouble(Timing::median)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** @return additions and multiplications in a microsecond of one thread, at most */
  double limit(String dataType) {
    return MachineLimit.FLOPS / machine(dataType.equals("float32") ? "fmaFloat32" : "fmaFloat64");
  }

  /** @return bytes copied in a microsecond */
  double copyRate() {
    return 4.0 * MachineLimit.COPIED / machine("copy");
  }

  private double machine(String method) {
    return all.stream()
        .filter(timing -> timing.chapter() == Chapter.MACHINE_LIMIT)
        .filter(timing -> timing.method().equals(method))
        .mapToDouble(Timing::median)
        .findFirst()
        .orElseThrow();
  }
}
