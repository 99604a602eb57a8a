package mlp.cli.report;

import java.util.Locale;
import java.util.stream.DoubleStream;
import mlp.equivalence.diagnosis.NamedCause;

/**
 * What a cause leaves of a record's distance from the rules, as bars on a logarithmic scale, which
 * begins a power of ten below the least of them.
 */
final class ResidualBars {
  private final double least;
  private final double most;
  private final NamedCause cause;
  private final double bound;

  /** @param bound how far rounding may lead; 0 where nothing is computed */
  ResidualBars(NamedCause cause, double bound) {
    this.cause = cause;
    this.bound = bound;
    double[] shown = DoubleStream.of(cause.residualBefore(), cause.residualAfter(), bound)
        .filter(value -> value > 0 && Double.isFinite(value))
        .sorted()
        .toArray();
    least = shown.length == 0 ? 0.1 : shown[0] / 10;
    most = shown.length == 0 ? 1 : shown[shown.length - 1];
  }

  String html() {
    return "<table class=\"bars\"><tbody>"
        + row("without the cause", "r0", cause.residualBefore())
        + row("with the cause", "r1", cause.residualAfter())
        + (bound > 0 ? row("bound of rounding", "r2", bound) : "")
        + "</tbody></table><p class=\"note\">The bars are on a logarithmic scale.</p>";
  }

  private String row(String name, String style, double value) {
    double share = value > 0 ? Math.log(Math.min(value, most) / least) / Math.log(most / least) : 0;
    return String.format(
        Locale.ROOT,
        "<tr><th scope=\"row\">%s</th><td class=\"bar\"><span class=\"residual %s\""
            + " style=\"--share: %.4f\"></span></td><td>%s</td></tr>",
        name,
        style,
        share,
        DiffNumbers.of(value));
  }
}
