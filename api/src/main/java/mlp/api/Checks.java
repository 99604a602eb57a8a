package mlp.api;

/** What the records' constructors demand of numbers. */
final class Checks {
  private Checks() {}

  /** From 0 to below 1. */
  static void requireFraction(String field, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new InvalidInput(field, value, "a number from 0 to below 1");
    }
  }

  static void requirePositive(String field, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new InvalidInput(field, value, "a finite number above 0");
    }
  }

  static void requireNotNegative(String field, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new InvalidInput(field, value, "a finite number of at least 0");
    }
  }

  static void requireAtLeast(String field, long value, long least) {
    if (value < least) {
      throw new InvalidInput(field, value, "a whole number of at least " + least);
    }
  }
}
