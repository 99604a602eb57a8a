package mlp.equivalence.inject;

import static mlp.equivalence.inject.Values.filled;
import static mlp.equivalence.inject.Values.map;
import static mlp.equivalence.inject.Values.zip;

import java.util.ArrayList;
import java.util.List;
import mlp.api.DropoutMask;

/** Faults of dropout (R9). */
final class DropoutFaults {
  private DropoutFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    all.addAll(masks("", 1));
    all.addAll(masks("-of-inputs", 0));
    all.addAll(gradients());
    return all;
  }

  private static int layer(Setup s, int from) {
    return from == 0 ? 0 : s.droppedLayer();
  }

  private static Fault mask(
      String name, String cause, String description, int from, Fault.Wrong wrong) {
    return Fault.of(name, cause, description)
        .when(s -> from == 0 ? s.isDropped(0) : s.droppedLayer() > 0)
        .at(s -> "drop" + layer(s, from) + ".mask", wrong);
  }

  private static double p(Setup s, int from) {
    return from == 0 ? s.network().inputDropout() : s.layer(s.droppedLayer()).dropout();
  }

  private static List<Fault> masks(String suffix, int from) {
    return List.of(
        mask(
                "keep-and-drop-swapped" + suffix,
                "keep-and-drop-swapped",
                "p is the probability to retain, not to drop.",
                from,
                (s, q, mask) -> {
                  double p = p(s, from);
                  return drawn(s.training().seed(), s.step(), layer(s, from), 1 - p, mask);
                })
            .when(s -> p(s, from) != 0.5),
        mask(
            "dropout-not-scaled" + suffix,
            "dropout-not-scaled",
            "What is kept is not multiplied by 1/(1 − p).",
            from,
            (s, q, mask) -> map(mask, m -> m == 0 ? 0 : 1)),
        mask(
            "dropout-missing" + suffix,
            "dropout-missing",
            "Nothing is dropped, as in evaluation.",
            from,
            (s, q, mask) -> filled(mask, 1)),
        mask(
            "mask-of-another-seed" + suffix,
            "mask-differs",
            "The mask is drawn from another seed.",
            from,
            (s, q, mask) ->
                drawn(s.training().seed() + 1, s.step(), layer(s, from), p(s, from), mask)),
        mask(
                "mask-of-the-first-step" + suffix,
                "mask-differs",
                "Every step drops what the first one dropped.",
                from,
                (s, q, mask) -> drawn(s.training().seed(), 0, layer(s, from), p(s, from), mask))
            .when(s -> s.step() > 0));
  }

  private static double[][] drawn(long seed, long step, int layer, double p, double[][] like) {
    boolean[] kept = new boolean[like.length * like[0].length];
    DropoutMask mask = new DropoutMask(seed, layer, p);
    mask.draw(step, kept);
    double[][] result = Values.copy(like);
    for (int i = 0; i < kept.length; i++) {
      result[i / like[0].length][i % like[0].length] = kept[i] ? mask.scale() : 0;
    }
    return result;
  }

  private static List<Fault> gradients() {
    return List.of(
        Fault.of(
                "dropout-gradient-unmasked",
                "dropout-gradient-unmasked",
                "The gradient goes back through what was dropped, too.")
            .when(s -> s.droppedLayer() > 0)
            .at(
                s -> "da" + s.droppedLayer(),
                (s, q, da) -> map(q.get("ddrop" + s.droppedLayer() + ".out"), d -> d)),
        Fault.of(
                "dropout-gradient-unscaled",
                "dropout-gradient-unscaled",
                "The gradient is masked but not multiplied by 1/(1 − p).")
            .when(s -> s.droppedLayer() > 0)
            .at(s -> "da" + s.droppedLayer(), (s, q, da) -> {
              String dropped = "drop" + s.droppedLayer();
              return zip(
                  q.get("d" + dropped + ".out"),
                  q.get(dropped + ".mask"),
                  (d, m) -> m == 0 ? 0 : d);
            }));
  }
}
