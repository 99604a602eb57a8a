package mlp.cli.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mlp.api.Loss;
import mlp.api.Network;

/**
 * What the records of a step are computed from, for its picture. Where a record is not there, what
 * it would be computed from stands for it. Left out is what would hide the rest: a parameter's old
 * value in its own update, the norm and the rate, which go into every one, and what the gradient of
 * a normalization takes from the forward pass.
 */
final class StepInputs {
  private static final Pattern OF_LAYER =
      Pattern.compile("(z|a|dz|da|dW|db|dgamma|dbeta|bn|dbn|drop|ddrop)(\\d+)(\\.[a-z.]+)?");
  private static final Pattern STATE = Pattern.compile("opt\\.(\\w+)\\.([A-Za-z]+\\d+)");
  private static final Pattern AFTER = Pattern.compile("([A-Za-z]+\\d+)\\.after");

  private final Network network;
  private final Set<String> shown;

  StepInputs(Network network, Set<String> shown) {
    this.network = network;
    this.shown = shown;
  }

  /** @return those that are shown */
  Set<String> of(String record) {
    Set<String> found = new LinkedHashSet<>();
    for (String input : direct(record)) {
      if (shown.contains(input)) {
        found.add(input);
      } else {
        found.addAll(of(input));
      }
    }
    return found;
  }

  private List<String> direct(String record) {
    Matcher after = AFTER.matcher(record);
    if (after.matches()) {
      List<String> state = shown.stream()
          .filter(name -> name.startsWith("opt.") && name.endsWith("." + after.group(1)))
          .toList();
      return state.isEmpty() ? List.of("d" + after.group(1)) : state;
    }
    Matcher state = STATE.matcher(record);
    if (state.matches()) {
      return List.of("d" + state.group(2), record + ".before");
    }
    if (record.equals("loss")) {
      String output = network.loss() == Loss.SQUARED_ERROR ? "a" : "z";
      return List.of(output + network.layers().size(), "y.smoothed");
    }
    if (record.equals("y.smoothed")) {
      return List.of("y");
    }
    Matcher layer = OF_LAYER.matcher(record);
    return layer.matches()
        ? ofLayer(
            layer.group(1),
            Integer.parseInt(layer.group(2)),
            layer.group(3) == null ? "" : layer.group(3))
        : List.of();
  }

  private List<String> ofLayer(String kind, int i, String detail) {
    return switch (kind + detail) {
      case "z" -> List.of(dropped(i - 1), "W" + i, "b" + i);
      case "bn.mean" -> List.of("z" + i);
      case "bn.var" -> List.of("z" + i, "bn" + i + ".mean");
      case "bn.xhat" -> List.of("z" + i, "bn" + i + ".mean", "bn" + i + ".var");
      case "bn.out" -> List.of("bn" + i + ".xhat", "gamma" + i, "beta" + i);
      case "bn.running.mean.after" -> List.of("bn" + i + ".mean");
      case "bn.running.var.after" -> List.of("bn" + i + ".var");
      case "a" -> List.of(isNormalized(i) ? "bn" + i + ".out" : "z" + i);
      case "drop.out" -> List.of(i == 0 ? "x" : "a" + i, "drop" + i + ".mask");
      case "ddrop.out" -> List.of("dz" + (i + 1), "W" + (i + 1));
      case "da" -> ofOutputGradient(i);
      case "dbn.out" -> List.of("da" + i, "bn" + i + ".out");
      case "dgamma" -> List.of("dbn" + i + ".out", "bn" + i + ".xhat");
      case "dbeta" -> List.of("dbn" + i + ".out");
      case "dz" -> ofPreActivationGradient(i);
      case "dW" -> List.of("dz" + i, dropped(i - 1));
      case "db" -> List.of("dz" + i);
      default -> List.of();
    };
  }

  private List<String> ofOutputGradient(int i) {
    if (i == network.layers().size()) {
      return List.of("a" + i, "y.smoothed");
    }
    return dropout(i) > 0
        ? List.of("ddrop" + i + ".out", "drop" + i + ".mask")
        : List.of("dz" + (i + 1), "W" + (i + 1));
  }

  private List<String> ofPreActivationGradient(int i) {
    if (isNormalized(i)) {
      return List.of("dbn" + i + ".out", "dgamma" + i, "dbeta" + i);
    }
    boolean isFromLogits = i == network.layers().size() && network.loss() != Loss.SQUARED_ERROR;
    return isFromLogits ? List.of("a" + i, "y.smoothed") : List.of("da" + i, "z" + i);
  }

  // What layer i + 1 takes
  private String dropped(int i) {
    return dropout(i) > 0 ? "drop" + i + ".out" : i == 0 ? "x" : "a" + i;
  }

  private double dropout(int i) {
    return i == 0 ? network.inputDropout() : network.layers().get(i - 1).dropout();
  }

  private boolean isNormalized(int i) {
    return network.layers().get(i - 1).hasBatchNormalization();
  }
}
