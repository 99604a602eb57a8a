package mlp.paper.traps;

import java.util.List;
import java.util.stream.Stream;

/** All traps that are known here. */
public final class Traps {
  private Traps() {}

  /** @return them, in the order of {@code docs/porting.md} */
  public static List<Trap> all() {
    return Stream.of(
            LayerTraps.all(), LossTraps.all(), RegularizationTraps.all(), UpdaterTraps.all())
        .flatMap(List::stream)
        .toList();
  }
}
