package mlp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.ToDoubleFunction;
import mlp.api.EpochResult;
import mlp.api.Labels;
import mlp.data.DataSet;
import mlp.formats.Json;

/** The results as JSON. Epochs count from 1; what is not a number is null. */
public final class ResultJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ResultJson() {}

  /** @return the whole document, with a line break at its end */
  public static String of(Outcome outcome) {
    Experiment experiment = outcome.experiment();
    ObjectNode root = MAPPER.createObjectNode();
    root.put("dataType", Labels.of(experiment.dataType()));
    root.set("data", data(experiment));
    root.set("network", Json.tree(experiment.network()));
    root.set("training", Json.tree(experiment.training()));
    ArrayNode tracks = root.putArray("tracks");
    outcome.tracks().forEach(track -> tracks.add(track(track)));
    ArrayNode agreement = root.putArray("agreement");
    outcome.agreement().forEach(pair -> agreement.add(agreement(pair)));
    root.put("verdict", outcome.verdict().map(Labels::of).orElse(null));
    root.set("environment", environment(outcome.environment()));
    try {
      return MAPPER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is JSON", e);
    }
  }

  private static ObjectNode data(Experiment experiment) {
    DataSet data = experiment.data();
    ObjectNode node = MAPPER.createObjectNode();
    node.put("name", data.name());
    node.put("description", data.description());
    node.put("trainingExamples", data.training().rows());
    data.validation().ifPresent(part -> node.put("validationExamples", part.rows()));
    node.put("testExamples", data.test().rows());
    node.put("inputs", data.training().inputs().columns());
    node.put("outputs", data.training().targets().columns());
    return node;
  }

  private static ObjectNode track(TrackResult track) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("name", track.name());
    node.set("lossPerEpoch", numbers(track.epochs(), EpochResult::loss));
    if (track.hasValidation()) {
      node.set(
          "validationLossPerEpoch",
          numbers(track.epochs(), epoch -> epoch.validation().orElseThrow().loss()));
      node.set(
          "validationAccuracyPerEpoch",
          numbers(track.epochs(), epoch -> epoch.validation().orElseThrow().accuracy()));
    }
    node.set(
        "testAccuracyPerEpoch", numbers(track.epochs(), epoch -> epoch.test().accuracy()));
    if (track.progress().best().isPresent()) {
      node.put("finalEpoch", track.finalEpoch());
    }
    node.put("secondsTraining", track.seconds());
    node.put("microsecondsPerStep", track.microsecondsPerStep());
    return node;
  }

  private static ArrayNode numbers(List<EpochResult> epochs, ToDoubleFunction<EpochResult> number) {
    ArrayNode array = MAPPER.createArrayNode();
    for (EpochResult epoch : epochs) {
      double value = number.applyAsDouble(epoch);
      array.add(Double.isFinite(value) ? (Double) value : null);
    }
    return array;
  }

  private static ObjectNode agreement(PairAgreement pair) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("pair", pair.pair());
    node.put("epoch", pair.epoch());
    node.put("maxAbsoluteDifference", pair.largest().absolute());
    node.put("tensor", pair.largest().tensor());
    node.put("ulps", pair.largest().ulps());
    return node;
  }

  private static ObjectNode environment(Environment environment) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("os", environment.os());
    node.put("architecture", environment.architecture());
    node.put("cpu", environment.cpu().orElse(null));
    node.put("cores", environment.cores());
    node.put("jdk", environment.jdk());
    node.put("ompNumThreads", environment.threads().orElse(null));
    node.put("project", environment.project());
    node.put("dl4j", environment.dl4j());
    node.put("nd4j", environment.nd4j());
    return node;
  }
}
