package mlp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import mlp.api.InvalidInput;
import org.junit.jupiter.api.Test;

class StratifiedSplitTest {

  @Test
  void everyClassKeepsItsShareAndEveryRowItsPlace() {
    int[] labels = IntStream.range(0, 100).map(i -> i % 10 == 0 ? 1 : 0).toArray();
    StratifiedSplit split = StratifiedSplit.ofTest(labels, 0.2);

    assertThat(IntStream.of(split.heldOut()).filter(i -> labels[i] == 0)).hasSize(18);
    assertThat(IntStream.of(split.heldOut()).filter(i -> labels[i] == 1)).hasSize(2);
    assertThat(split.training()).isSorted().hasSize(80).doesNotContain(split.heldOut());
    assertThat(split.heldOut()).isSorted();
    assertThat(IntStream.concat(IntStream.of(split.training()), IntStream.of(split.heldOut()))
            .sorted())
        .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void sharesAreRoundedHalfUpAndLeaveOneRowToTrainOn() {
    assertThat(StratifiedSplit.ofTest(new int[] {0, 0, 0, 1}, 0.5).heldOut()).hasSize(2);
    assertThat(StratifiedSplit.ofTest(new int[] {0, 0, 0, 1}, 0.99).training())
        .hasSize(2)
        .contains(3);
  }

  @Test
  void rowsAreChosenByChanceNotByPlace() {
    StratifiedSplit split = StratifiedSplit.ofTest(new int[1000], 0.2);

    assertThat(IntStream.of(split.heldOut()).filter(i -> i < 500).count()).isBetween(70L, 130L);
  }

  @Test
  void anEmptyTestPartIsRefused() {
    assertThatThrownBy(() -> StratifiedSplit.ofTest(new int[] {0, 0, 1, 1}, 0.2))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("testFraction: got 0.2 of 4 rows, expected at least one row");
  }
}
