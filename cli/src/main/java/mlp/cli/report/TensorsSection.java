package mlp.cli.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import mlp.api.DataType;
import mlp.api.Tensor;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.RecordVerdict;
import mlp.equivalence.diagnosis.Severity;

/** How each tensor of the shown step differs, the worst first. */
final class TensorsSection {
  /** So many have pictures. */
  private static final int MOST_PICTURES = 30;

  /** Faults, then what is different through them, then by what is left of the bound. */
  static final Comparator<RecordVerdict> WORST_FIRST = Comparator.comparing(
          RecordVerdict::verdict, Comparator.reverseOrder())
      .thenComparing(record -> !record.isFault())
      .thenComparing(TensorsSection::shareOfBound, Comparator.reverseOrder());

  private TensorsSection() {}

  private static double shareOfBound(RecordVerdict record) {
    return record.isFault() || record.maxAbsoluteDifference() == 0
        ? 0 // Faults stay in the order of the step
        : record.maxAbsoluteDifference() / record.bound();
  }

  static String html(Diagnosis diagnosis) {
    List<RecordVerdict> pictured = pictured(diagnosis);
    if (pictured.isEmpty()) {
      return "";
    }
    return "<section id=\"tensors\"><h2>Tensor by tensor, the worst first</h2><p>"
        + "Step " + diagnosis.shown().left().step() + ", "
        + Html.escape(diagnosis.shown().leftName())
        + " against " + Html.escape(diagnosis.shown().rightName())
        + ". A map shows where they differ: white not at all, the darker the more, on a"
        + " logarithmic scale over three powers of ten; of more than " + HeatMap.MOST_CELLS
        + " rows or columns the largest of each block. The headroom is how often the difference"
        + " fits into the bound that rounding sets to this operation alone: what is different"
        + " through its inputs may lie beyond it."
        + (pictured.size() == MOST_PICTURES
            ? " These are the " + MOST_PICTURES
                + " worst; the others stand in the table of all records."
            : "")
        + "</p><div class=\"tensors\">"
        + pictured.stream().map(record -> card(diagnosis, record)).collect(Collectors.joining())
        + "</div></section>";
  }

  /** @return of the shown step, those that differ, both sides have, and have a picture */
  static List<RecordVerdict> pictured(Diagnosis diagnosis) {
    return GraphSection.recordsOfShownStep(diagnosis).stream()
        .filter(record -> record.verdict() != Severity.EQUAL && hasBoth(diagnosis, record))
        .sorted(WORST_FIRST)
        .limit(MOST_PICTURES)
        .toList();
  }

  private static boolean hasBoth(Diagnosis diagnosis, RecordVerdict record) {
    return diagnosis.shown().left().find(record.record()).isPresent()
        && diagnosis.shown().right().find(record.record()).isPresent();
  }

  private static String card(Diagnosis diagnosis, RecordVerdict record) {
    Tensor left = diagnosis.shown().left().find(record.record()).orElseThrow();
    Tensor right = diagnosis.shown().right().find(record.record()).orElseThrow();
    VerdictMark mark = VerdictMark.of(record);
    String name = Html.escape(record.record());
    return "<article class=\"tensor " + mark.style() + "\" id=\"record-" + name + "\"><h3><code>"
        + name + "</code> " + mark.html() + "</h3><dl>"
        + figure("largest difference", DiffNumbers.of(record.maxAbsoluteDifference()))
        + figure("bound", DiffNumbers.of(record.bound()))
        + figure("headroom", DiffNumbers.headroom(record))
        + figure("ulps", DiffNumbers.ulps(record.ulps())) + "</dl>"
        + pictures(diagnosis, left, right) + "</article>";
  }

  private static String pictures(Diagnosis diagnosis, Tensor left, Tensor right) {
    if (left.values().length != right.values().length) {
      return Html.element(
          "p",
          "The shapes differ: " + Arrays.toString(left.shape()) + " and "
              + Arrays.toString(right.shape()) + ".");
    }
    if (left.values().length == 1) {
      return Html.element("p", left.values()[0] + " and " + right.values()[0] + ".");
    }
    boolean isSingle = diagnosis.shown().left().dataType() == DataType.FLOAT32
        || diagnosis.shown().right().dataType() == DataType.FLOAT32;
    DataType coarser = isSingle ? DataType.FLOAT32 : DataType.FLOAT64;
    return "<div class=\"views\">" + new HeatMap(left, right).html(left.name())
        + new UlpHistogram(left, right, coarser).html(left.name()) + "</div>";
  }

  /** @return the figures of a record as cells of a table */
  static String cells(RecordVerdict record) {
    return Html.element("td", DiffNumbers.of(record.maxAbsoluteDifference()))
        + Html.element("td", DiffNumbers.of(record.bound()))
        + Html.element("td", DiffNumbers.headroom(record))
        + Html.element("td", DiffNumbers.ulps(record.ulps()));
  }

  private static String figure(String name, String value) {
    return "<div>" + Html.element("dt", name) + Html.element("dd", value) + "</div>";
  }
}
