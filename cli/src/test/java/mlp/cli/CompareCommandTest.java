package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mlp.api.DataType;
import mlp.api.Track;
import mlp.equivalence.Verdict;
import mlp.formats.Json;
import mlp.formats.NpyArray;
import mlp.formats.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir
  Path folder;

  @Test
  void writesTheAgreedJson() throws IOException {
    JsonNode json = compare("--epochs", "3", "--batch", "100");

    assertThat(names(json))
        .containsExactly(
            "dataType",
            "data",
            "network",
            "training",
            "tracks",
            "agreement",
            "verdict",
            "environment");
    assertThat(json.get("dataType").asText()).isEqualTo("float64");
    assertThat(json.at("/data/name").asText()).isEqualTo("digits");
    assertThat(Json.networkFromJson(json.get("network").toString()).inputs()).isEqualTo(64);
    assertThat(Json.trainingFromJson(json.get("training").toString()).batchSize())
        .isEqualTo(100);
    assertThat(json.get("verdict").asText()).isIn("equal", "rounding");
    assertThat(names(json.get("environment")))
        .contains("os", "architecture", "cpu", "cores", "jdk", "dl4j", "nd4j", "project");
  }

  @Test
  void writesOneEntryForEachTrack() throws IOException {
    JsonNode tracks = compare("--epochs", "3", "--batch", "100").get("tracks");

    assertThat(tracks).hasSize(Track.all().size());
    for (int i = 0; i < tracks.size(); i++) {
      JsonNode track = tracks.get(i);
      assertThat(names(track))
          .containsExactly(
              "name",
              "lossPerEpoch",
              "testAccuracyPerEpoch",
              "secondsTraining",
              "microsecondsPerStep");
      assertThat(track.get("name").asText()).isEqualTo(Track.all().get(i).name());
      assertThat(track.get("lossPerEpoch")).hasSize(3);
      assertThat(track.get("testAccuracyPerEpoch")).hasSize(3);
      assertThat(track.get("secondsTraining").asDouble()).isPositive();
      assertThat(track.get("microsecondsPerStep").asDouble()).isPositive();
    }
  }

  @Test
  void writesOneEntryForEachPairAndEpoch() throws IOException {
    JsonNode agreement = compare("--epochs", "3", "--batch", "100").get("agreement");

    int tracks = Track.all().size();
    assertThat(agreement).hasSize(3 * tracks * (tracks - 1) / 2);
    agreement.forEach(entry -> {
      assertThat(names(entry))
          .containsExactly("pair", "epoch", "maxAbsoluteDifference", "tensor", "ulps");
      assertThat(entry.get("epoch").asInt()).isBetween(1, 3);
      assertThat(entry.get("maxAbsoluteDifference").asDouble()).isBetween(0.0, 1e-12);
      assertThat(entry.get("tensor").asText()).matches("[Wb][12]");
    });
    assertThat(agreement.get(0).get("pair").asText()).startsWith("numpy-style/");
  }

  @Test
  void reachesItsAccuracyWithoutAnyOption() throws IOException {
    JsonNode tracks = compare().get("tracks");

    double first = last(tracks.get(0).get("testAccuracyPerEpoch"));
    assertThat(first).isGreaterThanOrEqualTo(0.95);
    tracks.forEach(track -> assertThat(last(track.get("testAccuracyPerEpoch"))).isEqualTo(first));
  }

  @Test
  void tracksAgreeInFloat32AndWithEveryLoss() throws IOException {
    for (String loss : List.of("softmax-cross-entropy", "sigmoid-cross-entropy", "squared-error")) {
      JsonNode json =
          compare("--data", "moons", "--dtype", "float32", "--epochs", "5", "--loss", loss);

      assertThat(json.get("dataType").asText()).isEqualTo("float32");
      assertThat(json.get("verdict").asText()).as(loss).isIn("equal", "rounding");
    }
  }

  @Test
  void targetsThatAreNoClassesHaveNoAccuracy() throws IOException {
    Path data = numbers();

    JsonNode json = compare(
        "--data",
        "npz:" + data,
        "--loss",
        "squared-error",
        "--epochs",
        "2",
        "--report",
        folder.resolve("report").toString());

    assertThat(json.at("/tracks/0/lossPerEpoch/1").asDouble()).isPositive();
    assertThat(json.at("/tracks/0/testAccuracyPerEpoch")).hasSize(2).allMatch(JsonNode::isNull);
    assertThat(Files.readString(folder.resolve("report/index.html")))
        .contains("Test loss")
        .doesNotContain("NaN");
  }

  @Test
  void targetsThatAreNoClassesNeedAnotherLoss() throws IOException {
    CommandLineRun run = CommandLineRun.of("compare", "--data", "npz:" + numbers());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines()).hasSize(1);
    assertThat(run.err()).startsWith("mlp: targets[");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void runsEveryOptimizerWithItsOwnOptions() throws IOException {
    assertThat(optimizer("--optimizer", "sgd")).isEqualTo("{\"type\":\"sgd\"}");
    assertThat(optimizer("--optimizer", "momentum", "--momentum", "0.5"))
        .isEqualTo("{\"type\":\"momentum\",\"momentum\":0.5}");
    assertThat(optimizer("--optimizer", "nesterov"))
        .isEqualTo("{\"type\":\"nesterov\",\"momentum\":0.9}");
    assertThat(optimizer("--beta1", "0.8", "--beta2", "0.9", "--epsilon", "1e-7", "--epsilon-hat"))
        .isEqualTo("{\"type\":\"adam\",\"beta1\":0.8,\"beta2\":0.9,\"epsilon\":1.0E-7,"
            + "\"epsilonHat\":true}");
  }

  @Test
  void comparesTheChosenTracksAlone() throws IOException {
    JsonNode json = compare("--tracks", "paper-style,numpy-style", "--epochs", "1");

    assertThat(json.get("tracks")).hasSize(2);
    assertThat(json.at("/agreement/0/pair").asText()).isEqualTo("numpy-style/paper-style");
  }

  @Test
  void anUnstableTrainingIsNotTakenForAnError() throws IOException {
    JsonNode json = compare("--optimizer", "sgd", "--learning-rate", "100", "--epochs", "10");

    assertThat(json.get("verdict").asText()).isEqualTo("rounding");
    JsonNode last = json.get("agreement").get(json.get("agreement").size() - 1);
    assertThat(last.get("maxAbsoluteDifference").asDouble()).isGreaterThan(1);
  }

  @Test
  void theVerdictDecidesTheExitCode() {
    assertThat(CompareCommand.exitCode(Verdict.EQUAL)).isZero();
    assertThat(CompareCommand.exitCode(Verdict.ROUNDING)).isZero();
    assertThat(CompareCommand.exitCode(Verdict.DIFFERENT)).isEqualTo(1);
  }

  @Test
  void aTrainingThatDivergesIsExitCode2() throws IOException {
    CommandLineRun run = CommandLineRun.of(
        "compare",
        "--optimizer",
        "sgd",
        "--loss",
        "squared-error",
        "--learning-rate",
        "1000",
        "--json",
        folder.resolve("results.json").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines()).hasSize(1);
    assertThat(run.err()).startsWith("mlp: training diverged: the loss is ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anInterruptedTrainingWritesNothing() {
    Interruption interruption = new Interruption();
    interruption.request();

    CommandLineRun run = CommandLineRun.of(
        interruption, "compare", "--json", folder.resolve("results.json").toString());

    assertThat(run.exitCode()).isEqualTo(130);
    assertThat(run.err())
        .isEqualTo(
            "mlp: interrupted after 0 of 20 epochs; nothing was written" + System.lineSeparator());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void printsEveryEpochTheTimesAndTheVerdict() {
    String out = CommandLineRun.of("compare", "--epochs", "2", "--batch", "200").out();

    assertThat(out.lines().filter(line -> line.matches(" +[12]  .*"))).hasSize(2);
    assertThat(out).contains("64 → 32 relu → 10 softmax").contains("µs").contains("1.0×");
    assertThat(out).contains("The same network");
  }

  // y = 2·x + 0.5
  private Path numbers() {
    double[] x = IntStream.range(0, 50).mapToDouble(i -> i / 50.0).toArray();
    double[] y = Arrays.stream(x).map(value -> 2 * value + 0.5).toArray();
    Path file = folder.resolve("numbers.npz");
    Npz.write(
        file,
        Map.of(
            "x", NpyArray.of(DataType.FLOAT64, new int[] {50, 1}, x),
            "y", NpyArray.of(DataType.FLOAT64, new int[] {50, 1}, y)));
    return file;
  }

  private JsonNode compare(String... options) throws IOException {
    Path file = folder.resolve("results.json");
    List<String> arguments = new ArrayList<>(List.of("compare", "--json", file.toString()));
    arguments.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(Files.readString(file));
  }

  private String optimizer(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--data", "xor", "--epochs", "1"));
    arguments.addAll(List.of(options));
    return compare(arguments.toArray(String[]::new)).at("/training/optimizer").toString();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static double last(JsonNode array) {
    return array.get(array.size() - 1).asDouble();
  }
}
