package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import mlp.api.Activation;
import mlp.api.Clipping;
import mlp.api.EarlyStopping;
import mlp.api.Initializer;
import mlp.api.InvalidInput;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JSON form is the one that the documentation shows, keeps every digit, and is the only one.
 */
class JsonTest {
  private static final String NETWORK = """
      {
        "inputs": 64,
        "inputDropout": 0.2,
        "layers": [
          {"units": 32, "activation": "leaky-relu", "normalization": {"type": "batch", "decay": 0.9, "epsilon": 1e-5}, "dropout": 0.5},
          {"units": 10, "activation": "softmax", "normalization": {"type": "none"}, "dropout": 0.0}
        ],
        "loss": "softmax-cross-entropy",
        "initializer": {"type": "he-normal"}
      }
      """;
  private static final String TRAINING = """
      {
        "optimizer": {"type": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "epsilonHat": false},
        "learningRate": 0.001,
        "schedule": {"type": "cosine", "warmUp": 0, "steps": 1000, "end": 0.0},
        "clipping": {"type": "global-norm", "max": 1.0},
        "l2": 0.0,
        "weightDecay": 0.01,
        "maxNorm": 3.0,
        "labelSmoothing": 0.1,
        "earlyStopping": {"type": "patience", "epochs": 5, "minimumImprovement": 0.001},
        "batchSize": 32,
        "epochs": 20,
        "seed": 1
      }
      """;

  private static Network network(Initializer initializer) {
    return Network.withInputs(64)
        .inputDropout(0.2)
        .layer(new Layer(32, Activation.LEAKY_RELU, Normalization.Batch.standard(), 0.5))
        .layer(10, Activation.SOFTMAX)
        .initializer(initializer)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  @Test
  void theFormOfANetwork() throws Exception {
    Network network = network(Initializer.Scaled.HE_NORMAL);
    assertThat(Json.networkFromJson(NETWORK)).isEqualTo(network);
    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(Json.toJson(network))).isEqualTo(mapper.readTree(NETWORK));
    assertThat(Json.tree(network)).isEqualTo(mapper.readTree(NETWORK));
  }

  @Test
  void theFormOfATraining() {
    Training training = new Training(Optimizer.Adam.standard(), 0.001, 32, 20, 1)
        .toBuilder()
            .schedule(new Schedule.Cosine(0, 1000, 0))
            .clipping(new Clipping.GlobalNorm(1))
            .weightDecay(0.01)
            .maxNorm(3)
            .labelSmoothing(0.1)
            .earlyStopping(new EarlyStopping.Patience(5, 0.001))
            .build();
    assertThat(Json.trainingFromJson(TRAINING)).isEqualTo(training);
    assertThat(Json.toJson(training).replaceAll("\\s", ""))
        .isEqualTo(TRAINING.replaceAll("\\s", "").replace("1e-8", "1.0E-8"));
    assertThat(Json.tree(training)).hasToString(Json.toJson(training).replaceAll("\\s", ""));
  }

  @ParameterizedTest
  @EnumSource
  void everyScaledInitializer(Initializer.Scaled initializer) {
    Network network = network(initializer);
    assertThat(Json.networkFromJson(Json.toJson(network))).isEqualTo(network);
  }

  @Test
  void theInitializerThatHasAField() {
    Network network = network(new Initializer.Normal(0.01));
    assertThat(Json.tree(network).get("initializer"))
        .hasToString("{\"type\":\"normal\",\"standardDeviation\":0.01}");
    assertThat(Json.networkFromJson(Json.toJson(network))).isEqualTo(network);
  }

  @ParameterizedTest
  @EnumSource(value = Activation.class, names = "SOFTMAX", mode = EnumSource.Mode.EXCLUDE)
  void everyActivation(Activation activation) {
    Network network = Network.withInputs(1).layer(1, activation).loss(Loss.SQUARED_ERROR);
    assertThat(Json.networkFromJson(Json.toJson(network))).isEqualTo(network);
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Optimizer.Sgd(),
        new Optimizer.Momentum(0.9),
        new Optimizer.Nesterov(0x1.fffffffffffffp-1),
        new Optimizer.Adam(0.9, 0.99, Double.MIN_VALUE, true),
        new Optimizer.Adamw(0.9, 0.99, 1e-8, 0.01),
        new Optimizer.Rmsprop(0.9, 1e-8),
        new Optimizer.Adagrad(1e-10));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyOptimizer(Optimizer optimizer) {
    Training training = new Training(optimizer, 1, 1, 1, Long.MIN_VALUE);
    assertThat(Json.trainingFromJson(Json.toJson(training))).isEqualTo(training);
  }

