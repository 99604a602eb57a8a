package mlp.exercises.e11;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mlp.api.Tensor;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Submission;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.Nd4jLayerTask;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks one of the learner's methods, whatever it computes. */
final class OperationChecks {
  private static final int N = 4;
  private static final int IN = 3;
  private static final int OUT = 2;
  private static final double FLOAT_TOLERANCE = 1e-5;

  private final Operation operation;
  private final Nd4jLayerTask layer;

  private OperationChecks(Operation operation, Nd4jLayerTask layer) {
    this.operation = operation;
    this.layer = layer;
  }

  static OperationChecks of(String method, Submission submission) throws Exception {
    Operation operation = Stream.concat(
            ForwardOperations.all().stream(), BackwardOperations.all().stream())
        .filter(each -> each.name().equals(method))
        .findFirst()
        .orElseThrow();
    return new OperationChecks(operation, submission.create("NdLayer", Nd4jLayerTask.class));
  }

  void byHand() {
    List<double[][]> values = operation.byHand();
    List<String> given = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String rows = Arrays.deepToString(values.get(i)).replace("-", "−");
      String name = operation.arguments().get(i);
      given.add(name + " = " + (name.equals("b") ? rows.substring(1, rows.length() - 1) : rows));
    }
    explanation(values)
        .given(String.join(", ", given))
        .require(tensor(call(arguments(values, DataType.DOUBLE, Form.ROWS)), DataType.DOUBLE));
  }

  void shapes() {
    List<double[][]> values = random(1);
    INDArray found = call(arguments(values, DataType.DOUBLE, Form.ROWS));
    explanation(values).requireShape(tensor(found, DataType.DOUBLE));
    explanation(values).require(tensor(found, DataType.DOUBLE));
  }

  /** For softmax. */
  void largeLogits() {
    double[][] z = {{1000, 1001}, {-1000, -2000}};
    double[][] nan = {{Double.NaN, Double.NaN}, {Double.NaN, Double.NaN}};
    explanation(List.<double[][]>of(z))
        .given("z = [[1000, 1001], [−1000, −2000]]")
        .mistake(
            "e^1000 is infinite, e^−1000 is 0, and so p is ∞/∞ or 0/0: subtract from each row its"
                + " largest number first, which leaves p as it is.",
            () -> nan)
        .require(tensor(
            call(arguments(List.<double[][]>of(z), DataType.DOUBLE, Form.ROWS)), DataType.DOUBLE));
  }

  void forms() {
    for (Form form : List.of(Form.COLUMNS, Form.VIEW)) {
      List<double[][]> values = random(2);
      Tensor found = tensor(call(arguments(values, DataType.DOUBLE, form)), DataType.DOUBLE);
      explanation(values).explain(found).ifPresent(text -> {
        throw new Wrong("With arguments " + form.text() + ": " + text
            + " (In 'c' order your result is right: data() is the memory as it lies there, in the"
            + " array's own order and with what stands between; getDouble(i, j), operations and"
            + " dup('c') follow rows and columns.)");
      });
    }
  }

  void leavesArguments() {
    for (Form form : Form.values()) {
      List<Argument> arguments = arguments(random(3), DataType.DOUBLE, form);
      INDArray first = call(arguments);
      arguments.forEach(argument -> argument.requireUnchanged(operation.name()));
      double[] before = Argument.numbers(first);
      call(arguments(random(4), DataType.DOUBLE, form));
      if (!Arrays.equals(before, Argument.numbers(first))) {
        throw new Wrong("A second call of " + operation.name() + "(…) changes the array that the"
            + " first one returned: is one array kept in a field and written to again? The caller"
            + " still needs the first: make a new one in each call.");
      }
      first.assign(77);
      for (Argument argument : arguments) {
        if (!Arrays.equals(argument.before(), Argument.numbers(argument.array()))) {
          throw new Wrong("What " + operation.name() + "(…) returns is a view of its argument "
              + argument.name() + ", or that array itself: who writes to the one changes the other."
              + " Return an array of its own, by an operation whose name does not end with i, or"
              + " dup().");
        }
      }
    }
  }

  void floats() {
    List<double[][]> values = random(5);
    Tensor found = tensor(call(arguments(values, DataType.FLOAT, Form.ROWS)), DataType.FLOAT);
    explanation(values).within(FLOAT_TOLERANCE).require(found);
  }

  private Explanation explanation(List<double[][]> values) {
    return operation.explanation().apply(values);
  }

  private INDArray call(List<Argument> arguments) {
    return Nd4jCall.of(operation.name(), arguments, given -> operation.call().of(layer, given));
  }

  private Tensor tensor(INDArray found, DataType type) {
    return Nd4jCall.tensor(operation.result(), found, type);
  }

  private List<Argument> arguments(List<double[][]> values, DataType type, Form form) {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      arguments.add(Argument.of(operation.arguments().get(i), values.get(i), type, form));
    }
    return arguments;
  }

  private List<double[][]> random(long seed) {
    List<double[][]> values = new ArrayList<>();
    for (String name : operation.arguments()) {
      values.add(
          switch (name) {
            case "x" -> Numbers.normal(10 * seed, N, IN);
            case "W" -> Numbers.normal(10 * seed + 1, IN, OUT);
            case "b" -> Numbers.normal(10 * seed + 2, 1, OUT);
            case "y" -> Numbers.oneHot(10 * seed + 3, N, OUT);
            default -> Numbers.normal(10 * seed + 4 + name.length(), N, OUT);
          });
    }
    return values;
  }
}
