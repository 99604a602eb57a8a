package mlp.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DropoutMaskTest {

  /** From numpy.random.Philox(key=[7, 3], counter=[0, 2, 5, 0]).random_raw(10), NumPy 2.4.6. */
  @Test
  void theMaskIsAFunctionOfSeedStepLayerAndIndex() {
    boolean[] kept = new boolean[10];
    new DropoutMask(7, 2, 0.4).draw(5, kept);
    assertThat(kept)
        .containsExactly(false, true, true, false, false, true, false, false, false, true);
  }

  @Test
  void aShorterMaskIsTheBeginningOfALongerOne() {
    boolean[] few = new boolean[9];
    boolean[] many = new boolean[30];
    new DropoutMask(7, 2, 0.4).draw(5, few);
    new DropoutMask(7, 2, 0.4).draw(5, many);
    assertThat(many).startsWith(few);
  }

  @Test
  void otherStepsLayersAndSeedsGiveOtherMasks() {
    assertThat(drawn(7, 2, 5))
        .isNotEqualTo(drawn(8, 2, 5))
        .isNotEqualTo(drawn(7, 1, 5))
        .isNotEqualTo(drawn(7, 2, 4));
  }

  /** 100,000 draws: the share of 0.4 has the deviation 0.0015; four times that is allowed. */
  @Test
  void theShareThatIsDroppedIsPAndTheScaleMakesUpForIt() {
    DropoutMask mask = new DropoutMask(3, 1, 0.4);
    boolean[] kept = new boolean[100_000];
    mask.draw(0, kept);
    int count = 0;
    for (boolean k : kept) {
      count += k ? 1 : 0;
    }
    assertThat(count / 1e5).isEqualTo(0.6, within(0.006));
    assertThat(mask.scale()).isEqualTo(1 / 0.6);
  }

  private static boolean[] drawn(long seed, int layer, long step) {
    boolean[] kept = new boolean[64];
    new DropoutMask(seed, layer, 0.5).draw(step, kept);
    return kept;
  }
}
