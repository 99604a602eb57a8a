package mlp.equivalence.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Labels;
import mlp.api.Track;
import mlp.equivalence.kit.Setting.Head;
import mlp.equivalence.kit.Setting.OptimizerKind;

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

  /** A check that is made with every optimizer, every head and in each data type. */
  static Check withEachOptimizer(String name, BiConsumer<Track, Setting> demand) {
    List<Case> cases = new ArrayList<>();
    for (DataType type : DataType.values()) {
      for (OptimizerKind optimizer : OptimizerKind.values()) {
        Head head = Head.values()[optimizer.ordinal() % Head.values().length];
        Setting setting = new Setting(Activation.TANH, head, optimizer, type);
        cases.add(new Case(setting.toString(), track -> demand.accept(track, setting)));
      }
    }
    return new Check(name, cases);
  }

  /** A check that is made with every optimizer in each data type, and with every extra in one. */
  static Check withEachExtra(String name, BiConsumer<Track, Setting> demand) {
    List<Case> cases = new ArrayList<>(withEachOptimizer(name, demand).cases());
    for (Setting setting : Setting.withEachExtraOnce()) {
      cases.add(new Case(setting.toString(), track -> demand.accept(track, setting)));
    }
    return new Check(name, cases);
  }

  /** Makes all cases. */
  void run(Track track) {
    cases.forEach(each -> each.demand().accept(track));
  }
}
