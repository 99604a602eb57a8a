package mlp.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.DoubleStream;
import mlp.benchmarks.BenchmarkRun;
import mlp.benchmarks.Chapter;
import mlp.benchmarks.Plan;
import mlp.benchmarks.Timing;
import mlp.cli.Environment;

/**
 * JMH's own JSON, which its viewers read, with two additions: each element has a field
 * {@code environment}, and the peers have elements of the same form, {@code "peers.numpy"}.
 */
public final class BenchJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private BenchJson() {}

  /** @return the whole document, with a line break at its end */
  public static String of(Plan plan, BenchmarkRun run, Environment environment) {
    try {
      ArrayNode results = (ArrayNode) MAPPER.readTree(run.jmhJson());
      for (Timing timing : run.timings()) {
        if (run.peerVersions().containsKey(timing.subject())) {
          results.add(peer(timing, plan, run.peerVersions().get(timing.subject())));
        }
      }
      ObjectNode here = environment(plan, environment);
      results.forEach(result -> ((ObjectNode) result).set("environment", here));
      return MAPPER.writeValueAsString(results) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JMH writes JSON", e);
    }
  }

  private static ObjectNode environment(Plan plan, Environment environment) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("os", environment.os());
    node.put("architecture", environment.architecture());
    node.put("cpu", environment.cpu().orElse(null));
    node.put("cores", environment.cores());
    node.put("jdk", environment.jdk());
    node.put("threads", plan.threads());
    node.put("project", environment.project());
    node.put("dl4j", environment.dl4j());
    node.put("nd4j", environment.nd4j());
    return node;
  }

  private static ObjectNode peer(Timing timing, Plan plan, JsonNode versions) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("benchmark", "peers." + timing.subject());
    boolean isStep = timing.chapter() == Chapter.TRAINING_STEP;
    node.put("mode", isStep ? "avgt" : "ss");
    node.put("threads", 1);
    int rounds = isStep ? plan.rounds() : 1;
    node.put("forks", rounds);
    ObjectNode parameters = node.putObject("params");
    timing.parameters().forEach(parameters::put);
    parameters.put("dataType", timing.dataType());
    parameters.put("threads", Integer.toString(plan.threads()));
    ObjectNode metric = node.putObject("primaryMetric");
    metric.put("score", DoubleStream.of(timing.microseconds()).average().orElseThrow());
    metric.put("scoreUnit", "us/op");
    ArrayNode raw = metric.putArray("rawData");
    int samples = timing.microseconds().length / rounds;
    for (int round = 0; round < rounds; round++) {
      ArrayNode times = raw.addArray();
      for (int i = 0; i < samples; i++) {
        times.add(timing.microseconds()[round * samples + i]);
      }
    }
    node.set("versions", versions);
    return node;
  }
}
