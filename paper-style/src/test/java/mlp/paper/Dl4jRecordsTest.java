package mlp.paper;

import static mlp.paper.RecordedNetworks.ROWS;
import static mlp.paper.RecordedNetworks.batch;
import static mlp.paper.RecordedNetworks.droppedNormalization;
import static mlp.paper.RecordedNetworks.full;
import static mlp.paper.RecordedNetworks.fullNetwork;
import static mlp.paper.RecordedNetworks.model;
import static mlp.paper.RecordedNetworks.plain;
import static mlp.paper.RecordedNetworks.plainNetwork;
import static mlp.paper.RecordedNetworks.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import mlp.api.Network;
import mlp.api.Tensor;
import mlp.api.Trace;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a recorder tells of DL4J's steps. */
class Dl4jRecordsTest {
  @Test
  void everyTensorIsRecordedInTheOrderOfItsComputation() {
    Trace trace = trace(full(DataType.DOUBLE, new Adam(0.01)), fullNetwork());
    assertThat(trace.producer()).matches("dl4j [0-9].*");
    String parameters = "W1 b1 gamma1 beta1 W2 b2 gamma2 beta2 W3 b3";
    String statistics = "bn1.running.mean bn1.running.var bn2.running.mean bn2.running.var";
    assertThat(trace.records().stream().map(Tensor::name))
        .containsExactly(("x y "
                + parameters
                + " "
                + statistics
                + " drop0.mask drop0.out"
                + " z1 bn1.mean bn1.var bn1.xhat bn1.out a1 drop1.mask drop1.out"
                + " z2 bn2.mean bn2.var bn2.xhat bn2.out a2 z3 a3 loss dz3 dW3 db3"
                + " da2 dbn2.out dgamma2 dbeta2 dz2 dW2 db2"
                + " ddrop1.out da1 dbn1.out dgamma1 dbeta1 dz1 dW1 db1 "
                + each(parameters, "opt.m.", "")
                + " "
                + each(parameters, "opt.v.", "")
                + " "
                + each(parameters, "", ".after")
                + " "
                + each(statistics, "", ".after"))
            .split(" "));
  }

  @Test
  void whatDropoutFollowsIsBothANormalizationsOutputAndTheLayers() {
    Trace trace = trace(droppedNormalization(), plainNetwork());
    assertThat(values(trace, "a1")).containsExactly(values(trace, "bn1.out"));
    assertThat(values(trace, "da1")).containsExactly(values(trace, "dbn1.out"));
    double[] mask = values(trace, "drop1.mask");
    assertThat(values(trace, "drop1.out")).containsExactly(products(values(trace, "a1"), mask));
    assertThat(values(trace, "da1"))
        .containsExactly(products(values(trace, "ddrop1.out"), mask), within(1e-16));
    // A user's own order: the statistics are those of what was normalized.
    double[] z = values(trace, "z1");
    double mean =
        IntStream.range(0, ROWS).mapToDouble(r -> Math.max(0, z[5 * r])).sum() / ROWS;
    assertThat(values(trace, "bn1.mean")[0]).isCloseTo(mean, within(1e-15));
  }

  private static double[] products(double[] one, double[] other) {
    return IntStream.range(0, one.length).mapToDouble(i -> one[i] * other[i]).toArray();
  }

  private static String each(String names, String before, String after) {
    return String.join(
        " ", Arrays.stream(names.split(" ")).map(name -> before + name + after).toList());
  }

  @Test
  void whatIsRecordedFollowsTheRules() {
    Trace trace = trace(full(DataType.DOUBLE, new Sgd(0.1)), fullNetwork());
    assertProduct(trace, "drop0.out", "W1", "b1", "z1");
    assertProduct(trace, "drop1.out", "W2", "b2", "z2");
    assertProduct(trace, "a2", "W3", "b3", "z3");
    // a = σ(out), out = γ·x̂ + β with γ = 1 and β = 0   (R8)
    assertThat(values(trace, "bn1.out")).containsExactly(values(trace, "bn1.xhat"), within(1e-12));
    assertThat(values(trace, "a1"))
        .containsExactly(
            Arrays.stream(values(trace, "bn1.out")).map(Math::tanh).toArray(), within(1e-14));
    assertThat(values(trace, "a2")).containsExactly(values(trace, "bn2.out"));
    assertThat(values(trace, "da2")).containsExactly(values(trace, "dbn2.out"));
    // DL4J's p is the probability to retain   (R9)
    assertThat(Arrays.stream(values(trace, "drop1.mask")).distinct().sorted().toArray())
        .containsExactly(0, 1 / 0.8);
    // running ← 0.9·running + 0.1·batch, kept as the logarithm of the deviation
    assertThat(values(trace, "bn1.running.var")).containsOnly(1);
    assertThat(values(trace, "bn1.running.var.after"))
        .containsExactly(
            Arrays.stream(values(trace, "bn1.var")).map(v -> 0.9 + 0.1 * v).toArray(),
            within(1e-10));
  }

  @ParameterizedTest
  @EnumSource(
      value = LossFunction.class,
      names = {"MSE", "L2"})
  void gradientsAreMeansAndTheLossHasNoPenalty(LossFunction loss) {
    Trace trace = trace(plain(DataType.DOUBLE, new Sgd(0.1), loss), plainNetwork());
    int count = loss == LossFunction.MSE ? ROWS * 3 : ROWS;
    double[] a = values(trace, "a2");
    double[] y = values(trace, "y");
    double[] da =
        IntStream.range(0, a.length).mapToDouble(i -> 2 * (a[i] - y[i]) / count).toArray();
    double[] dz =
        IntStream.range(0, a.length).mapToDouble(i -> da[i] * (1 - a[i] * a[i])).toArray();
    double sum = IntStream.range(0, a.length)
        .mapToDouble(i -> (a[i] - y[i]) * (a[i] - y[i]))
        .sum();
    assertThat(values(trace, "loss")[0]).isCloseTo(sum / count, within(1e-14));
    assertThat(values(trace, "da2")).containsExactly(da, within(1e-15));
    assertThat(values(trace, "dz2")).containsExactly(dz, within(1e-15));
    // L2 is added behind these: W ← W − η(dW + λW)   (R10)
    double[] w = values(trace, "W2");
    double[] dw = values(trace, "dW2");
    double[] after = IntStream.range(0, w.length)
        .mapToDouble(i -> w[i] - 0.1 * (dw[i] + 0.01 * w[i]))
        .toArray();
    assertThat(values(trace, "W2.after")).containsExactly(after, within(1e-15));
  }

  // z = xW + b   [n,out]   (R1)
  private static void assertProduct(Trace trace, String x, String w, String b, String z) {
    int in = trace.find(w).orElseThrow().shape()[0];
    int out = trace.find(w).orElseThrow().shape()[1];
    double[] expected = values(trace, z).clone();
    for (int r = 0; r < ROWS; r++) {
      for (int j = 0; j < out; j++) {
        double sum = values(trace, b)[j];
        for (int i = 0; i < in; i++) {
          sum += values(trace, x)[r * in + i] * values(trace, w)[i * out + j];
        }
        expected[r * out + j] = sum;
      }
    }
    assertThat(values(trace, z)).containsExactly(expected, within(1e-14));
  }

  private static Trace trace(NeuralNetConfiguration.ListBuilder settings, Network network) {
    return new Dl4jRecorder(model(settings), network, training())
        .fit(batch(network, 1, DataType.DOUBLE));
  }

  private static double[] values(Trace trace, String name) {
    return trace.find(name).map(Tensor::values).orElseThrow();
  }
}
