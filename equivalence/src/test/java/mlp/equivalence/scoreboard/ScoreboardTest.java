package mlp.equivalence.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import mlp.api.Track;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the diagnosis promises, kept over mistakes that were planted by other code. */
class ScoreboardTest {
  private static final int SCENARIOS_OF_EACH = 2;
  private static Scoreboard board;

  @BeforeAll
  static void play() {
    board = Scoreboard.play(Track.all(), SCENARIOS_OF_EACH, name -> {});
  }

  private static double share(List<Case> cases, Predicate<Case> isRight) {
    return cases.stream().filter(isRight).count() / (double) cases.size();
  }

  private static String those(List<Case> cases, Predicate<Case> isWrong) {
    return cases.stream().filter(isWrong).map(Case::toString).collect(Collectors.joining("\n"));
  }

  private static List<Case> known() {
    return board.singles().stream().filter(each -> !each.expected().isEmpty()).toList();
  }

  @Test
  void manyMistakesArePlanted() {
    assertThat(board.singles()).hasSizeGreaterThan(400);
    assertThat(board.pairs()).hasSizeGreaterThanOrEqualTo(30);
    assertThat(board.singles().stream().map(Case::faults).distinct()).hasSizeGreaterThan(200);
  }

  @Test
  void everyMistakeIsSeen() {
    assertThat(those(board.singles(), each -> !each.isDetected())).isEmpty();
    assertThat(those(board.pairs(), each -> !each.isDetected())).isEmpty();
  }

  @Test
  void theFirstWrongOperationIsTold() {
    assertThat(share(board.singles(), Case::isFirstRight))
        .as(those(board.singles(), each -> !each.isFirstRight()))
        .isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void theCauseIsNamedAndSeldomAWrongOne() {
    assertThat(share(known(), Case::isCauseRight))
        .as(those(known(), each -> !each.isCauseRight()))
        .isGreaterThanOrEqualTo(0.95);
    assertThat(share(board.singles(), Case::isCauseWrong))
        .as(those(board.singles(), Case::isCauseWrong))
        .isLessThanOrEqualTo(0.02);
    assertThat(share(board.pairs(), Case::isCauseRight))
        .as(those(board.pairs(), each -> !each.isCauseRight()))
        .isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void rightImplementationsAreNotAccused() {
    assertThat(board.rightPairs()).isGreaterThanOrEqualTo(500);
    assertThat(board.alarms()).isEmpty();
  }
}
