package mlp.cli.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import mlp.api.EpochResult;
import mlp.cli.Outcome;
import mlp.cli.TrackResult;
import mlp.cli.Wording;

/** How loss and accuracy change from epoch to epoch. */
final class CurvesSection {
  private CurvesSection() {}

  static String html(Outcome outcome) {
    List<String> names = outcome.tracks().stream().map(TrackResult::name).toList();
    StringBuilder html = new StringBuilder("<section id=\"curves\"><h2>Learning curves</h2>");
    if (names.size() > 1) {
      html.append("<p>Each track's line is drawn over the one before, thinner and in another"
          + " pattern: where the tracks agree, you see one striped line with all the markers on"
          + " it.</p>");
    }
    html.append(LineChart.legend(names, LineChart.Style.STRIPED)).append("<div class=\"pair\">");
    html.append(figure("Training loss", outcome, EpochResult::loss));
    if (outcome.tracks().get(0).hasValidation()) {
      html.append(figure(
          "Validation loss", outcome, epoch -> epoch.validation().orElseThrow().loss()));
    }
    if (outcome.tracks().get(0).hasAccuracy()) {
      html.append(figure("Test accuracy", outcome, epoch -> epoch.test().accuracy()));
    } else {
      html.append(figure("Test loss", outcome, epoch -> epoch.test().loss()));
    }
    return html.append("</div>").append(table(outcome)).append("</section>").toString();
  }

  private static String figure(
      String title, Outcome outcome, ToDoubleFunction<EpochResult> quantity) {
    List<double[]> lines = outcome.tracks().stream()
        .map(track -> IntStream.rangeClosed(1, outcome.epochs())
            .mapToDouble(epoch -> track.after(epoch, quantity))
            .toArray())
        .toList();
    Scale scale = Scale.linear(
        lines.stream().flatMapToDouble(Arrays::stream).filter(value -> !Double.isNaN(value)));
    List<EpochResult> first = outcome.tracks().get(0).epochs();
    String description = title + " by epoch, from "
        + Wording.loss(quantity.applyAsDouble(first.get(0))) + " to "
        + Wording.loss(quantity.applyAsDouble(first.get(first.size() - 1)))
        + "; the figures are in the table below";
    LineChart chart = LineChart.overEpochs(description, scale, outcome.epochs());
    for (int i = 0; i < lines.size(); i++) {
      chart.line(outcome.tracks().get(i).name(), lines.get(i));
    }
    return "<figure><figcaption>" + Html.escape(title) + "</figcaption>" + chart.svg()
        + "</figure>";
  }

  private static String table(Outcome outcome) {
    boolean accuracy = outcome.tracks().get(0).hasAccuracy();
    StringBuilder html = new StringBuilder("<details><summary>The same as figures</summary>"
        + "<div class=\"scroll\" tabindex=\"0\"><table class=\"numbers\"><thead><tr>"
        + "<th scope=\"col\">epoch</th>");
    for (String quantity : accuracy ? List.of("loss", "accuracy") : List.of("loss")) {
      outcome
          .tracks()
          .forEach(track -> html.append("<th scope=\"col\">")
              .append(Html.escape(track.name()))
              .append("<small>")
              .append(quantity)
              .append("</small></th>"));
    }
    html.append(outcome.agreement().isEmpty() ? "" : "<th scope=\"col\">largest difference</th>");
    html.append("</tr></thead><tbody>");
    IntStream.rangeClosed(1, outcome.epochs())
        .forEach(epoch -> html.append(row(outcome, epoch, accuracy)));
    return html.append("</tbody></table></div></details>").toString();
  }

  private static String row(Outcome outcome, int epoch, boolean accuracy) {
    StringBuilder html = new StringBuilder("<tr><th scope=\"row\">" + epoch + "</th>");
    for (TrackResult track : outcome.tracks()) {
      html.append(Html.element("td", Wording.loss(track.after(epoch, EpochResult::loss))));
    }
    if (accuracy) {
      for (TrackResult track : outcome.tracks()) {
        html.append(Html.element(
            "td", Wording.accuracy(track.after(epoch, result -> result.test().accuracy()))));
      }
    }
    outcome
        .largestDifference(epoch)
        .ifPresent(pair -> html.append(Html.element(
            "td",
            Wording.difference(pair.largest().absolute()) + " in "
                + pair.largest().tensor())));
    return html.append("</tr>").toString();
  }
}
