package mlp.api;

/**
 * What a caller gave cannot be used: a network, a setting, a value or a file. The message says what
 * was wrong, what was expected and, where that is not plain, what to do.
 */
public final class InvalidInput extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** @param message the whole message, for a reader who sees nothing else */
  public InvalidInput(String message) {
    super(message);
  }

  /** @param message the whole message, for a reader who sees nothing else */
  public InvalidInput(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * @param field what was given, as its giver would name it: {@code layers[1].units}
   * @param value the value refused
   * @param expected what would have been accepted, as a phrase: {@code a number above 0}
   */
  public InvalidInput(String field, Object value, String expected) {
    this(field + ": got " + value + ", expected " + expected);
  }
}
