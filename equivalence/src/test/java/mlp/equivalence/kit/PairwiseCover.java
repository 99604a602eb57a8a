package mlp.equivalence.kit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Few settings in which every two choices occur together that do so in all settings (Cohen, Dalal,
 * Fredman and Patton 1997, The AETG System: An Approach to Testing Based on Combinatorial Design):
 * greedily, the one next that brings the most new pairs.
 */
final class PairwiseCover {
  private PairwiseCover() {}

  /** A pair of choices: of a hidden activation and an optimizer, say. */
  private record Pair(Object first, Object second) {}

  static List<Setting> of(List<Setting> all) {
    Set<Pair> uncovered = new HashSet<>();
    all.forEach(setting -> uncovered.addAll(pairs(setting)));
    List<Setting> cover = new ArrayList<>();
    while (!uncovered.isEmpty()) {
      Setting best = null;
      long most = 0;
      for (Setting setting : all) {
        long brings = pairs(setting).stream().filter(uncovered::contains).count();
        if (brings > most) {
          best = setting;
          most = brings;
        }
      }
      pairs(best).forEach(uncovered::remove);
      cover.add(best);
    }
    return cover;
  }

  private static List<Pair> pairs(Setting setting) {
    List<Object> choices = setting.choices();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      for (int j = i + 1; j < choices.size(); j++) {
        pairs.add(new Pair(choices.get(i), choices.get(j)));
      }
    }
    return pairs;
  }
}
