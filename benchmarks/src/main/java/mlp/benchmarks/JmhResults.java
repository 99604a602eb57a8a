package mlp.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import mlp.api.Labels;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/** What JMH measured, the rounds of each benchmark together. */
final class JmhResults {
  private final Map<String, List<RunResult>> results = new LinkedHashMap<>();

  void add(RunResult result) {
    results
        .computeIfAbsent(key(result.getParams()), unused -> new ArrayList<>())
        .add(result);
  }

  private static String key(BenchmarkParams parameters) {
    StringBuilder key = new StringBuilder(parameters.getBenchmark());
    parameters.getParamsKeys().forEach(name -> key.append(' ').append(parameters.getParam(name)));
    return key.toString();
  }

  /** @return the results of JMH, the rounds of each benchmark as so many forks of it */
  private List<RunResult> merged() {
    List<RunResult> merged = new ArrayList<>();
    for (List<RunResult> rounds : results.values()) {
      List<BenchmarkResult> forks = rounds.stream()
          .map(RunResult::getBenchmarkResults)
          .flatMap(Collection::stream)
          .toList();
      merged.add(new RunResult(rounds.get(0).getParams(), forks));
    }
    return merged;
  }

  /** @return JMH's own JSON: an array with an element for each benchmark and its parameters */
  String json() {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    ResultFormatFactory.getInstance(
            ResultFormatType.JSON, new PrintStream(json, true, StandardCharsets.UTF_8))
        .writeOut(merged());
    return json.toString(StandardCharsets.UTF_8);
  }

  /** @return the same, the tracks from the lowest level to the highest */
  List<Timing> timings() {
    return merged().stream().map(JmhResults::timing).toList();
  }

  private static Timing timing(RunResult result) {
    BenchmarkParams parameters = result.getParams();
    String[] name = parameters.getBenchmark().split("\\.");
    String benchmark = name[name.length - 2];
    Map<String, String> others = new LinkedHashMap<>();
    for (String key : parameters.getParamsKeys()) {
      if (!List.of("track", "dataType", "threads").contains(key)) {
        others.put(key, parameters.getParam(key));
      }
    }
    Chapter chapter = Labels.parse(Chapter.class, "benchmark", kebab(benchmark));
    String method = name[name.length - 1];
    return new Timing(
        chapter,
        method,
        orEmpty(parameters, "track"),
        chapter == Chapter.TIME_TO_ACCURACY
            ? TimeToAccuracy.DATA_TYPE
            : orEmpty(parameters, "dataType"),
        others,
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
            .toArray(),
        bytesAllocated(result));
  }

  // The median: in the first iterations the compiler may not have done its work yet.
  private static Optional<Double> bytesAllocated(RunResult result) {
    double[] sorted = result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .map(iteration -> iteration.getSecondaryResults().get("gc.alloc.rate.norm"))
        .filter(Objects::nonNull)
        .mapToDouble(Result::getScore)
        .sorted()
        .toArray();
    return sorted.length == 0 ? Optional.empty() : Optional.of(sorted[sorted.length / 2]);
  }

  private static String orEmpty(BenchmarkParams parameters, String name) {
    return parameters.getParamsKeys().contains(name) ? parameters.getParam(name) : "";
  }

  private static String kebab(String camelCase) {
    return camelCase.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
