package mlp.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What cannot be used is refused when it is given: the message names the field, the value and what
 * was expected.
 */
class RefusalTest {
  private static final Network TWO_CLASSES = Network.withInputs(2)
      .layer(3, Activation.RELU)
      .layer(2, Activation.SOFTMAX)
      .loss(Loss.SOFTMAX_CROSS_ENTROPY);

  private static final Parameters FITTING = InitialWeights.of(TWO_CLASSES, 1, DataType.FLOAT64);

  private static Network.Builder dense(Activation output) {
    return Network.withInputs(2).layer(2, output);
  }

  private static Matrix matrix(int rows, int columns, double... values) {
    return Matrix.of(rows, columns, values);
  }

  private static Arguments refused(String message, ThrowingCallable call) {
    return Arguments.of(message, call);
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        refused(
            "inputs: got 0, expected a whole number of at least 1",
            () -> new Network(
                0,
                List.of(new Layer(1, Activation.TANH)),
                Loss.SQUARED_ERROR,
                Initializer.Scaled.XAVIER)),
        refused(
            "units: got 0, expected a whole number of at least 1",
            () -> dense(Activation.RELU).layer(0, Activation.RELU)),
        refused(
            "layers: got none, expected at least the output layer",
            () -> Network.withInputs(2).loss(Loss.SQUARED_ERROR)),
        refused(
            "layers[0].activation: got softmax, expected softmax at the output layer only",
            () -> dense(Activation.SOFTMAX)
                .layer(2, Activation.SOFTMAX)
                .loss(Loss.SOFTMAX_CROSS_ENTROPY)),
        refused(
            "loss: got squared-error with the output activation softmax, expected softmax-cross-entropy with softmax",
            () -> dense(Activation.SOFTMAX).loss(Loss.SQUARED_ERROR)),
        refused(
            "loss: got softmax-cross-entropy with the output activation relu",
            () -> dense(Activation.RELU).loss(Loss.SOFTMAX_CROSS_ENTROPY)),
        refused(
            "loss: got sigmoid-cross-entropy with the output activation identity",
            () -> dense(Activation.IDENTITY).loss(Loss.SIGMOID_CROSS_ENTROPY)),
        refused(
            "layers[1].units: got 2000000, expected a weight matrix of at most 2147483639 elements",
            () -> Network.withInputs(2)
                .layer(2_000_000, Activation.TANH)
                .layer(2_000_000, Activation.TANH)
                .loss(Loss.SQUARED_ERROR)),
        refused("standardDeviation: got -1.0", () -> new Initializer.Normal(-1)),
        refused("standardDeviation: got NaN", () -> new Initializer.Normal(Double.NaN)),
        refused(
            "dropout: got 1.0, expected a number from 0 to below 1",
            () -> new Layer(3, Activation.RELU, new Normalization.None(), 1)),
        refused(
            "inputDropout: got -0.1",
            () -> dense(Activation.RELU).inputDropout(-0.1).loss(Loss.SQUARED_ERROR)),
        refused("decay: got 1.0", () -> new Normalization.Batch(1, 1e-5)),
        refused("epsilon: got 0.0", () -> new Normalization.Batch(0.9, 0)),
        refused(
            "layers: got an output layer with batch normalization or dropout, expected both in hidden"
                + " layers only",
            () -> Network.withInputs(2)
                .layer(new Layer(2, Activation.RELU, Normalization.Batch.standard(), 0))
                .loss(Loss.SQUARED_ERROR)));
  }

  static Stream<Arguments> trainings() {
    Optimizer sgd = new Optimizer.Sgd();
    return Stream.of(
        refused(
            "learningRate: got -0.1, expected a finite number above 0",
            () -> new Training(sgd, -0.1, 1, 1, 1)),
        refused("learningRate: got NaN", () -> new Training(sgd, Double.NaN, 1, 1, 1)),
        refused(
            "learningRate: got Infinity",
            () -> new Training(sgd, Double.POSITIVE_INFINITY, 1, 1, 1)),
        refused(
            "batchSize: got 0, expected a whole number of at least 1",
            () -> new Training(sgd, 0.1, 0, 1, 1)),
        refused(
            "epochs: got 0, expected a whole number of at least 1",
            () -> new Training(sgd, 0.1, 1, 0, 1)),
        refused(
            "momentum: got 1.0, expected a number from 0 to below 1",
            () -> new Optimizer.Momentum(1)),
        refused("momentum: got NaN", () -> new Optimizer.Nesterov(Double.NaN)),
        refused("beta1: got 1.5", () -> new Optimizer.Adam(1.5, 0.9, 1e-8, false)),
        refused("beta2: got -0.5", () -> new Optimizer.Adam(0.5, -0.5, 1e-8, false)),
        refused(
            "epsilon: got 0.0, expected a finite number above 0",
            () -> new Optimizer.Adam(0.5, 0.5, 0, false)),
        refused("weightDecay: got -1.0", () -> new Optimizer.Adamw(0.9, 0.999, 1e-8, -1)),
        refused("decay: got 1.0", () -> new Optimizer.Rmsprop(1, 1e-8)),
        refused("epsilon: got 0.0", () -> new Optimizer.Adagrad(0)),
        refused("every: got 0", () -> new Schedule.Step(0, 0.5)),
        refused(
            "factor: got 1.5, expected a number above 0, at most 1",
            () -> new Schedule.Exponential(1.5)),
        refused(
            "steps: got 10, expected more than the warm-up's 10",
            () -> new Schedule.Cosine(10, 10, 0)),
        refused(
            "peak: got 0.1, expected a number above 1/steps and below 1",
            () -> new Schedule.OneCycle(10, 0.1, 25, 1e4)),
        refused("startDivisor: got 0.5", () -> new Schedule.OneCycle(10, 0.3, 0.5, 1e4)),
        refused("window: got 0", () -> new Schedule.Plateau(0, 1, 0.5, 0)),
        refused("max: got 0.0", () -> new Clipping.GlobalNorm(0)),
        refused("max: got NaN", () -> new Clipping.Value(Double.NaN)),
        refused("epochs: got 0", () -> new EarlyStopping.Patience(0, 0)),
        refused("l2: got -1.0", () -> usual().l2(-1).build()),
        refused("weightDecay: got NaN", () -> usual().weightDecay(Double.NaN).build()),
        refused("maxNorm: got -3.0", () -> usual().maxNorm(-3).build()),
        refused("labelSmoothing: got 1.0", () -> usual().labelSmoothing(1).build()),
        refused(
            "weightDecay: got 0.1, expected 0 with adamw",
            () -> usual()
                .optimizer(new Optimizer.Adamw(0.9, 0.999, 1e-8, 0.01))
                .weightDecay(0.1)
                .build()),
        refused(
            "labelSmoothing: got 0.1, expected 0 with the squared error",
            () -> usual()
                .labelSmoothing(0.1)
                .build()
                .requireFor(dense(Activation.IDENTITY).loss(Loss.SQUARED_ERROR))));
  }

  private static Training.Builder usual() {
    return new Training(new Optimizer.Sgd(), 0.1, 1, 1, 1).toBuilder();
  }

  static Stream<Arguments> values() {
    Matrix good = matrix(1, 2, 0, 1);
    return Stream.of(
        refused("shape: got [0, 2], expected at least one row and one column", () -> matrix(0, 2)),
        refused("values: got 3 values, expected 2 × 2 = 4", () -> matrix(2, 2, 1, 2, 3)),
        refused(
            "targets: got 2 rows, expected 1 rows, as the inputs have",
            () -> new Batch(good, matrix(2, 1, 0, 0))),
        refused(
            "targets: got float32, expected float64, as the inputs",
            () -> new Batch(good, good.as(DataType.FLOAT32))),
        refused(
            "inputs[1][0]: got NaN, expected a finite number",
            () -> new Batch(matrix(2, 2, 1, 2, Double.NaN, 4), matrix(2, 1, 0, 0))),
        refused(
            "targets[0][1]: got Infinity, expected a finite number",
            () -> new Batch(good, matrix(1, 2, 0, Double.POSITIVE_INFINITY))),
        refused(
            "inputs: got 3 columns, expected 2 columns, as the network has",
            () -> TWO_CLASSES.requireInputs(matrix(1, 3, 1, 2, 3), DataType.FLOAT64)),
        refused(
            "inputs: got float64, expected float32, the network's data type",
            () -> TWO_CLASSES.requireInputs(good, DataType.FLOAT32)),
        refused(
            "targets: got 1 columns, expected 2 columns",
            () -> TWO_CLASSES.requireBatch(new Batch(good, matrix(1, 1, 1)), DataType.FLOAT64)),
        refused(
            "targets[0][0]: got -1.0, expected a number from 0.0 to 1.0",
            () -> TWO_CLASSES.requireBatch(new Batch(good, matrix(1, 2, -1, 2)), DataType.FLOAT64)),
        refused(
            "targets[0]: got a row whose sum is 2.0, expected probabilities that sum to 1",
            () -> TWO_CLASSES.requireBatch(new Batch(good, matrix(1, 2, 1, 1)), DataType.FLOAT64)),
        refused(
            "W1: got 3 values, expected 4, for its shape [2, 2]",
            () -> Tensor.of("W1", new double[3], 3)
                .named("W1")
                .equals(new Tensor("W1", new int[] {2, 2}, new double[3]))));
  }

  static Stream<Arguments> parameters() {
    List<Tensor> good = FITTING.tensors();
    return Stream.of(
        refused(
            "parameter: got \"b2\", expected one of W1, b1, W2",
            () -> new Parameters(good.subList(0, 3)).requireFit(TWO_CLASSES, DataType.FLOAT64)),
        refused(
            "W1: got shape [3, 2], expected [2, 3]",
            () -> with(new Tensor("W1", new int[] {3, 2}, new double[6]))
                .requireFit(TWO_CLASSES, DataType.FLOAT64)),
        refused(
            "b1[1]: got NaN, expected a finite float64",
            () -> with(new Tensor("b1", new int[] {3}, new double[] {0, Double.NaN, 0}))
                .requireFit(TWO_CLASSES, DataType.FLOAT64)),
        refused(
            "b1[0]: got 1.0E300, expected a finite float32",
            () -> with(new Tensor("b1", new int[] {3}, new double[] {1e300, 0, 0}))
                .requireFit(TWO_CLASSES, DataType.FLOAT32)),
        refused(
            "parameter: got \"W1\", expected only W1, b1, W2, b2, each once",
            () -> new Parameters(Stream.concat(good.stream(), good.stream()).toList())
                .requireFit(TWO_CLASSES, DataType.FLOAT64)),
        refused(
            "parameter: got \"gamma1\", expected only W1, b1, W2, b2",
            () -> new Parameters(Stream.concat(good.stream(), Stream.of(Tensor.scalar("gamma1", 1)))
                    .toList())
                .requireFit(TWO_CLASSES, DataType.FLOAT64)),
        refused(
            "activation: got \"rely\", expected one of identity, relu, leaky-relu",
            () -> Labels.parse(Activation.class, "activation", "rely")));
  }

  private static Parameters with(Tensor replacement) {
    return new Parameters(FITTING.tensors().stream()
        .map(tensor -> tensor.name().equals(replacement.name()) ? replacement : tensor)
        .toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"networks", "trainings", "values", "parameters"})
  void isRefused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(InvalidInput.class).hasMessageContaining(message);
  }
}
