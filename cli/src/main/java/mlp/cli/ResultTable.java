package mlp.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import mlp.api.Labels;
import mlp.equivalence.Difference;

/** The results as text: the tracks side by side, epoch by epoch. */
final class ResultTable {
  private static final int LINE = 78;
  private static final int MOST_CLASSES = 20;

  private final Outcome outcome;
  private final PrintWriter out;
  private final int width;

  ResultTable(Outcome outcome, PrintWriter out) {
    this.outcome = outcome;
    this.out = out;
    int longest =
        outcome.tracks().stream().mapToInt(track -> track.name().length()).max().orElseThrow();
    width = Math.max(longest, "validation loss".length() / outcome.tracks().size());
  }

  /** Says what is trained: printed before, for the training may take its time. */
  static void printHeader(Experiment experiment, PrintWriter out) {
    out.printf("%s: %s%n", experiment.data().name(), Wording.examples(experiment.data()));
    out.printf(
        Locale.ROOT,
        "%s, %s, %,d parameters, %s%n",
        Wording.network(experiment.network()),
        Labels.of(experiment.network().loss()),
        experiment.network().parameterCount(),
        Labels.of(experiment.dataType()));
    out.printf(
        Locale.ROOT,
        "%s; batch %d, %s, seed %d%n",
        Wording.optimizer(experiment.training()),
        experiment.training().batchSize(),
        Wording.count(experiment.training().epochs(), "epoch"),
        experiment.training().seed());
    wrapped(Wording.extras(experiment)).forEach(out::println);
    out.println();
    out.flush();
  }

  /** Prints epochs, times and the verdict. */
  void print() {
    printEpochs();
    printTimes();
    if (outcome.tracks().size() == 1) {
      printConfusion(outcome.tracks().get(0).finalTest().confusion());
    }
    out.println(Wording.headline(outcome));
    wrapped(Wording.explanation(outcome)).forEach(out::println);
    out.flush();
  }

  private void printEpochs() {
    List<TrackResult> tracks = outcome.tracks();
    boolean accuracy = tracks.get(0).hasAccuracy();
    int group = tracks.size() * (width + 2);
    StringBuilder names = new StringBuilder();
    tracks.forEach(track -> names.append(right(track.name())));
    StringBuilder groups = new StringBuilder("     ").append(left("  training loss", group));
    StringBuilder columns = new StringBuilder("epoch").append(names);
    if (accuracy) {
      groups.append(left("  test accuracy", group));
      columns.append(names);
    }
    if (hasValidation()) {
      groups.append(left("  validation loss", group));
      columns.append(names);
    }
    if (!outcome.agreement().isEmpty()) {
      groups.append("  largest difference");
      columns.append("  of parameters, in");
    }
    out.println(groups.toString().stripTrailing());
    out.println(columns);
    for (int epoch = 1; epoch <= outcome.epochs(); epoch++) {
      out.println(row(epoch, accuracy));
    }
    out.println();
  }

  private String row(int epoch, boolean accuracy) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%5d", epoch));
    for (TrackResult track : outcome.tracks()) {
      row.append(right(Wording.loss(track.epochs().get(epoch - 1).loss())));
    }
    if (accuracy) {
      for (TrackResult track : outcome.tracks()) {
        row.append(right(Wording.accuracy(track.epochs().get(epoch - 1).test().accuracy())));
      }
    }
    if (hasValidation()) {
      for (TrackResult track : outcome.tracks()) {
        double loss = track.epochs().get(epoch - 1).validation().orElseThrow().loss();
        row.append(right(Wording.loss(loss)));
      }
    }
    outcome.largestDifference(epoch).ifPresent(pair -> row.append("  ").append(largest(pair)));
    return row.toString();
  }

  private boolean hasValidation() {
    return outcome.experiment().data().validation().isPresent();
  }

  private static String largest(PairAgreement pair) {
    Difference largest = pair.largest();
    if (largest.absolute() == 0) {
      return "none";
    }
    return String.format(
        Locale.ROOT,
        "%s  %s (%s)",
        Wording.difference(largest.absolute()),
        largest.tensor(),
        Wording.ulps(largest.ulps()));
  }

  private void printTimes() {
    out.println("time per step (median)");
    for (TrackResult track : outcome.tracks()) {
      out.println("  " + left(track.name(), width)
          + String.format(Locale.ROOT, "%12s", Wording.microseconds(track.microsecondsPerStep()))
          + (outcome.tracks().size() > 1
              ? String.format(Locale.ROOT, "%9s", Wording.ratio(track, outcome.tracks()))
              : ""));
    }
    out.println();
  }

  /** Rows are the true classes, columns the predicted ones. */
  private void printConfusion(int[][] confusion) {
    List<String> classes = outcome.experiment().data().classes();
    if (confusion.length == 0 || confusion.length > MOST_CLASSES || classes.isEmpty()) {
      return;
    }
    int cell = Math.max(6, 2 + classes.stream().mapToInt(String::length).max().orElseThrow());
    out.println("confusion on the test examples: true classes in rows, predicted in columns");
    StringBuilder header = new StringBuilder(" ".repeat(cell));
    classes.forEach(name -> header.append(padded(name, cell)));
    out.println(header);
    for (int actual = 0; actual < confusion.length; actual++) {
      StringBuilder row = new StringBuilder(padded(classes.get(actual), cell));
      for (int count : confusion[actual]) {
        row.append(padded(count == 0 ? "." : Integer.toString(count), cell));
      }
      out.println(row);
    }
    out.println();
  }

  private static String padded(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }

  private static List<String> wrapped(String text) {
    return Pattern.compile("\\S.{0," + (LINE - 2) + "}(?=\\s|$)|\\S+")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private String right(String text) {
    return "  " + " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
