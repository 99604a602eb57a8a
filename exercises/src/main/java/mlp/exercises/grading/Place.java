package mlp.exercises.grading;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A place in a learner's file.
 *
 * @param method as they wrote it: forward(…)
 * @param line file and line: Dropout.java:17
 */
public record Place(String method, String line) {

  /** @return the innermost place of a stack trace that is in a class of the learner's */
  public static Optional<Place> of(StackTraceElement[] trace, Predicate<String> isLearners) {
    return Stream.of(trace)
        .filter(frame -> isLearners.test(frame.getClassName()))
        .findFirst()
        .map(frame -> new Place(method(frame), frame.getFileName() + ":" + frame.getLineNumber()));
  }

  private static String method(StackTraceElement frame) {
    String name = frame.getMethodName();
    if (name.equals("<init>")) {
      return "the constructor";
    }
    if (name.equals("<clinit>")) {
      return "a static field or initializer";
    }
    // lambda$forward$0 → forward
    return (name.startsWith("lambda$") ? name.split("\\$")[1] : name) + "(…)";
  }
}
