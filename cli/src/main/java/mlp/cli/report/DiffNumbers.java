package mlp.cli.report;

import java.util.Locale;
import mlp.cli.experiment.Numbers;
import mlp.equivalence.diagnosis.RecordVerdict;

/** The numbers of a diagnosis as its page writes them. */
final class DiffNumbers {
  private DiffNumbers() {}

  /** @return a difference or a bound with three digits: 1.25e-16, 0.824, ∞ */
  static String of(double value) {
    return value == 0 ? "0" : Numbers.of(value);
  }

  /** @return a distance in values of the data type; ∞ where a number is missing */
  static String ulps(long ulps) {
    if (ulps == Long.MAX_VALUE) {
      return "∞";
    }
    return ulps < 1_000_000 ? String.format(Locale.ROOT, "%,d", ulps) : of(ulps);
  }

  /** @return how often the record's difference fits into its bound; a dash where it has none */
  static String headroom(RecordVerdict record) {
    double ratio = record.bound() / record.maxAbsoluteDifference();
    if (record.bound() == 0 || record.maxAbsoluteDifference() == 0 || Double.isNaN(ratio)) {
      return "–";
    }
    return ratio < 0.1 || ratio >= 1e5
        ? of(ratio) + "×"
        : String.format(Locale.ROOT, ratio < 10 ? "%.1f×" : "%,.0f×", ratio);
  }
}
