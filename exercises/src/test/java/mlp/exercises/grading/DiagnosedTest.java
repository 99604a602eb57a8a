package mlp.exercises.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import org.junit.jupiter.api.Test;

class DiagnosedTest {
  private static final Network NETWORK = Network.withInputs(4)
      .layer(6, Activation.RELU)
      .layer(3, Activation.SOFTMAX)
      .initializer(Initializer.Scaled.HE_NORMAL)
      .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  private static final Trace STEP =
      Reference.step(NETWORK, new Training(new Optimizer.Sgd(), 0.1, 8, 1, 3), 8);

  @Test
  void theReferenceItselfIsRight() {
    Diagnosed.require(STEP.records(), STEP);
    assertThat(Diagnosed.explain(List.of(STEP), List.of(STEP))).isEmpty();
  }

  @Test
  void aCauseOfTheCatalogueIsToldWithItsRule() {
    assertThat(withRecord("dz2", x -> 8 * x))
        .contains("Your dz2 of step 0 is the first that is wrong by itself")
        .contains("The cause is sum-over-batch", "R2");
  }

  @Test
  void whatTheCatalogueDoesNotHoldIsComparedWithTheReference() {
    assertThat(withRecord("dW2", x -> 8 * x))
        .contains("Your dW2 of step 0 is the first that is wrong by itself")
        .contains("× 8, the number of rows: you summed over the batch");
    assertThat(withRecord("z1", x -> x + Math.sin(1000 * x)))
        .contains("Your z1 of step 0", "not by a mistake that is known", "z1[0, 0]");
  }

  private static String withRecord(String name, DoubleUnaryOperator change) {
    List<Tensor> records = STEP.records().stream()
        .map(tensor -> tensor.name().equals(name)
            ? new Tensor(name, tensor.shape(), Values.map(tensor.values(), change))
            : tensor)
        .toList();
    Trace learners = new Trace("your code", STEP.dataType(), NETWORK, STEP.training(), 0, records);
    return Diagnosed.explain(List.of(learners), List.of(STEP)).orElseThrow();
  }
}
