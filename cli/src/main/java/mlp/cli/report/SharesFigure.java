package mlp.cli.report;

import java.util.List;
import java.util.Locale;
import mlp.cli.experiment.Figure.Shares;
import mlp.cli.experiment.Figure.Whole;

/** Shares of wholes as bars of one length, each part in its place and colour. */
final class SharesFigure {
  private static final double WRITTEN = 0.1; // a share that has room for its number

  private SharesFigure() {}

  static String html(Shares shares) {
    StringBuilder html = new StringBuilder("<figure class=\"shares\">"
        + Html.element("figcaption", shares.title()) + "<ul class=\"legend\">");
    for (int i = 0; i < shares.parts().size(); i++) {
      html.append("<li><i class=\"swatch s").append(i).append("\"></i>");
      html.append(Html.escape(shares.parts().get(i))).append("</li>");
    }
    html.append("</ul>");
    shares.wholes().forEach(whole -> html.append(bar(whole, shares.parts())));
    return html.append("</figure>").toString();
  }

  private static String bar(Whole whole, List<String> parts) {
    StringBuilder html = new StringBuilder(
        "<div class=\"share\">" + Html.element("span", whole.name()) + "<span class=\"bar\">");
    for (int i = 0; i < parts.size(); i++) {
      double share = whole.shares()[i];
      String percent = String.format(Locale.ROOT, "%.0f %%", 100 * share);
      html.append(String.format(
          Locale.ROOT,
          "<i class=\"s%d\" style=\"width:%.2f%%\" title=\"%s: %s\">%s</i>",
          i,
          100 * share,
          Html.escape(parts.get(i)),
          percent,
          share < WRITTEN ? "" : percent));
    }
    return html.append("</span></div>").toString();
  }
}