  static Stream<Training> settings() {
    Training plain = new Training(new Optimizer.Sgd(), 1, 1, 1, 1);
    return Stream.of(
        plain.toBuilder().schedule(new Schedule.Constant()).build(),
        plain.toBuilder().schedule(new Schedule.Step(Long.MAX_VALUE, 0.1)).build(),
        plain.toBuilder().schedule(new Schedule.Exponential(0.999)).build(),
        plain.toBuilder().schedule(new Schedule.OneCycle(100, 0.3, 25, 1e4)).build(),
        plain.toBuilder().schedule(new Schedule.Plateau(10, 0, 0.5, 1e-4)).build(),
        plain.toBuilder().clipping(new Clipping.None()).build(),
        plain.toBuilder().clipping(new Clipping.Value(0.5)).l2(1e-4).build(),
        plain.toBuilder().earlyStopping(new EarlyStopping.None()).build());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everyScheduleAndClippingAndWayToStop(Training training) {
    assertThat(Json.trainingFromJson(Json.toJson(training))).isEqualTo(training);
  }

  @Test
  void numbersKeepEveryDigit() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10_000; i++) {
      // Any positive finite double, from the smallest to the largest.
      double rate = Double.longBitsToDouble(random.nextLong(1, 0x7ff0000000000000L));
      Training training = new Training(new Optimizer.Sgd(), rate, 1, 1, random.nextLong());
      assertThat(Json.trainingFromJson(Json.toJson(training))).isEqualTo(training);
    }
  }

  @Test
  void typeMayStandAnywhere() {
    String last = TRAINING
        .replace("\"type\": \"adam\", ", "")
        .replace("false}", "false, \"type\": \"adam\"}");
    assertThat(Json.trainingFromJson(last)).isEqualTo(Json.trainingFromJson(TRAINING));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Unknown, missing and repeated fields.
        "\"inputs\": 64, | \"inputs\": 64, \"outputs\": 1, | line 2, column 28: outputs: got 1, expected no such field, but only inputs, inputDropout, layers, loss, initializer",
        "\"inputs\": 64, | `` | line 1, column 1: inputs: got nothing, expected a whole number",
        "\"inputs\": 64, | \"inputs\": 64, \"inputs\": 64, | line 2, column 27: inputs: got 64, expected each field once",
        ", \"activation\": \"softmax\" | `` | line 6, column 5: layers[1].activation: got nothing, expected one of identity, relu",
        "he-normal\" | he-normal\", \"standardDeviation\": 1 | line 9, column 61: initializer.standardDeviation: got 1, expected no such field, but only type",
        "\"type\": \"he-normal\" | `` | line 9, column 18: initializer.type: got nothing, expected one of xavier",
        "\"he-normal\" | \"normal\" | line 9, column 18: initializer.standardDeviation: got nothing, expected a number",
        // Wrong types.
        "64 | \"64\" | line 2, column 13: inputs: got \"64\", expected a whole number",
        "64 | 64.0 | line 2, column 13: inputs: got 64.0, expected a whole number",
        "64 | 2147483648 | line 2, column 13: inputs: got 2147483648, expected a whole number",
        "64 | 99999999999999999999 | line 2, column 13: inputs: got 99999999999999999999, expected a whole number",
        "64 | null | line 2, column 13: inputs: got null, expected a whole number",
        "64 | true | line 2, column 13: inputs: got true, expected a whole number",
        "64 | [64] | line 2, column 13: inputs: got a list, expected a whole number",
        "\"leaky-relu\" | 3 | line 5, column 33: layers[0].activation: got 3, expected one of",
        "\"leaky-relu\" | \"LEAKY_RELU\" | line 5, column 33: layers[0].activation: got \"LEAKY_RELU\", expected one of",
        "\"leaky-relu\" | {} | line 5, column 33: layers[0].activation: got an object, expected one of",
        "{\"type\": \"he-normal\"} | \"he-normal\" | line 9, column 18: initializer: got \"he-normal\", expected an object with \"type\"",
        "\"he-normal\" | \"scaled\" | line 9, column 27: initializer.type: got \"scaled\", expected one of xavier",
        "\"layers\": [ | \"layers\": [7, | line 4, column 14: layers[0]: got 7, expected an object",
        // Values that the records refuse.
        "32 | 0 | line 5, column 5: layers[0]: units: got 0, expected a whole number of at least 1",
        "64 | -1 | line 1, column 1: inputs: got -1, expected a whole number of at least 1",
        "\"softmax\" | \"relu\" | line 1, column 1: loss: got softmax-cross-entropy with",
        "\"dropout\": 0.5 | \"dropout\": 1 | line 5, column 5: layers[0]: dropout: got 1.0, expected a number from 0 to below 1",
        "\"type\": \"batch\", \"decay\": 0.9, | \"type\": \"batch\", | line 5, column 64: layers[0].normalization.decay: got nothing, expected a number",
        "0.2 | \"NaN\" | line 1, column 1: inputDropout: got NaN, expected a number from 0",
        "0.2 | \"0.2\" | line 3, column 19: inputDropout: got \"0.2\", expected a number",
        // No JSON.
        "64, | 64 | line 3, column 3: this is not JSON",
        "64 | NaN | line 2, column 16: this is not JSON",
        "64 | 064 | line 2, column 14: this is not JSON",
        "\"inputs\" | inputs | line 2, column 3: this is not JSON",
      })
  void refusesNetworks(String part, String replacement, String says) {
    String changed = NETWORK.replace(part, replacement);
    assertThat(changed).isNotEqualTo(NETWORK);
    requireRefused(() -> Json.networkFromJson(changed), "network, " + says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "false | 0 | line 2, column 94: optimizer.epsilonHat: got 0, expected true or false",
        "0.999 | \"0.999\" | line 2, column 56: optimizer.beta2: got \"0.999\", expected a number",
        "0.999 | 1.0 | line 2, column 16: optimizer: beta2: got 1.0, expected a number from 0 to below 1",
        "\"adam\" | \"Adam\" | line 2, column 25: optimizer.type: got \"Adam\", expected one of sgd, momentum, nesterov, adam",
        "\"seed\": 1 | \"seed\": 9223372036854775808 | line 13, column 11: seed: got 9223372036854775808, expected a whole number of 64 bits",
        "\"cosine\" | \"sine\" | line 4, column 24: schedule.type: got \"sine\", expected one of",
        "\"weightDecay\": 0.01 | \"weightDecay\": -1 | line 1, column 1: weightDecay: got -1.0, expected a finite number of at least 0",
        "\"earlyStopping\" | \"patience\" | line 10, column 15: patience: got an object, expected no such field",
        "\"learningRate\": 0.001 | \"learningRate\": 1e999 | line 1, column 1: learningRate: got Infinity, expected a finite number",
      })
  void refusesTrainings(String part, String replacement, String says) {
    String changed = TRAINING.replace(part, replacement);
    assertThat(changed).isNotEqualTo(TRAINING);
    requireRefused(() -> Json.trainingFromJson(changed), "training, " + says);
  }

  @Test
  void refusesWhatStandsAroundIt() {
    requireRefused(() -> Json.networkFromJson(""), "network: got an empty text");
    requireRefused(() -> Json.networkFromJson("[]"), "network, line 1, column 1: got a list");
    requireRefused(
        () -> Json.networkFromJson(NETWORK + "{}"),
        "network, line 11, column 1: got an object, expected nothing after");
    requireRefused(
        () -> Json.networkFromJson(NETWORK + "x"), "network, line 11, column 1: this is not JSON");
    requireRefused(
        () -> Json.networkFromJson(NETWORK.strip().replaceAll("}$", "")), "this is not JSON");
    requireRefused(() -> Json.networkFromJson("[".repeat(100_000)), "this is not JSON");
    requireRefused(() -> Json.networkFromJson(" ".repeat(2_000_000)), "2000000 characters");
    requireRefused(() -> Json.networkFromJson("{\"\u001b[2J\": 1}"), "this is not JSON");
    requireRefused(() -> Json.networkFromJson("{\"\\u001b[2J\": 1}"), "\\u001b[2J: got 1");
  }

  private static void requireRefused(Runnable reading, String says) {
    assertThatThrownBy(reading::run)
        .isInstanceOf(InvalidInput.class)
        .message()
        .startsWith(says.startsWith("network") || says.startsWith("training") ? says : "network")
        .contains(says)
        .doesNotContain("\n", "\u001b");
  }
}
