package mlp.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Point;
import mlp.exercises.grading.Submission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that loops forever, eats memory, exits or throws is told so, in the real forked JVM. */
class HostileCodeTest {
  private static final Exercise EXERCISE = Exercises.named("01");

  @TempDir
  Path folder;

  @Test
  void anEndlessLoopIsBrokenOffAndItsLineTold() throws Exception {
    Grade grade = backward("while (true) {\n }");
    assertThat(failed(grade))
        .contains("did not end within 10 seconds")
        .contains("backward(…) was at work, at Dropout.java:")
        .contains("What follows was not looked at");
    assertThat(grade.points().get(0).isPassed()).isTrue();
    assertThat(grade.points()).hasSameSizeAs(checks());
    assertThat(grade.points()).filteredOn(p -> p.state() == Point.State.FAILED).hasSize(1);
  }

  @Test
  void endlessPrintingIsCut() throws Exception {
    Grade grade = backward("while (true) System.out.println(\"here I am\");");
    assertThat(failed(grade)).contains("did not end within 10 seconds");
    Point point = firstFailed(grade);
    assertThat(point.printed()).startsWith("here I am").endsWith("…").hasSizeLessThan(3_000);
  }

  @Test
  void aListThatGrowsWithoutEndRunsOutOfMemory() throws Exception {
    Grade grade = backward("""
        java.util.List<double[]> all = new java.util.ArrayList<>();
        while (true) all.add(new double[100_000]);""");
    assertThat(failed(grade))
        .contains("backward(…) needs more memory than the ", "MB", "OutOfMemoryError");
    assertThat(last(grade).isPassed()).as("other parts go on").isTrue();
  }

  @Test
  void memoryThatIsNeverGivenBackEndsTheRun() throws Exception {
    String begin = "implements DropoutTask {\n";
    String source = solution()
        .replace(begin, begin + "static Object[] all; static Object[] last;")
        .replace("    double[][] da = ", """
            while (true) {
              Object[] next = new Object[50];
              if (all == null) all = next; else last[0] = next;
              last = next;
            }
          }
          double[][] unused(double[][] dout, double[][] mask) {
            double[][] da =\s""");
    assertThat(failed(grade(source))).contains("needs more memory than the ", "OutOfMemoryError");
  }

  @Test
  void exitIsTold() throws Exception {
    assertThat(failed(backward("System.exit(3); return dout;")))
        .contains("ended the JVM, with exit code 3", "System.exit");
    assertThat(failed(backward("Runtime.getRuntime().halt(0); return dout;")))
        .contains("ended the JVM, with exit code 0");
  }

  @Test
  void recursionWithoutEndIsTold() throws Exception {
    Grade grade = backward("return backward(dout, mask);");
    assertThat(failed(grade)).contains("backward(…) calls itself without end");
    assertThat(last(grade).isPassed()).as("other parts go on").isTrue();
  }

  @Test
  void exceptionsAreToldWithMethodAndLine() throws Exception {
    assertThat(failed(backward("throw new IllegalStateException(\"no way\");")))
        .contains("backward(…) threw IllegalStateException: no way, at Dropout.java:");
    assertThat(failed(backward("double[][] da = new double[3][]; da[0][0] = 1; return da;")))
        .contains("NullPointerException", "has no rows yet");
    assertThat(failed(backward("return java.util.List.<double[][]>of().get(0);")))
        .contains("backward(…) threw ArrayIndexOutOfBoundsException");
    assertThat(failed(backward("return null;"))).contains("Your da is null");
  }

  @Test
  void whatIsPrintedIsShownWithThePoint() throws Exception {
    Grade grade = backward("System.out.println(\"rows: \" + dout.length); return null;");
    assertThat(firstFailed(grade).printed()).isEqualTo("rows: 2\n");
    grade = backward("new IllegalStateException(\"seen\").printStackTrace(); return null;");
    assertThat(firstFailed(grade).printed()).contains("IllegalStateException: seen");
  }

  @Test
  void readingTheKeyboardDoesNotHang() throws Exception {
    assertThat(failed(backward("return new double[new java.util.Scanner(System.in).nextInt()][];")))
        .contains("NoSuchElementException");
  }

  @Test
  void threadsThatAreLeftDoNotKeepItAlive() throws Exception {
    Grade grade = backward("new Thread(() -> { while (true) {} }).start(); return null;");
    assertThat(failed(grade)).contains("Your da is null");
  }

  @Test
  void aClassOfAnotherNameIsTold() throws Exception {
    String source = solution().replace("public final class Dropout ", "final class DropOut ");
    assertThat(failed(grade(source)))
        .contains("Dropout.java holds no class e01.Dropout", "what was compiled is e01.DropOut");
    source = solution().replace("package e01;", "");
    assertThat(failed(grade(source))).contains("what was compiled is Dropout.", "package e01;");
  }

  @Test
  void aClassThatCannotBeMadeIsTold() throws Exception {
    assertThat(failed(
            grade(solution().replace(" implements DropoutTask", "").replace("@Override", ""))))
        .contains("Dropout does not implement DropoutTask");
    String begin = "implements DropoutTask {\n";
    assertThat(failed(grade(solution().replace(begin, begin + "Dropout(int units) {}"))))
        .contains("no constructor without parameters");
    assertThat(failed(grade(
            solution().replace(begin, begin + "static final int[] X = {}; static int Y = X[1];"))))
        .contains("a static field or initializer threw ArrayIndexOutOfBoundsException");
    assertThat(failed(grade(
            solution().replace(begin, begin + "public Dropout() { int x = 1 / (int) 0.0; }"))))
        .contains("the constructor threw ArithmeticException");
  }

  @Test
  void javacsErrorsHaveFileLineAndTheLineItself() throws Exception {
    Grade grade = grade(solution().replace("return mask;", "return maks;"));
    assertThat(grade.points()).isEmpty();
    assertThat(grade.errors()).hasSize(1);
    assertThat(grade.errors().get(0))
        .startsWith(folder.resolve("Dropout.java") + ":")
        .contains("cannot find symbol", "\n        return maks;\n               ^");
  }

  private static List<Check> checks() {
    return EXERCISE.checks(new Submission(Path.of("none"), EXERCISE.packageName()));
  }

  private Grade backward(String body) throws Exception {
    String source = solution();
    int begin = source.indexOf("double[][] backward(");
    int open = source.indexOf('{', begin) + 1;
    int end = source.indexOf("  }\n\n", open);
    return grade(source.substring(0, open) + "\n" + body + "\n" + source.substring(end));
  }

  private static String solution() {
    return Sources.solution(EXERCISE).get("Dropout.java");
  }

  private Grade grade(String source) throws Exception {
    Chosen.write(folder, Map.of("Dropout.java", source));
    return Grading.forked(EXERCISE, folder, point -> {});
  }

  private static String failed(Grade grade) {
    assertThat(grade.errors()).isEmpty();
    return firstFailed(grade).explanation();
  }

  private static Point firstFailed(Grade grade) {
    return grade.points().stream()
        .filter(point -> point.state() == Point.State.FAILED)
        .findFirst()
        .orElseThrow();
  }

  private static Point last(Grade grade) {
    return grade.points().get(grade.points().size() - 1);
  }
}
