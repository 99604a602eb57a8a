package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/**
 * What the command left behind for one experiment with the default seed. Each is run once, however
 * many tests ask for it.
 *
 * @param out what it printed to stdout
 * @param err what it printed to stderr
 * @param page the HTML
 */
record ExperimentRun(String out, String err, JsonNode json, String page) {
  private static final Map<String, ExperimentRun> RUNS = new ConcurrentHashMap<>();

  static ExperimentRun of(String name) {
    return RUNS.computeIfAbsent(name, ExperimentRun::run);
  }

  private static ExperimentRun run(String name) {
    try {
      Path folder = Files.createTempDirectory("mlp-experiment");
      Path json = folder.resolve("results.json");
      Path page = folder.resolve("index.html");
      CommandLineRun run = CommandLineRun.of(
          "experiment", name, "--report", folder.toString(), "--json", json.toString());
      assertThat(run.exitCode()).as(run.err()).isZero();
      ExperimentRun result = new ExperimentRun(
          run.out(), run.err(), new ObjectMapper().readTree(json.toFile()), Files.readString(page));
      Files.delete(json);
      Files.delete(page);
      Files.delete(folder);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param part from 0, as the chart
   * @return the values of a line
   */
  double[] line(int part, int chart, String name) {
    JsonNode lines = json.at("/parts/" + part + "/charts/" + chart + "/lines");
    assertThat(lines.has(name)).as(name + " among " + lines).isTrue();
    return StreamSupport.stream(lines.get(name).spliterator(), false)
        .mapToDouble(value -> value.isNull() ? Double.NaN : value.asDouble())
        .toArray();
  }

  /** The last value of a line. */
  double last(int part, int chart, String name) {
    double[] line = line(part, chart, name);
    return line[line.length - 1];
  }

  /** A number in the first table of a part. */
  double cell(int part, String row, int column) {
    return StreamSupport.stream(json.at("/parts/" + part + "/tables/0/rows").spliterator(), false)
        .filter(cells -> cells.get(0).asText().equals(row))
        .findFirst()
        .orElseThrow()
        .get(column)
        .asDouble();
  }
}
