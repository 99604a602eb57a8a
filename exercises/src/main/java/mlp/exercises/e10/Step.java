package mlp.exercises.e10;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mlp.api.Activation;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.BackpropagationTask.Forward;
import mlp.exercises.tasks.BackpropagationTask.Gradients;
import mlp.exercises.tasks.BackpropagationTask.Hidden;
import mlp.exercises.tasks.BackpropagationTask.Parameters;

/** What a task takes and returns, from the records of a trace and to them. */
final class Step {
  private Step() {}

  static Tensor tensor(String name, double[][] rows) {
    double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return new Tensor(name, new int[] {rows.length, rows[0].length}, values);
  }

  static Tensor tensor(String name, double[] values) {
    return Tensor.of(name, values, values.length);
  }

  /** W1, b1, … under these names and what is added to them, as ".after". */
  static List<Tensor> parameters(String added, Parameters parameters) {
    return records(added, parameters).entrySet().stream()
        .map(each -> tensorOf(each.getKey(), each.getValue()))
        .toList();
  }

  /** A tensor of a double[] or double[][]. */
  static Tensor tensorOf(String name, Object value) {
    return value instanceof double[][] matrix
        ? tensor(name, matrix)
        : tensor(name, (double[]) value);
  }

  static Map<String, Object> records(String added, Parameters parameters) {
    Map<String, Object> records = new LinkedHashMap<>();
    records.put("W1" + added, parameters.W1());
    records.put("b1" + added, parameters.b1());
    records.put("W2" + added, parameters.W2());
    records.put("b2" + added, parameters.b2());
    records.put("W3" + added, parameters.W3());
    records.put("b3" + added, parameters.b3());
    return records;
  }

  static Map<String, Object> records(Forward forward) {
    Map<String, Object> records = new LinkedHashMap<>();
    records.put("z1", forward.z1());
    records.put("a1", forward.a1());
    records.put("z2", forward.z2());
    records.put("a2", forward.a2());
    records.put("z3", forward.z3());
    records.put("a3", forward.a3());
    return records;
  }

  static Map<String, Object> records(Gradients gradients) {
    Map<String, Object> records = new LinkedHashMap<>();
    records.put("dz3", gradients.dz3());
    records.put("dW3", gradients.dW3());
    records.put("db3", gradients.db3());
    records.put("da2", gradients.da2());
    records.put("dz2", gradients.dz2());
    records.put("dW2", gradients.dW2());
    records.put("db2", gradients.db2());
    records.put("da1", gradients.da1());
    records.put("dz1", gradients.dz1());
    records.put("dW1", gradients.dW1());
    records.put("db1", gradients.db1());
    return records;
  }

  static Parameters copy(Parameters parameters) {
    return new Parameters(
        Values.copy(parameters.W1()),
        parameters.b1().clone(),
        Values.copy(parameters.W2()),
        parameters.b2().clone(),
        Values.copy(parameters.W3()),
        parameters.b3().clone());
  }

  static Parameters parameters(Trace trace) {
    return new Parameters(
        Reference.matrix(trace, "W1"),
        Reference.vector(trace, "b1"),
        Reference.matrix(trace, "W2"),
        Reference.vector(trace, "b2"),
        Reference.matrix(trace, "W3"),
        Reference.vector(trace, "b3"));
  }

  static Forward forward(Trace trace) {
    return new Forward(
        Reference.matrix(trace, "z1"),
        Reference.matrix(trace, "a1"),
        Reference.matrix(trace, "z2"),
        Reference.matrix(trace, "a2"),
        Reference.matrix(trace, "z3"),
        Reference.matrix(trace, "a3"));
  }

  static Gradients gradients(Trace trace) {
    return new Gradients(
        Reference.matrix(trace, "dz3"),
        Reference.matrix(trace, "dW3"),
        Reference.vector(trace, "db3"),
        Reference.matrix(trace, "da2"),
        Reference.matrix(trace, "dz2"),
        Reference.matrix(trace, "dW2"),
        Reference.vector(trace, "db2"),
        Reference.matrix(trace, "da1"),
        Reference.matrix(trace, "dz1"),
        Reference.matrix(trace, "dW1"),
        Reference.vector(trace, "db1"));
  }

  static Hidden hidden(Trace trace) {
    boolean isTanh = trace.network().layers().get(0).activation() == Activation.TANH;
    return isTanh ? Hidden.TANH : Hidden.RELU;
  }
}
