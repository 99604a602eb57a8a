package mlp.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import mlp.api.EarlyStopping;
import mlp.api.EpochResult;
import mlp.api.Evaluation;
import mlp.api.Labels;
import mlp.api.Training;
import mlp.equivalence.Difference;

/** The results as text: the tracks side by side, epoch by epoch. */
final class ResultTable {
  private static final int LINE = 78;

  private final Outcome outcome;
  private final PrintWriter out;
  private final int width;

  ResultTable(Outcome outcome, PrintWriter out) {
    this.outcome = outcome;
    this.out = out;
    int longestName =
        outcome.tracks().stream().mapToInt(track -> track.name().length()).max().orElseThrow();
    width =
        Math.max(longestName, outcome.tracks().size() == 1 ? "validation accuracy".length() : 0);
  }

  /** Says what is trained: printed before, for the training may take its time. */
  static void printHeader(Experiment experiment, PrintWriter out) {
    out.println(experiment.data().name() + ": " + Settings.examples(experiment.data()));
    wrapped(Wording.network(experiment.network())).forEach(out::println);
    out.printf(
        Locale.ROOT,
        "%s, %s weights, %,d parameters, %s%n",
        Labels.of(experiment.network().loss()),
        Wording.initializer(experiment.network().initializer()),
        experiment.network().parameterCount(),
        Labels.of(experiment.dataType()));
    wrapped(Settings.training(experiment.training())).forEach(out::println);
    out.println();
    out.flush();
  }

  /** Prints epochs, times and the verdict. */
  void print() {
    printEpochs();
    printEarlyEnds();
    printTimes();
    if (outcome.tracks().size() == 1) {
      TrackResult track = outcome.tracks().get(0);
      ConfusionText.of(track.finalTest(), outcome.experiment().data().classes())
          .forEach(out::println);
      out.println();
    }
    out.println(Wording.headline(outcome));
    wrapped(Wording.explanation(outcome)).forEach(out::println);
    out.flush();
  }

  private void printEpochs() {
    List<TrackResult> tracks = outcome.tracks();
    List<Quantity> quantities = quantities(tracks.get(0));
    StringBuilder groups = new StringBuilder("     ");
    StringBuilder columns = new StringBuilder("epoch");
    for (Quantity quantity : quantities) {
      groups.append(left("  " + quantity.title, tracks.size() * (width + 2)));
      tracks.forEach(track -> columns.append(right(track.name())));
    }
    if (!outcome.agreement().isEmpty()) {
      groups.append("  largest difference");
      columns.append("  of parameters, in");
    }
    out.println(groups.toString().stripTrailing());
    out.println(columns);
    for (int epoch = 1; epoch <= outcome.epochs(); epoch++) {
      out.println(row(epoch, quantities));
    }
    out.println();
  }

  /** What the table shows of each epoch. */
  private record Quantity(
      String title, ToDoubleFunction<EpochResult> figure, DoubleFunction<String> wording) {}

  /** Who validates chooses by it, and must not be led to choose by the test examples. */
  private static List<Quantity> quantities(TrackResult track) {
    List<Quantity> quantities = new ArrayList<>();
    quantities.add(new Quantity("training loss", EpochResult::loss, Wording::loss));
    String part = track.hasValidation() ? "validation" : "test";
    Function<EpochResult, Evaluation> evaluation =
        track.hasValidation() ? epoch -> epoch.validation().orElseThrow() : EpochResult::test;
    if (track.hasValidation()) {
      quantities.add(
          new Quantity(part + " loss", epoch -> evaluation.apply(epoch).loss(), Wording::loss));
    }
    if (track.hasAccuracy()) {
      quantities.add(new Quantity(
          part + " accuracy", epoch -> evaluation.apply(epoch).accuracy(), Wording::accuracy));
    }
    return quantities;
  }

  private String row(int epoch, List<Quantity> quantities) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%5d", epoch));
    for (Quantity quantity : quantities) {
      for (TrackResult track : outcome.tracks()) {
        row.append(right(quantity.wording.apply(track.after(epoch, quantity.figure))));
      }
    }
    outcome.largestDifference(epoch).ifPresent(pair -> row.append("  ").append(largest(pair)));
    return row.toString();
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

  private void printEarlyEnds() {
    Training training = outcome.experiment().training();
    if (training.earlyStopping() instanceof EarlyStopping.None) {
      return;
    }
    for (TrackResult track : outcome.tracks()) {
      String end = track.name() + " ended after epoch " + track.epochs().size() + " of "
          + training.epochs() + " with its parameters after epoch " + track.finalEpoch()
          + ", whose validation loss is the least";
      wrapped(end).forEach(out::println);
    }
    out.println();
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
