package mlp.exercises.e11;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import mlp.api.Tensor;
import mlp.exercises.grading.Wrong;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Calls a method of the learner's, and says in words what ND4J does not like about it. */
final class Nd4jCall {
  private Nd4jCall() {}

  static INDArray of(
      String method, List<Argument> arguments, Function<List<INDArray>, INDArray> call) {
    try {
      return call.apply(arguments.stream().map(Argument::array).toList());
    } catch (RuntimeException thrown) {
      if (!isOfNd4j(thrown)) {
        throw thrown;
      }
      String given = arguments.stream().map(Argument::toString).collect(Collectors.joining(", "));
      throw new Wrong(method + "(…) was stopped by ND4J" + place(thrown) + ", with the arguments "
          + given + ", " + arguments.get(0).array().dataType() + ": "
          + hint(String.valueOf(thrown.getMessage())) + " (ND4J says: " + message(thrown) + ")");
    }
  }

  /** @return an array as a tensor, which {@code Explanation} judges */
  static Tensor tensor(String name, INDArray found, DataType type) {
    if (found == null) {
      throw new Wrong("Your " + name + " is null: nothing was returned.");
    }
    if (found.dataType() != type) {
      throw new Wrong("Your " + name + " is of the data type " + found.dataType()
          + ", where the arguments are " + type + ": an array made by Nd4j.create, zeros or ones is"
          + " FLOAT unless its type is given, and castTo changes it. Take the arguments' own"
          + " dataType().");
    }
    int[] shape = LongStream.of(found.shape()).mapToInt(Math::toIntExact).toArray();
    return new Tensor(name, shape, Argument.numbers(found));
  }

  private static boolean isOfNd4j(RuntimeException thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("org.nd4j");
  }

  private static String place(RuntimeException thrown) {
    return Stream.of(thrown.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("e11."))
        .findFirst()
        .map(frame -> ", at " + frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("");
  }

  private static String hint(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    if (text.contains("dtype") || text.contains("data type") || text.contains("datatype")) {
      return "arrays of FLOAT and of DOUBLE do not mix in one operation; give every array that you"
          + " make the arguments' dataType().";
    }
    return "these shapes do not fit. For a product write them below one another: the inner sizes"
        + " must be equal, [n, in]·[in, out]; what is transposed exchanges its two. What is added"
        + " or multiplied element by element has the same shape, or is a row [out] or a column"
        + " [n, 1].";
  }

  private static String message(RuntimeException thrown) {
    String first = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    return first.length() > 160 ? first.substring(0, 160) + " …" : first;
  }
}
