package mlp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mlp.cli.experiment.Figure.Shares;
import mlp.cli.experiment.Figure.Whole;
import org.junit.jupiter.api.Test;

class SharesFigureTest {

  @Test
  void everyPartIsAsWideAsItsShareAndNamed() {
    String html = SharesFigure.html(new Shares(
        "Where it goes",
        List.of("calls & copies", "arithmetic"),
        List.of(new Whole("lowlevel", new double[] {0.04, 0.96}))));

    assertThat(html)
        .contains("<figcaption>Where it goes</figcaption>", "<span>lowlevel</span>")
        .contains("class=\"s0\" style=\"width:4.00%\" title=\"calls &amp; copies: 4 %\"></i>")
        .contains("class=\"s1\" style=\"width:96.00%\" title=\"arithmetic: 96 %\">96 %</i>");
  }
}
