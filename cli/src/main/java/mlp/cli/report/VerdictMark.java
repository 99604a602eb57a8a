package mlp.cli.report;

import mlp.equivalence.diagnosis.RecordVerdict;
import mlp.equivalence.diagnosis.Severity;

/** A verdict as the page shows it: a sign, a word and a colour, so that none is needed alone. */
enum VerdictMark {
  EQUAL("=", "equal"),
  ROUNDING("≈", "rounding"),
  SUSPICIOUS("?", "suspicious"),
  /** Different, but right for what it was computed from. */
  INHERITED("↪", "different through its inputs"),
  FAULT("✗", "fault");

  private final String sign;
  private final String word;

  VerdictMark(String sign, String word) {
    this.sign = sign;
    this.word = word;
  }

  static VerdictMark of(RecordVerdict record) {
    return record.verdict() == Severity.DIFFERENT && !record.isFault()
        ? INHERITED
        : of(record.verdict());
  }

  /** @return of a whole run: what differs is a fault */
  static VerdictMark of(Severity verdict) {
    return switch (verdict) {
      case EQUAL -> EQUAL;
      case ROUNDING -> ROUNDING;
      case SUSPICIOUS -> SUSPICIOUS;
      case DIFFERENT -> FAULT;
    };
  }

  String sign() {
    return sign;
  }

  String word() {
    return word;
  }

  /** @return the class whose --verdict is the colour */
  String style() {
    return "v" + ordinal();
  }

  /** @return sign and word in the colour, as HTML */
  String html() {
    return "<span class=\"mark-of " + style() + "\"><b aria-hidden=\"true\">" + sign + "</b> "
        + word + "</span>";
  }
}
