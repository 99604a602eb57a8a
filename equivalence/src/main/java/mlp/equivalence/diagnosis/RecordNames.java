package mlp.equivalence.diagnosis;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mlp.api.Layer;
import mlp.api.Network;
import mlp.api.Training;

/** All names that a step of a network may have, in the order in which they are computed. */
final class RecordNames {
  private final Network network;
  private final Training training;
  private final Set<String> parameters = new LinkedHashSet<>();
  private final Set<String> ofNetwork;
  private final Set<String> order = new LinkedHashSet<>();
  private final Set<String> given = new HashSet<>();

  RecordNames(Network network, Training training) {
    this.network = network;
    this.training = training;
    ofNetwork = network.parameterShapes().keySet();
    addParameters();
    addGiven();
    addForward();
    order.add("y.smoothed");
    order.add("loss");
    addBackward();
    order.add("clip.norm");
    order.add("learningRate");
    addUpdate();
  }

  /** @return every name, in order */
  Set<String> inOrder() {
    return order;
  }

  /** @return whether the step does not compute it, but takes it */
  boolean isGiven(String name) {
    return given.contains(name);
  }

  /** @return whether it is a bias that the network, which normalizes behind it, does not have */
  boolean isExtraBias(String name) {
    return parameters.contains(name) && !ofNetwork.contains(name);
  }

  /**
   * @return under which name the step before has left a record that a step is given: W1.after for
   *     W1; nothing for x and y
   */
  Optional<String> resultOf(String name) {
    if (!isGiven(name) || name.equals("x") || name.equals("y")) {
      return Optional.empty();
    }
    return Optional.of(
        name.startsWith("opt.") ? name.replaceFirst("\\.before$", "") : name + ".after");
  }

  /**
   * @return whether a side that has no record of this name took the other's: not a bias before
   *     batch normalization, which the network does not have
   */
  boolean isGivenToBoth(String name) {
    boolean isOfNetwork = !parameters.contains(name) || ofNetwork.contains(name);
    return isOfNetwork && (isGiven(name) || order.contains(name) && name.endsWith(".mask"));
  }

  // W1, b1, …, also of a bias before batch normalization
  private void addParameters() {
    for (int i = 1; i <= network.layers().size(); i++) {
      parameters.add("W" + i);
      parameters.add("b" + i);
      if (layer(i).hasBatchNormalization()) {
        parameters.add("gamma" + i);
        parameters.add("beta" + i);
      }
    }
  }

  private Layer layer(int i) {
    return network.layers().get(i - 1);
  }

  private void addGiven() {
    order.add("x");
    order.add("y");
    order.addAll(parameters);
    order.addAll(network.statisticsShapes().keySet());
    for (String state : training.optimizer().stateNames()) {
      parameters.forEach(name -> order.add("opt." + state + "." + name + ".before"));
    }
    given.addAll(order);
  }

  private void addForward() {
    addDropout(0, network.inputDropout());
    for (int i = 1; i <= network.layers().size(); i++) {
      order.add("z" + i);
      if (layer(i).hasBatchNormalization()) {
        for (String each : List.of("mean", "var", "xhat", "out")) {
          order.add("bn" + i + "." + each);
        }
      }
      order.add("a" + i);
      addDropout(i, layer(i).dropout());
    }
  }

  private void addDropout(int i, double p) {
    if (p > 0) {
      order.add("drop" + i + ".mask");
      order.add("drop" + i + ".out");
    }
  }

  private void addBackward() {
    for (int i = network.layers().size(); i >= 1; i--) {
      if (layer(i).dropout() > 0) {
        order.add("ddrop" + i + ".out");
      }
      order.add("da" + i);
      if (layer(i).hasBatchNormalization()) {
        order.addAll(List.of("dbn" + i + ".out", "dgamma" + i, "dbeta" + i));
      }
      order.addAll(List.of("dz" + i, "dW" + i, "db" + i));
    }
  }

  private void addUpdate() {
    for (String state : training.optimizer().stateNames()) {
      parameters.forEach(name -> order.add("opt." + state + "." + name));
    }
    parameters.forEach(name -> order.add(name + ".after"));
    for (Map.Entry<String, int[]> statistic : network.statisticsShapes().entrySet()) {
      order.add(statistic.getKey() + ".after");
    }
  }
}
