package mlp.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mlp.api.InvalidInput;
import mlp.exercises.grading.Point;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  private static final Exercise EXERCISE = Exercises.named("01");

  @TempDir
  Path temporary;

  private Workspace workspace;

  @BeforeEach
  void makeWorkspace() {
    workspace = new Workspace(temporary.resolve("mine"));
  }

  @Test
  void startNeverWritesOverWork() throws IOException {
    Path file = workspace.start(EXERCISE).resolve("Dropout.java");
    assertThat(file).hasContent(Sources.starter(EXERCISE).get("Dropout.java"));
    Files.writeString(file, "my work");
    assertThatThrownBy(() -> workspace.start(EXERCISE))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("stays as it is");
    assertThat(file).hasContent("my work");
  }

  @Test
  void resetKeepsEveryBackup() throws IOException {
    Path file = workspace.start(EXERCISE).resolve("Dropout.java");
    Files.writeString(file, "first");
    Path first = workspace.reset(EXERCISE);
    Files.writeString(file, "second");
    Path second = workspace.reset(EXERCISE);
    assertThat(first.resolve("Dropout.java")).hasContent("first");
    assertThat(second.resolve("Dropout.java")).hasContent("second");
    assertThat(second).isEqualTo(workspace.folder().resolve("e01.backup-2"));
    assertThat(file).hasContent(Sources.starter(EXERCISE).get("Dropout.java"));
  }

  @Test
  void theSolutionStandsBesideTheWork() throws IOException {
    Path file = workspace.start(EXERCISE).resolve("Dropout.java");
    Files.writeString(file, "my work");
    assertThat(workspace.solution(EXERCISE).resolve("Dropout.java"))
        .hasContent(Sources.solution(EXERCISE).get("Dropout.java"));
    assertThat(workspace.solution(EXERCISE)).exists();
    assertThat(file).hasContent("my work");
  }

  @Test
  void whatWasNotStartedIsToldHow() {
    assertThatThrownBy(() -> workspace.started(EXERCISE))
        .hasMessageContaining("./mlp exercise start 01");
    assertThatThrownBy(() -> workspace.reset(EXERCISE)).isInstanceOf(InvalidInput.class);
    assertThat(workspace.folder()).doesNotExist();
  }

  @Test
  void progressIsRemembered() {
    workspace.start(EXERCISE);
    Progress progress = new Progress(workspace.folder());
    assertThat(progress.of(EXERCISE)).isEqualTo(new Progress.Entry(0, 0, 0, false));
    progress.hinted(EXERCISE, 2);
    progress.checked(
        EXERCISE,
        new Grade(List.of(), List.of(point(Point.State.PASSED), point(Point.State.OPEN))));
    progress.checked(EXERCISE, new Grade(List.of("does not compile"), List.of()));
    progress.solutionSeen(EXERCISE);
    Progress again = new Progress(workspace.folder());
    assertThat(again.of(EXERCISE)).isEqualTo(new Progress.Entry(1, 2, 2, true));
    assertThat(again.of(EXERCISE).isSolved()).isFalse();
    workspace.reset(EXERCISE);
    assertThat(again.of(EXERCISE)).isEqualTo(new Progress.Entry(0, 0, 2, true));
  }

  @Test
  void aFolderThatNobodyStartedGetsNoProgress() throws IOException {
    Path folder = Files.createDirectories(workspace.folder());
    new Progress(folder).hinted(EXERCISE, 1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDamagedProgressIsRefusedInOneLine() throws IOException {
    workspace.start(EXERCISE);
    Path file = workspace.folder().resolve("progress.json");
    for (String text : List.of("{", "[]", "", "null", "{\"e01\"")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> new Progress(workspace.folder()).of(EXERCISE))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("is damaged");
    }
  }

  @Test
  void exercisesAreFoundByNumberAndName() {
    for (String text : List.of("1", "01", "add-dropout", "01-add-dropout", "e01")) {
      assertThat(Exercises.named(text)).hasSameClassAs(EXERCISE);
    }
    assertThatThrownBy(() -> Exercises.named("99")).hasMessageContaining("01-add-dropout");
  }

  private static Point point(Point.State state) {
    return new Point("part", "asks", state, "", "");
  }
}
