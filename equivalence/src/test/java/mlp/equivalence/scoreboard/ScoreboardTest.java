package mlp.equivalence.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import mlp.api.Track;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
  @Test
  void theDiagnosisKeepsItsPromises() {
    Scoreboard board = Scoreboard.play(Track.all(), 2, name -> {});
    long n = board.singles().size();
    System.out.println(n + " singles, detected " + count(board, Case::isDetected) + ", first "
        + count(board, Case::isFirstRight) + ", cause right "
        + count(board, c -> c.isCauseRight()) + " of "
        + count(board, c -> !c.expected().isEmpty()) + ", wrong "
        + count(board, Case::isCauseWrong) + "; right pairs " + board.rightPairs() + ", alarms "
        + board.alarms().size());
    board.alarms().stream().limit(10).forEach(System.out::println);
    for (Case each : board.singles()) {
      if (!each.isDetected()
          || !each.isFirstRight()
          || each.isCauseWrong()
          || !each.expected().isEmpty() && !each.isCauseRight()) {
        System.out.println("S " + each);
      }
    }
    long pairsRight = board.pairs().stream().filter(Case::isCauseRight).count();
    System.out.println("pairs " + board.pairs().size() + " right " + pairsRight + " wrong "
        + board.pairs().stream().filter(Case::isCauseWrong).count() + " first "
        + board.pairs().stream().filter(Case::isFirstRight).count());
    for (Case each : board.pairs()) {
      if (!each.isCauseRight() || !each.isFirstRight()) {
        System.out.println("P " + each);
      }
    }
    assertThat(board.alarms()).isEmpty();
  }

  private static long count(Scoreboard board, Predicate<Case> predicate) {
    return board.singles().stream().filter(predicate).count();
  }
}
