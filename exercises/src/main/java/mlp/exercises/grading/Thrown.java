package mlp.exercises.grading;

import java.util.Optional;
import java.util.function.Predicate;

/** What a learner's code threw, in words, with the place in their file. */
final class Thrown {
  private Thrown() {}

  static String sentence(Throwable thrown, Predicate<String> isLearners) {
    StackTraceElement[] trace = thrown.getStackTrace();
    Optional<Place> where = Place.of(trace, isLearners);
    String method = where.map(Place::method).orElse("your code");
    String at = where.map(place -> ", at " + place.line()).orElse("");
    if (thrown instanceof UnsupportedOperationException
        && trace.length > 0
        && isLearners.test(trace[0].getClassName())) {
      return method + " is not written yet" + at + ".";
    }
    if (thrown instanceof StackOverflowError) {
      return method + " calls itself without end (StackOverflowError)" + at
          + ": which call shall be the last?";
    }
    if (thrown instanceof OutOfMemoryError) {
      return method + " needs more memory than the "
          + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB of this exercise (OutOfMemoryError)"
          + at + ": is an array too large, or does a list grow in a loop that does not end?";
    }
    if (where.isEmpty()) {
      return "An error of the grader itself: " + thrown + first(trace)
          + ". Please report it, with your file.";
    }
    return method + " threw " + described(thrown) + at + hint(thrown);
  }

  private static String described(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
  }

  private static String first(StackTraceElement[] trace) {
    return trace.length == 0 ? "" : " at " + trace[0];
  }

  private static String hint(Throwable thrown) {
    if (thrown instanceof ArrayIndexOutOfBoundsException) {
      return ". Are rows and columns exchanged, or does a loop go one too far?";
    }
    if (thrown instanceof NullPointerException) {
      return ". An array or a field is used before it was made: double[rows][] has no rows yet.";
    }
    return ".";
  }
}
