package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import mlp.cli.experiment.Numbers;
import mlp.cli.experiment.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The pages of the experiments, as a browser and a screen reader get them. */
class ExperimentPageTest {

  static List<String> names() {
    return Study.all().stream().map(Study::name).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void thePageIsWellFormedAndNeedsNothingButItself(String name) throws Exception {
    Document page = page(name);

    assertThat(text(page, "h1")).containsExactly(Study.named(name).question());
    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "link")).isEmpty();
    for (Element element : elements(page, "*")) {
      for (String attribute : List.of("src", "href")) {
        assertThat(element.getAttribute(attribute)).matches("|data:image/png;base64,.*");
      }
    }
    assertThat(text(page, "style").get(0))
        .contains("prefers-color-scheme: dark")
        .doesNotContain("url(");
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyPictureHasATextAndEveryLineAName(String name) throws Exception {
    Document page = page(name);

    assertThat(elements(page, "svg"))
        .isNotEmpty()
        .allSatisfy(
            svg -> assertThat(svg.getAttribute("aria-label") + svg.getAttribute("aria-hidden"))
                .isNotBlank());
    List<Element> lines = elements(page, "g").stream()
        .filter(group -> group.getAttribute("class").startsWith("series"))
        .toList();
    assertThat(lines)
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(elements(line, "title").get(0).getTextContent()).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("names")
  void noCoordinateIsWithoutANumber(String name) {
    String page = ExperimentRun.of(name).page();

    assertThat(page.substring(page.indexOf("<body>")))
        .doesNotContainPattern("(NaN|Infinity)[ \"L]")
        .doesNotContain("null");
  }

  @ParameterizedTest
  @MethodSource("names")
  void theTablesAreThoseOfTheJson(String name) throws Exception {
    List<List<String>> expected = new ArrayList<>();
    for (JsonNode table : ExperimentRun.of(name).json().findValues("rows")) {
      for (JsonNode row : table) {
        List<String> cells = new ArrayList<>();
        row.forEach(cell -> cells.add(
            cell.isNull() ? "–" : cell.isNumber() ? Numbers.of(cell.asDouble()) : cell.asText()));
        expected.add(cells);
      }
    }

    List<List<String>> shown = elements(page(name), "tr").stream()
        .map(row -> IntStream.range(0, row.getChildNodes().getLength())
            .mapToObj(i -> row.getChildNodes().item(i).getTextContent())
            .toList())
        .toList();
    assertThat(expected).isNotEmpty();
    assertThat(shown).containsAll(expected);
  }

  @ParameterizedTest
  @MethodSource("names")
  void formulasComeWithTheirRules(String name) throws Exception {
    assertThat(text(page(name), "th")).anyMatch(header -> header.matches("R\\d+"));
  }

  @Test
  void xorShowsFiveMomentsOfEachTrainingWithBothLines() throws Exception {
    Document page = page("xor");

    assertThat(elements(page, "image")).hasSize(2 * 5);
    assertThat(elements(page, "line").stream()
            .filter(line -> line.getAttribute("class").startsWith("unit")))
        .hasSize(2 * 5 * 2);
  }

  private static Document page(String name) throws Exception {
    String html = ExperimentRun.of(name).page();
    assertThat(html).startsWith("<!DOCTYPE html>").doesNotContain("{{");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static List<String> text(Document page, String element) {
    return elements(page, element).stream().map(Element::getTextContent).toList();
  }

  private static List<Element> elements(Document page, String name) {
    return elements(page.getDocumentElement(), name);
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> (Element) nodes.item(i))
        .toList();
  }
}
