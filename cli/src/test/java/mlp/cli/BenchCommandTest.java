package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  @TempDir
  Path folder;

  @Test
  void aBenchmarkOfAllTracksLeavesJmhsJsonAndAPage() throws IOException {
    Path json = folder.resolve("bench.json");
    Path report = folder.resolve("report");
    CommandLineRun run = CommandLineRun.of(
        "bench",
        "--quick",
        "--filter",
        "DigitsEpoch",
        "--json",
        json.toString(),
        "--report",
        report.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("DigitsEpoch, microseconds, float32")
        .contains("numpy-style", "lowlevel", "paper-style");

    JsonNode results = new ObjectMapper().readTree(json.toFile());
    assertThat(results).hasSize(3 + 3);
    for (JsonNode result : results) {
      assertThat(result.at("/environment/cores").asInt()).isPositive();
      assertThat(result.at("/environment/jdk").asText()).isNotEmpty();
      assertThat(result.at("/primaryMetric/score").asDouble()).isPositive();
      assertThat(result.at("/primaryMetric/rawData/0")).hasSize(3);
    }
    assertThat(Files.readString(report.resolve("index.html")))
        .contains("What does each level of abstraction cost?", "GFLOP", "DigitsEpoch");
  }

  @Test
  void anInterruptedRunWritesNoResult() {
    Interruption interruption = new Interruption();
    interruption.request();
    Path json = folder.resolve("bench.json");
    CommandLineRun run = CommandLineRun.of(
        interruption,
        "bench",
        "--quick",
        "--json",
        json.toString(),
        "--report",
        folder.resolve("report").toString());
    assertThat(run.exitCode()).isEqualTo(130);
    assertThat(run.err()).contains("interrupted; no result was written");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderWithoutMnistIsRefusedBeforeAnythingIsMeasured() {
    CommandLineRun run = CommandLineRun.of(
        "bench",
        "--mnist-dir",
        folder.toString(),
        "--report",
        folder.resolve("r").toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(folder.toString(), "train-images");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderOfMnistThatWouldNotBeReadIsRefused() {
    CommandLineRun run = CommandLineRun.of("bench", "--quick", "--mnist-dir", folder.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--mnist-dir has no effect without TimeToAccuracy");
  }

  @Test
  void theDoctorNamesWhatEachTrackComputesWith() {
    CommandLineRun run = CommandLineRun.of("doctor");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().toList())
        .anyMatch(line -> line.matches(
            "numpy-style .*(jdk.incubator.vector, \\d+ bits|plain" + " loops).*threads: 1"))
        .anyMatch(line -> line.matches("lowlevel .*BLAS: \\w+, threads: \\d+"))
        .anyMatch(line -> line.matches("paper-style .*BLAS: \\w+, threads: \\d+"));
  }
}
