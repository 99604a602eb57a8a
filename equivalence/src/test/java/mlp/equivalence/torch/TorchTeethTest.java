package mlp.equivalence.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import mlp.api.DataType;
import mlp.api.Network;
import mlp.api.Track;
import mlp.api.Training;
import mlp.formats.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The comparison with PyTorch tells every setting from others that are close to it: with each of
 * these it fails, and says first what differs first.
 */
class TorchTeethTest {

  /**
   * @param features of the case: the first one that has them all
   * @param from what stands in the JSON of its network or training
   * @param to what shall stand there instead
   * @param first the step and the kind of what differs first
   */
  private record Altered(String features, String from, String to, String first) {

    TorchCase expected() {
      List<String> wanted = List.of(features.split(" "));
      return TorchCase.all().stream()
          .filter(each -> each.features().containsAll(wanted))
          .findFirst()
          .orElseThrow();
    }
  }

  private static final List<Altered> ALTERED = List.of(
      new Altered("activation/gelu", "\"gelu\"", "\"gelu-tanh\"", "step 0, outputs"),
      new Altered("activation/elu", "\"elu\"", "\"leaky-relu\"", "step 0, outputs"),
      new Altered("loss/squared-error", "\"identity\"", "\"relu\"", "step 0, outputs"),
      new Altered(
          "loss/softmax-cross-entropy-smoothed",
          "\"labelSmoothing\":0.1",
          "\"labelSmoothing\":0.1001",
          "step 0, loss: training loss"),
      new Altered(
          "loss/sigmoid-cross-entropy-smoothed",
          "\"labelSmoothing\":0.2",
          "\"labelSmoothing\":0",
          "step 0, loss: training loss"),
      new Altered(
          "normalization/batch", "\"epsilon\":1.0E-5", "\"epsilon\":1.1E-5", "step 0, outputs"),
      new Altered("normalization/batch", "\"decay\":0.9", "\"decay\":0.1", "step 0, statistics"),
      new Altered(
          "dropout/hidden", "\"dropout\":0.2", "\"dropout\":0.21", "step 0, loss: training loss"),
      new Altered(
          "dropout/inputs",
          "\"inputDropout\":0.15",
          "\"inputDropout\":0",
          "step 0, loss: training loss"),
      new Altered("dropout/hidden", "\"seed\":", "\"seed\":1", "step 0, loss: training loss"),
      new Altered("optimizer/sgd", "\"learningRate\":", "\"learningRate\":1", "step 0, parameters"),
      new Altered(
          "optimizer/momentum", "\"momentum\":0.9", "\"momentum\":0.901", "step 1, parameters"),
      new Altered("optimizer/nesterov", "\"nesterov\"", "\"momentum\"", "step 0, parameters"),
      new Altered("optimizer/adam", "1.0E-8", "1.1E-8", "step 0, parameters"),
      new Altered(
          "optimizer/adam", "\"epsilonHat\":false", "\"epsilonHat\":true", "step 0, parameters"),
      new Altered(
          "optimizer/adam-epsilon-hat", "\"beta2\":0.99", "\"beta2\":0.991", "step 0, parameters"),
      new Altered(
          "optimizer/adamw", "\"weightDecay\":0.3", "\"weightDecay\":0.301", "step 0, parameters"),
      new Altered("optimizer/rmsprop", "\"decay\":0.9", "\"decay\":0.901", "step 0, parameters"),
      new Altered("optimizer/adagrad", "1.0E-6", "1.1E-6", "step 0, parameters"),
      new Altered("decay/l2", "\"l2\":0.05", "\"l2\":0.0501", "step 0, parameters"),
      // With SGD alone the two decays are the same.
      new Altered(
          "decay/weight-decay optimizer/adam",
          "\"l2\":0.0,\"weightDecay\":0.3",
          "\"l2\":0.3,\"weightDecay\":0.0",
          "step 0, parameters"),
      new Altered("decay/max-norm", "\"maxNorm\":", "\"maxNorm\":1", "step 0, parameters"),
      new Altered("clipping/global-norm", "\"max\":0", "\"max\":1", "step 0, parameters"),
      new Altered("clipping/value", "\"max\":0", "\"max\":1", "step 0, parameters"),
      new Altered("schedule/step", "\"every\":4", "\"every\":5", "step 5, outputs"),
      new Altered("schedule/exponential", "0.95", "0.951", "step 1, update: learningRate"),
      new Altered("schedule/cosine", "\"steps\":16", "\"steps\":17", "step 1, update"),
      new Altered("schedule/cosine-warm-up", "\"warmUp\":5", "\"warmUp\":4", "step 0, update"),
      new Altered(
          "schedule/one-cycle", "\"endDivisor\":100.0", "\"endDivisor\":99.0", "step 5, update"),
      new Altered("schedule/plateau", "\"patience\":0", "\"patience\":1", "step 10, outputs"));

  @TestFactory
  Stream<DynamicTest> everyAlteredSettingIsToldFromTheRightOne() {
    return ALTERED.stream()
        .map(altered -> dynamicTest(altered.toString(), () -> requireFailure(altered)));
  }

  private static void requireFailure(Altered altered) {
    TorchCase expected = altered.expected();
    String networkJson = Json.tree(expected.network()).toString();
    String trainingJson = Json.tree(expected.training()).toString();
    assertThat(networkJson + trainingJson).contains(altered.from);
    Network network = Json.networkFromJson(networkJson.replace(altered.from, altered.to));
    Training training = Json.trainingFromJson(trainingJson.replace(altered.from, altered.to));
    Track simplest = Track.all().get(0);
    assertThatThrownBy(() -> TorchComparison.run(
            expected, network, training, simplest, DataType.FLOAT64, (kind, step, d) -> {}))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(altered.first);
  }
}
