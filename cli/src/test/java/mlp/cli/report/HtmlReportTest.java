package mlp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import mlp.cli.CommandLineRun;
import mlp.cli.Wording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
  @TempDir
  Path folder;

  @Test
  void thePageIsWellFormedAndHasAllSectionsOfImages() throws Exception {
    Document page = page("--epochs", "2", "--batch", "100");

    assertThat(sections(page))
        .containsExactly("curves", "differences", "source", "weights", "confusion", "run");
    assertThat(elements(page, "title").get(0).getTextContent()).isEqualTo("mlp: digits");
    assertThat(elements(page, "h1")).hasSize(1);
  }

  @Test
  void pointsOfThePlaneHaveDecisionBoundaries() throws Exception {
    Document page = page("--data", "moons", "--samples", "40", "--epochs", "2");

    assertThat(sections(page)).contains("boundaries").doesNotContain("weights");
    assertThat(elements(page, "image")).hasSizeGreaterThan(1);
  }

  @Test
  void thePageNeedsNothingButItself() throws Exception {
    Document page = page("--epochs", "1", "--batch", "200");

    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "link")).isEmpty();
    for (Element element : elements(page, "*")) {
      for (String attribute : List.of("src", "href")) {
        assertThat(element.getAttribute(attribute)).matches("|data:image/png;base64,.*");
      }
    }
    String style = elements(page, "style").get(0).getTextContent();
    assertThat(style).doesNotContain("url(").doesNotContain("@import");
    assertThat(style).contains("prefers-color-scheme: dark");
  }

  @Test
  void everyPictureHasAText() throws Exception {
    Document page = page("--epochs", "1", "--batch", "200");

    assertThat(elements(page, "img"))
        .hasSize(32)
        .allSatisfy(image -> assertThat(image.getAttribute("alt")).isNotBlank());
    assertThat(elements(page, "svg"))
        .allSatisfy(
            svg -> assertThat(svg.getAttribute("aria-label") + svg.getAttribute("aria-hidden"))
                .isNotBlank());
  }

  @Test
  void theFiguresAreThoseOfTheJson() throws Exception {
    Document page = page("--epochs", "3", "--batch", "100");
    JsonNode json = new ObjectMapper().readTree(folder.resolve("results.json").toFile());

    List<List<String>> rows = rows(elements(page, "table").get(0));
    JsonNode tracks = json.get("tracks");
    assertThat(rows).hasSize(3);
    for (int epoch = 0; epoch < 3; epoch++) {
      List<String> expected = new ArrayList<>();
      for (JsonNode track : tracks) {
        expected.add(Wording.loss(track.get("lossPerEpoch").get(epoch).asDouble()));
      }
      for (JsonNode track : tracks) {
        expected.add(
            Wording.accuracy(track.get("testAccuracyPerEpoch").get(epoch).asDouble()));
      }
      expected.add(largestDifference(json, epoch + 1));
      assertThat(rows.get(epoch)).isEqualTo(expected);
    }
  }

  @Test
  void theTimesAreThoseOfTheJson() throws Exception {
    Document page = page("--epochs", "1", "--batch", "200");
    JsonNode json = new ObjectMapper().readTree(folder.resolve("results.json").toFile());

    String run = elements(page, "section").stream()
        .filter(section -> section.getAttribute("id").equals("run"))
        .findFirst()
        .orElseThrow()
        .getTextContent();
    json.get("tracks")
        .forEach(track -> assertThat(run)
            .contains(Wording.microseconds(track.get("microsecondsPerStep").asDouble())));
  }

  @Test
  void namesFromOutsideAreEscaped() throws Exception {
    Path file = folder.resolve("a<b>&'.csv");
    Files.writeString(
        file,
        IntStream.range(0, 40)
            .mapToObj(i -> i + "," + (40 - i) + "," + (i < 20 ? "<script>x</script>" : "b&b"))
            .collect(Collectors.joining("\n")));

    Document page = page("--data", "csv:" + file, "--epochs", "1");

    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "title").get(0).getTextContent()).contains("a<b>&'.csv");
    assertThat(elements(page, "th").stream().map(Element::getTextContent))
        .contains("<script>x</script>", "b&b");
  }

  @Test
  void theSourceOfEveryTrackIsThere() throws Exception {
    Document page = page("--epochs", "1", "--batch", "200");

    int tracks = elements(page, "tr").stream()
        .filter(row -> row.getParentNode().getParentNode() instanceof Element table
            && table.getAttribute("class").equals("bars"))
        .toList()
        .size();
    assertThat(elements(page, "pre"))
        .hasSize(2 * tracks)
        .allSatisfy(pre -> assertThat(pre.getTextContent()).contains("//"));
  }

  private static String largestDifference(JsonNode json, int epoch) {
    JsonNode largest = null;
    for (JsonNode entry : json.get("agreement")) {
      if (entry.get("epoch").asInt() == epoch
          && (largest == null || difference(entry) >= difference(largest))) {
        largest = entry;
      }
    }
    return Wording.difference(difference(largest)) + " in "
        + largest.get("tensor").asText();
  }

  private static double difference(JsonNode entry) {
    return entry.get("maxAbsoluteDifference").asDouble();
  }

  private Document page(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(
        "compare",
        "--report",
        folder.resolve("report").toString(),
        "--json",
        folder.resolve("results.json").toString()));
    arguments.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return parse(folder.resolve("report/index.html"));
  }

  private static Document parse(Path file) throws Exception {
    String html = Files.readString(file);
    assertThat(html).startsWith("<!DOCTYPE html>").doesNotContain("{{");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static List<String> sections(Document page) {
    return elements(page, "section").stream()
        .map(section -> section.getAttribute("id"))
        .toList();
  }

  private static List<Element> elements(Document page, String name) {
    NodeList nodes = page.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> (Element) nodes.item(i))
        .toList();
  }

  private static List<List<String>> rows(Element table) {
    List<List<String>> rows = new ArrayList<>();
    NodeList bodies =
        ((Element) table.getElementsByTagName("tbody").item(0)).getElementsByTagName("tr");
    for (int i = 0; i < bodies.getLength(); i++) {
      NodeList cells = ((Element) bodies.item(i)).getElementsByTagName("td");
      rows.add(IntStream.range(0, cells.getLength())
          .mapToObj(cell -> cells.item(cell).getTextContent())
          .toList());
    }
    return rows;
  }
}
