package mlp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import mlp.api.Tensor;
import mlp.cli.report.StepLayout.Box;
import org.junit.jupiter.api.Test;

class StepLayoutTest {
  private static final List<String> NAMES =
      Diagnoses.run("numpy-style", Diagnoses.DEEP, Diagnoses.SGD, 1).traces().get(0).stream()
          .map(Tensor::name)
          .toList();

  @Test
  void everyRecordHasItsPlaceAndNoTwoOverlap() {
    StepLayout layout = new StepLayout(3, NAMES);
    List<Box> boxes = new ArrayList<>(layout.boxes().values());

    assertThat(layout.boxes()).containsOnlyKeys(NAMES);
    for (Box a : boxes) {
      assertThat(a.right()).isLessThan(layout.width());
      assertThat(a.y() + StepLayout.BOX).isLessThan(layout.height());
      for (Box b : boxes) {
        boolean areApart = a == b
            || a.right() < b.x()
            || b.right() < a.x()
            || Math.abs(a.y() - b.y()) > StepLayout.BOX;
        assertThat(areApart).as(a.record() + " and " + b.record()).isTrue();
      }
    }
  }

  @Test
  void theFlowForwardIsOneLineToTheRightAndTheFlowBackOneBelowIt() {
    StepLayout layout = new StepLayout(3, NAMES);

    assertLine(layout, List.of("x", "drop0.out", "z1", "bn1.out", "a1", "drop1.out", "z2", "loss"));
    assertLine(layout, List.of("dz1", "dbn1.out", "da1", "ddrop1.out", "dz2", "dz3"));
    assertThat(layout.boxes().get("dz1").y())
        .isGreaterThan(layout.boxes().get("z1").y());
    assertThat(layout.boxes().get("W1.after").y())
        .isGreaterThan(layout.boxes().get("dW1").y());
  }

  private static void assertLine(StepLayout layout, List<String> names) {
    for (int i = 1; i < names.size(); i++) {
      Box before = layout.boxes().get(names.get(i - 1));
      Box next = layout.boxes().get(names.get(i));
      assertThat(next.y()).as(names.get(i)).isEqualTo(before.y());
      assertThat(next.x()).as(names.get(i)).isGreaterThan(before.right());
    }
  }

  @Test
  void whatARecordIsComputedFromIsThere() {
    StepInputs inputs = new StepInputs(Diagnoses.DEEP, new LinkedHashSet<>(NAMES));

    assertThat(inputs.of("z2")).containsExactlyInAnyOrder("drop1.out", "W2");
    assertThat(inputs.of("ddrop1.out")).containsExactlyInAnyOrder("dz2", "W2");
    assertThat(inputs.of("dz3")).containsExactlyInAnyOrder("a3", "y");
    assertThat(inputs.of("W1.after")).containsExactly("dW1");
    assertThat(inputs.of("x")).isEmpty();
    for (String name : NAMES) {
      boolean isGiven = name.matches("x|y|(W|b|gamma|beta)\\d|bn\\d.running.*(mean|var)|.*mask");
      assertThat(inputs.of(name).isEmpty()).as(name).isEqualTo(isGiven);
    }
  }

  @Test
  void whatIsMissingIsPassedOver() {
    StepInputs inputs = new StepInputs(
        Diagnoses.PLAIN, new LinkedHashSet<>(List.of("x", "y", "W1", "W2", "loss", "W2.after")));

    assertThat(inputs.of("loss")).containsExactlyInAnyOrder("x", "W1", "W2", "y");
    assertThat(inputs.of("W2.after")).containsExactlyInAnyOrder("y", "x", "W1", "W2");
  }
}
