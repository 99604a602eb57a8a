package mlp.equivalence.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mlp.api.InvalidInput;
import mlp.api.Trace;
import mlp.equivalence.Difference;
import mlp.equivalence.TraceComparison;
import mlp.equivalence.kit.Extras.ClippingKind;
import mlp.equivalence.kit.Extras.ScheduleKind;
import mlp.equivalence.kit.Setting.OptimizerKind;
import mlp.equivalence.naive.Broken;
import mlp.equivalence.naive.NaiveTrack;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The kit itself: every mistake is caught, by the check that is there for it. */
class KitTest {
  @TestFactory
  Stream<DynamicTest> everyMistakeIsCaughtByItsCheck() {
    return Broken.all().stream()
        .map(broken -> dynamicTest(
            broken.mistake() + " is caught by: " + broken.caughtBy(),
            () -> assertThat(catches(Kit.check(broken.caughtBy()), broken)).isTrue()));
  }

  @TestFactory
  Stream<DynamicTest> everyMistakeShowsFirstWhereItIs() {
    return Broken.all().stream()
        .map(broken -> dynamicTest(
            broken.mistake() + " shows first in: " + broken.firstRecord(),
            () -> assertThat(firstRecord(broken)).isEqualTo(broken.firstRecord())));
  }

  private static String firstRecord(Broken broken) {
    Setting setting = broken.setting();
    List<Trace> right = PairChecks.traces(setting, setting.create(new NaiveTrack()));
    List<Trace> wrong = PairChecks.traces(setting, setting.create(broken));
    for (int step = 0; step < right.size(); step++) {
      Optional<Difference> first =
          TraceComparison.of(right.get(step), wrong.get(step)).first();
      if (first.isPresent()) {
        return step + " " + first.get().tensor();
      }
    }
    return Broken.NONE;
  }

  /** A check that no mistake fails could be empty. */
  @TestFactory
  Stream<DynamicTest> everyCheckCatchesAMistake() {
    return Kit.checks().stream()
        .map(check -> dynamicTest(
            check.name(),
            () -> assertThat(mistakesFor(check)).anyMatch(broken -> catches(check, broken))));
  }

  /** First those that the check is there for. */
  private static List<Broken> mistakesFor(Check check) {
    return Broken.all().stream()
        .sorted(Comparator.comparing(broken -> !broken.caughtBy().equals(check.name())))
        .toList();
  }

  @Test
  void namesAreUnique() {
    assertThat(Kit.checks().stream().map(Check::name)).doesNotHaveDuplicates();
    assertThat(Broken.all().stream().map(Broken::mistake)).doesNotHaveDuplicates();
  }

  @Test
  void aPairwiseCoverHoldsEveryPairAndFewSettings() {
    List<Setting> all = Setting.all().toList();
    List<Setting> cover = PairwiseCover.of(all);
    assertThat(cover).hasSizeLessThan(all.size() / 5).doesNotHaveDuplicates();
    for (Setting setting : all) {
      assertThat(cover)
          .anyMatch(other ->
              other.hidden() == setting.hidden() && other.optimizer() == setting.optimizer())
          .anyMatch(other -> other.hidden() == setting.hidden() && other.head() == setting.head())
          .anyMatch(
              other -> other.hidden() == setting.hidden() && other.dataType() == setting.dataType())
          .anyMatch(
              other -> other.head() == setting.head() && other.optimizer() == setting.optimizer());
    }
  }

  @Test
  void theCoverOfExtrasHoldsEveryTwoThatCanStandTogether() {
    List<Setting> cover = Setting.coverOfExtras();
    assertThat(cover).hasSizeLessThan(100).doesNotHaveDuplicates();
    for (ScheduleKind schedule : ScheduleKind.values()) {
      for (ClippingKind clipping : ClippingKind.values()) {
        assertThat(cover).anyMatch(s -> s.choices().containsAll(List.of(schedule, clipping)));
      }
      for (OptimizerKind optimizer : OptimizerKind.values()) {
        assertThat(cover).anyMatch(s -> s.choices().containsAll(List.of(schedule, optimizer)));
      }
    }
  }

  private static boolean catches(Check check, Broken broken) {
    try {
      check.run(broken);
      return false;
    } catch (AssertionError | InvalidInput caught) {
      return true;
    }
  }
}
