package mlp.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every page has the same sections, three hints, and links that lead somewhere. */
class PageTest {
  private static final List<String> SECTIONS = List.of(
      "Goal",
      "What you will know afterwards",
      "The formulas, with shapes",
      "What to write, and where",
      "How to check",
      "Hints",
      "What to read next",
      "The places in the three tracks that do it");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  @TestFactory
  Stream<DynamicTest> pagesAreWhole() {
    return Chosen.exercises().stream()
        .map(exercise -> dynamicTest(exercise.number(), () -> {
          String name = exercise.number() + "-" + exercise.name();
          String page = Sources.read(name + ".md");
          assertThat(page.lines()
                  .filter(line -> line.startsWith("## "))
                  .map(line -> line.substring(3)))
              .containsExactlyElementsOf(SECTIONS);
          assertThat(page)
              .startsWith("# " + exercise.number() + ". " + exercise.page().title());
          assertThat(exercise.page().hints()).hasSize(3).doesNotContain("");
          assertThat(page)
              .contains("./mlp exercise start " + exercise.number())
              .contains("./mlp exercise check " + exercise.number());
          assertThat(exercise.files()).allSatisfy(file -> assertThat(page).contains(file));
        }));
  }

  // The tests run in the module's folder, where the pages are.
  @TestFactory
  Stream<DynamicTest> linksLeadSomewhere() {
    return Chosen.exercises().stream()
        .map(exercise -> dynamicTest(exercise.number(), () -> {
          String page = Sources.read(exercise.number() + "-" + exercise.name() + ".md");
          List<String> links =
              LINK.matcher(page).results().map(link -> link.group(1)).toList();
          assertThat(links)
              .isNotEmpty()
              .allSatisfy(link -> assertThat(Path.of(link))
                  .satisfies(path -> assertThat(Files.exists(path)).as(link).isTrue()));
        }));
  }

  @TestFactory
  Stream<DynamicTest> startersAndSolutionsMirrorEachOther() {
    return Chosen.exercises().stream()
        .map(exercise -> dynamicTest(exercise.number(), () -> {
          for (String folder : List.of("starters", "solutions")) {
            try (Stream<Path> files = Files.list(Path.of(folder, exercise.packageName()))) {
              assertThat(files.map(file -> file.getFileName().toString()))
                  .containsExactlyInAnyOrderElementsOf(exercise.files());
            }
          }
        }));
  }
}
