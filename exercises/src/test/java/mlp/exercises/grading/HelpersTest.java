package mlp.exercises.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelpersTest {

  @Test
  void finiteDifferencesAreTheGradient() {
    double[][] x = Numbers.normal(1, 2, 3);
    double[][] gradient = FiniteDifferences.gradient(
        (double[][] at) -> Math.sin(at[0][0]) * at[1][2] + at[0][1] * at[0][1], x);
    double[][] expected = new double[2][3];
    expected[0][0] = Math.cos(x[0][0]) * x[1][2];
    expected[0][1] = 2 * x[0][1];
    expected[1][2] = Math.sin(x[0][0]);
    Explanation.of("gradient", expected).within(1e-9).require(gradient);
    double[] slope = FiniteDifferences.gradient((double[] at) -> 3 * at[0], new double[] {5});
    Explanation.of("slope", new double[] {3}).within(1e-9).require(slope);
  }

  @Test
  void aChangedArgumentIsFound() {
    Unchanged argument = Unchanged.of("a", new double[][] {{1, 2}});
    assertThatCode(() -> argument.require("forward")).doesNotThrowAnyException();
    argument.given()[0][1] = 3;
    assertThatThrownBy(() -> argument.require("forward"))
        .isInstanceOf(Wrong.class)
        .hasMessageStartingWith("forward(…) changes its argument a");
  }

  @Test
  void whatComesAfterAFailureStaysOpenAndOtherPartsGoOn() {
    List<String> run = new ArrayList<>();
    Checks checks = new Checks();
    checks
        .part("a")
        .check("a1", () -> run.add("a1"))
        .check("a2", () -> {
          throw new Wrong("No.");
        })
        .check("a3", () -> run.add("a3"));
    checks.part("b").check("b1", () -> run.add("b1"));
    checks.part("c", "b", "a").check("c1", () -> run.add("c1"));
    checks.part("d", "c").check("d1", () -> run.add("d1"));
    checks.part("e", "b").check("e1", () -> run.add("e1"));
    List<Point> points = GradingRun.of(checks.all(), name -> false, new GradingRun.Listener() {});
    assertThat(run).containsExactly("a1", "b1", "e1");
    assertThat(points)
        .extracting(point -> point.asks() + " " + point.state() + " " + point.explanation())
        .containsExactly(
            "a1 PASSED ",
            "a2 FAILED No.",
            "a3 OPEN ",
            "b1 PASSED ",
            "c1 OPEN comes after a",
            "d1 OPEN comes after c",
            "e1 PASSED ");
  }

  @Test
  void anErrorOfTheGraderIsNotBlamedOnTheLearner() {
    Checks checks = new Checks();
    checks.part("a").check("a1", () -> List.of().get(0));
    Point point =
        GradingRun.of(checks.all(), name -> false, new GradingRun.Listener() {}).get(0);
    assertThat(point.explanation()).startsWith("An error of the grader itself");
  }
}
