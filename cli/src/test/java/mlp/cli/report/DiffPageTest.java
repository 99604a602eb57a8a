package mlp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.RecordVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DiffPageTest {
  @TempDir
  Path folder;

  @Test
  void aFaultHasItsCauseItsStepAndItsTensors() throws Exception {
    Document page = page(Diagnoses.sumOverBatch("mine"));

    assertThat(ids(page, "section"))
        .containsExactly("graph", "cause", "faults", "tensors", "records");
    assertThat(text(page, "h1"))
        .isEqualTo("✗ Different: numpy-style and mine first differ at dz2, by sum-over-batch.");
    assertThat(elements(page, "header").get(0).getAttribute("class")).contains("v4");
    assertThat(section(page, "cause"))
        .contains("dz = (p − y)/n", "summed over the batch", "divide by the number of rows")
        .contains("numpy-style, Losses.java", "lowlevel, Losses.java", "CrossEntropy.java");
    assertThat(section(page, "faults")).contains("dz2", "mine", "sum-over-batch");
  }

  @Test
  void roundingHasNoCauseAndGrowsFromStepToStep() throws Exception {
    Document page = page(Diagnoses.rounding());

    assertThat(ids(page, "section")).containsExactly("graph", "tensors", "growth", "records");
    assertThat(text(page, "h1"))
        .isEqualTo("≈ Rounding: numpy-style and lowlevel differ by nothing else.");
    assertThat(elements(page, "header").get(0).getAttribute("class")).contains("v1");
  }

  @Test
  void equalRunsHaveNoPictures() throws Exception {
    Diagnoses.Run run = Diagnoses.run("numpy-style", Diagnoses.PLAIN, Diagnoses.SGD, 1);

    Document page = page(Diagnoses.of(Diagnoses.PLAIN, Diagnoses.SGD, run, run));

    assertThat(ids(page, "section")).containsExactly("graph", "records");
    assertThat(text(page, "h1")).startsWith("= Equal");
    assertThat(elements(page, "img")).isEmpty();
  }

  @Test
  void whatIsUnexplainedHasItsRuleAndIsSaidToBe() throws Exception {
    Document page = page(Diagnoses.unexplained());

    assertThat(text(page, "h1")).endsWith("first differ at dW2, unexplained.");
    assertThat(section(page, "cause"))
        .contains("Unexplained", "R2", "dW = xᵀ·dz", "numpy-style, DenseLayer.java");
    assertThat(section(page, "faults")).contains("unexplained");
  }

  @Test
  void whatWasGivenIsComparedWithTheOtherSide() throws Exception {
    Document page = page(Diagnoses.scaledInputs());

    assertThat(text(page, "h1")).endsWith("first differ at x, by inputs-scaled.");
    assertThat(section(page, "cause"))
        .startsWith("Why x differs")
        .contains("Given, not computed", "the same x", "x·c + d")
        .doesNotContain("bound of rounding", "How the tracks compute it");
  }

  @Test
  void aMissingNumberIsInfinitelyFar() throws Exception {
    Document page = page(Diagnoses.missingNumbers());

    assertThat(text(page, "dl")).contains("∞");
    assertThat(ids(page, "section")).contains("cause", "tensors", "growth");
  }

  @Test
  void everyRecordOfTheStepIsABoxColouredByItsVerdict() throws Exception {
    Diagnosis diagnosis = Diagnoses.sumOverBatch("mine");
    Document page = page(diagnosis);

    Map<String, Element> boxes = elements(page, "a").stream()
        .collect(
            Collectors.toMap(box -> box.getAttribute("href").replace("#record-", ""), box -> box));
    assertThat(boxes.keySet())
        .containsExactlyInAnyOrderElementsOf(
            diagnosis.records().stream().map(RecordVerdict::record).toList());
    for (RecordVerdict record : diagnosis.records()) {
      Element box = boxes.get(record.record());
      VerdictMark mark = VerdictMark.of(record);
      assertThat(box.getAttribute("class")).isEqualTo(mark.style());
      assertThat(box.getTextContent())
          .contains(record.record() + ": " + mark.word())
          .contains(DiffNumbers.of(record.maxAbsoluteDifference()))
          .contains(mark.sign() + " " + record.record());
    }
    assertThat(boxes.get("dz2").getAttribute("class")).isEqualTo(VerdictMark.FAULT.style());
    assertThat(boxes.get("dW1").getAttribute("class")).isEqualTo(VerdictMark.INHERITED.style());
    assertThat(boxes.get("z1").getAttribute("class")).isEqualTo(VerdictMark.EQUAL.style());
  }

  @Test
  void everyBoxLeadsToOnePlaceOfThePage() throws Exception {
    for (Diagnosis diagnosis : List.of(
        Diagnoses.rounding(), Diagnoses.sumOverBatch("x"), Diagnoses.unbiasedRunningVariance())) {
      Document page = page(diagnosis);

      List<String> ids = ids(page, "*").stream().filter(id -> !id.isEmpty()).toList();
      assertThat(ids).doesNotHaveDuplicates();
      assertThat(elements(page, "a"))
          .isNotEmpty()
          .allSatisfy(box -> assertThat(ids).contains(box.getAttribute("href").substring(1)));
    }
  }

  @Test
  void theWorstTensorsComeFirst() throws Exception {
    Document page = page(Diagnoses.sumOverBatch("mine"));

    List<String> tensors = ids(page, "article");
    assertThat(tensors).startsWith("record-dz2").contains("record-dW1", "record-b2.after");
    assertThat(tensors).doesNotContain("record-x", "record-z1");
  }

  @Test
  void everyRecordOfEveryStepHasARow() throws Exception {
    Diagnosis diagnosis = Diagnoses.rounding();

    Element records = elements(page(diagnosis), "section").stream()
        .filter(section -> section.getAttribute("id").equals("records"))
        .findFirst()
        .orElseThrow();

    assertThat(records.getElementsByTagName("tr").getLength())
        .isEqualTo(1 + diagnosis.records().size());
  }

  @Test
  void thePageNeedsNothingButItself() throws Exception {
    Document page = page(Diagnoses.sumOverBatch("mine"));

    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "link")).isEmpty();
    for (Element element : elements(page, "*")) {
      assertThat(element.getAttribute("src")).matches("|data:image/png;base64,.*");
      assertThat(element.getAttribute("href")).matches("|#record-.*");
    }
  }

  @Test
  void everyPictureHasAText() throws Exception {
    Document page = page(Diagnoses.unbiasedRunningVariance());

    assertThat(elements(page, "img"))
        .isNotEmpty()
        .allSatisfy(image -> assertThat(image.getAttribute("alt")).contains("the largest"));
    assertThat(elements(page, "svg"))
        .isNotEmpty()
        .allSatisfy(svg -> assertThat(svg.getAttribute("aria-label")).isNotBlank());
  }

  @Test
  void namesFromOutsideAreEscaped() throws Exception {
    Document page = page(Diagnoses.sumOverBatch("<script>x</script>&'\".npz"));

    assertThat(elements(page, "script")).isEmpty();
    assertThat(text(page, "title")).contains("<script>x</script>&'\".npz");
    assertThat(section(page, "faults")).contains("<script>x</script>&'\".npz");
  }

  private Document page(Diagnosis diagnosis) throws Exception {
    Path file = DiffPage.write(folder.resolve("report"), diagnosis);
    assertThat(file).isEqualTo(folder.resolve("report/index.html"));
    String html = Files.readString(file);
    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .doesNotContain("{{")
        .doesNotContain("NaN")
        .doesNotContain("null");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static String section(Document page, String id) {
    return elements(page, "section").stream()
        .filter(section -> section.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow()
        .getTextContent();
  }

  private static String text(Document page, String name) {
    return elements(page, name).get(0).getTextContent();
  }

  private static List<String> ids(Document page, String name) {
    return elements(page, name).stream()
        .map(element -> element.getAttribute("id"))
        .toList();
  }

  private static List<Element> elements(Document page, String name) {
    NodeList nodes = page.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> (Element) nodes.item(i))
        .toList();
  }
}
