package mlp.equivalence.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mlp.api.InvalidInput;
import mlp.api.Trace;
import mlp.equivalence.Difference;
import mlp.equivalence.TraceComparison;
import mlp.equivalence.naive.Broken;
import mlp.equivalence.naive.NaiveTrack;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The kit itself: every mistake is caught, by the check that is there for it. */
class KitTest {
  private static final Path REPORT = Path.of("target", "broken.txt");

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
  @Test
  void everyCheckCatchesAMistake() throws IOException {
    Map<String, List<String>> catches = new LinkedHashMap<>();
    for (Check check : Kit.checks()) {
      catches.put(
          check.name(),
          Broken.all().stream()
              .filter(broken -> catches(check, broken))
              .map(Broken::mistake)
              .toList());
    }
    String report = catches.entrySet().stream()
        .map(entry -> entry.getKey() + "\n  " + String.join("\n  ", entry.getValue()) + "\n")
        .collect(Collectors.joining());
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, report);
    assertThat(catches).allSatisfy((check, mistakes) -> assertThat(mistakes).isNotEmpty());
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

  private static boolean catches(Check check, Broken broken) {
    try {
      check.run(broken);
      return false;
    } catch (AssertionError | InvalidInput caught) {
      return true;
    }
  }
}
