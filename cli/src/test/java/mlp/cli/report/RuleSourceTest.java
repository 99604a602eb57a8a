package mlp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import mlp.api.Activation;
import mlp.api.Clipping;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Tensor;
import mlp.api.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The formulas by which lines are found stand in the sources. */
class RuleSourceTest {

  @Test
  void everyTrackHasLinesForEveryRecordThatAStepComputes() {
    RuleSource source = new RuleSource(Diagnoses.DEEP, Diagnoses.SGD);
    List<String> names = new ArrayList<>();
    Diagnoses.run("numpy-style", Diagnoses.DEEP, Diagnoses.SGD, 1).traces().get(0).stream()
        .map(Tensor::name)
        .filter(
            name -> !name.matches("x|y|(W|b|gamma|beta)\\d|bn\\d.running.(mean|var)|drop\\d.mask"))
        .forEach(names::add);

    assertThat(names)
        .hasSizeGreaterThan(30)
        .allSatisfy(name ->
            assertTracks(source.html(name, "R11"), "numpy-style", "lowlevel", "paper-style"));
  }

  @ParameterizedTest
  @EnumSource(value = Activation.class, names = "SOFTMAX", mode = EnumSource.Mode.EXCLUDE)
  void everyActivationHasItsFormulaAndItsDerivative(Activation activation) {
    Network network =
        Network.withInputs(2).layer(2, activation).layer(1, activation).loss(Loss.SQUARED_ERROR);
    RuleSource source = new RuleSource(network, Diagnoses.SGD);

    assertThat(source.html("a1", "R6"))
        .contains("a = σ(z)")
        .contains("case " + activation + " -&gt;");
    String derivative = source.html("dz1", "R6");
    assertThat(derivative).contains("dz = da ⊙ σ′(z)", "σ′ = ");
    assertThat(derivative.split("case " + activation + " -&gt;")).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void everyLossHasItsFormulaAndItsGradient(Loss loss) {
    Activation output = switch (loss) {
      case SQUARED_ERROR -> Activation.IDENTITY;
      case SOFTMAX_CROSS_ENTROPY -> Activation.SOFTMAX;
      case SIGMOID_CROSS_ENTROPY -> Activation.SIGMOID;
    };
    RuleSource source =
        new RuleSource(Network.withInputs(2).layer(1, output).loss(loss), Diagnoses.SGD);

    assertTracks(source.html("loss", "R3"), "numpy-style", "lowlevel", "paper-style");
    String gradient = loss == Loss.SQUARED_ERROR ? "da1" : "dz1";
    assertTracks(source.html(gradient, "R3"), "numpy-style", "lowlevel", "paper-style");
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Optimizer.Sgd(),
        new Optimizer.Momentum(0.9),
        new Optimizer.Nesterov(0.9),
        new Optimizer.Adam(0.9, 0.999, 1e-8, false),
        new Optimizer.Adamw(0.9, 0.999, 1e-8, 0.01),
        new Optimizer.Rmsprop(0.9, 1e-8),
        new Optimizer.Adagrad(1e-8));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyOptimizerHasItsOwnFormula(Optimizer optimizer) {
    Training training = Diagnoses.SGD.toBuilder().optimizer(optimizer).build();

    String html = new RuleSource(Diagnoses.PLAIN, training).html("W1.after", "R11");

    assertTracks(html, "numpy-style", "lowlevel", "paper-style");
    String method = optimizer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    assertThat(html).contains("static void " + method.replace("adamw", "adam") + "(");
  }

  @Test
  void whatIsDoneAroundTheOptimizerIsFoundByItsRule() {
    Training training = Diagnoses.SGD.toBuilder()
        .clipping(new Clipping.GlobalNorm(1))
        .l2(0.1)
        .maxNorm(1)
        .build();
    RuleSource source = new RuleSource(Diagnoses.PLAIN, training);

    assertThat(source.html("W1.after", "R10")).contains("g ← g + λ·W");
    assertThat(source.html("W1.after", "R13")).contains("where ‖g‖ &gt; max");
    assertThat(source.html("W1.after", "R15")).contains("·c/‖W[:,j]‖");
    assertThat(source.html("y.smoothed", "R16")).contains("(1 − α)·y");
    assertThat(source.html("x", "R14")).isEmpty();
  }

  @Test
  void aStatementEndsWhereTheNextCommentBegins() {
    List<String> lines =
        SourceLines.below("numpy-style", "DenseLayer", "dW = xᵀ·dz").orElseThrow();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).startsWith("product.").endsWith(";");
  }

  @Test
  void aMemberIsCutAsAWhole() {
    List<String> lines =
        SourceLines.below("numpy-style", "Losses", "dz = (p − y)").orElseThrow();

    assertThat(lines.get(0)).startsWith("// dz = (p − y)");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("}");
    assertThat(lines).filteredOn(line -> line.equals("}")).hasSize(1);
  }

  @Test
  void whatIsNotThereHasNoLines() {
    assertThat(SourceLines.below("numpy-style", "Losses", "no such formula")).isEmpty();
    assertThat(SourceLines.below("numpy-style", "NoSuchFile", "dz")).isEmpty();
  }

  private static void assertTracks(String html, String... tracks) {
    for (String track : tracks) {
      assertThat(html).contains("<h4>" + track + ", ");
    }
  }
}
