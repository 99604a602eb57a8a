package mlp.equivalence.kit;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import mlp.api.DataType;
import mlp.api.Labels;
import mlp.api.Track;

/**
 * Demands on a track that belong together, under the name of their rule.
 *
 * @param name the rule, and what is checked of it
 * @param cases at least one
 */
record Check(String name, List<Case> cases) {

  /** A check that is made in each data type. */
  static Check inBothTypes(String name, BiConsumer<Track, DataType> demand) {
    return new Check(
        name,
        Arrays.stream(DataType.values())
            .map(type -> new Case(Labels.of(type), track -> demand.accept(track, type)))
            .toList());
  }

  /** Makes all cases. */
  void run(Track track) {
    cases.forEach(each -> each.demand().accept(track));
  }
}
