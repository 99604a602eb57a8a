package mlp.equivalence.replay;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replays the operations of a training step, each on the inputs that a trace has recorded: not how
 * two implementations differ, but where one of them leaves the rules. Errors of operations before
 * do not count, because their results are taken as they stand.
 */
public final class StepReplay {
  private static final Pattern OF_LAYER =
      Pattern.compile("(z|a|dz|da|dW|db|dgamma|dbeta|bn|dbn|drop|ddrop)(\\d{1,4})(\\.[a-z.]+)?");
  private static final Pattern STATE = Pattern.compile("opt\\.([A-Za-z]+)\\.([A-Za-z]+\\d{1,4})");
  private static final Pattern AFTER = Pattern.compile("((?:W|b|gamma|beta)\\d{1,4})\\.after");

  private final Records records;

  public StepReplay(Records records) {
    this.records = records;
  }

  /**
   * @param record the name of the operation's result, which itself need not be there
   * @return what the operation gives; nothing for what is given to the step (x, y, parameters,
   *     masks) and where an input is missing
   */
  public Optional<Expected> of(String record) {
    try {
      return Optional.ofNullable(replay(record));
    } catch (Records.MissingRecord missing) {
      return Optional.empty();
    }
  }

  private Expected replay(String record) {
    switch (record) {
      case "loss":
        return new ForwardReplay(records).loss();
      case "y.smoothed":
        return new ForwardReplay(records).smoothed();
      case "clip.norm":
        return new UpdateReplay(records).norm();
      case "learningRate":
        return new UpdateReplay(records).learningRate();
      default:
        break;
    }
    Matcher after = AFTER.matcher(record);
    if (after.matches()) {
      return new UpdateReplay(records).after(after.group(1));
    }
    Matcher state = STATE.matcher(record);
    if (state.matches()) {
      return new UpdateReplay(records).state(state.group(1), state.group(2));
    }
    Matcher layer = OF_LAYER.matcher(record);
    if (!layer.matches()) {
      return null;
    }
    String detail = layer.group(3) == null ? "" : layer.group(3);
    return ofLayer(layer.group(1), Integer.parseInt(layer.group(2)), detail);
  }

  private Expected ofLayer(String kind, int i, String detail) {
    if (i < 0 || i > records.layers()) {
      return null;
    }
    ForwardReplay forward = new ForwardReplay(records);
    BackwardReplay backward = new BackwardReplay(records);
    return switch (kind + detail) {
      case "z" -> forward.affine(i);
      case "a" -> forward.activation(i);
      case "bn.mean" -> forward.mean(i);
      case "bn.var" -> forward.variance(i);
      case "bn.xhat" -> forward.normalized(i);
      case "bn.out" -> forward.scaled(i);
      case "bn.running.mean.after" -> new UpdateReplay(records).running(i, "mean");
      case "bn.running.var.after" -> new UpdateReplay(records).running(i, "var");
      case "drop.out" -> forward.dropped(i);
      case "da" -> gradientOfOutput(backward, i);
      case "ddrop.out" -> backward.inputGradient(i + 1);
      case "dbn.out" -> backward.activationGradient(i);
      case "dz" ->
        records.layer(i).hasBatchNormalization()
            ? backward.normalizationGradient(i)
            : backward.activationGradient(i);
      case "dW" -> backward.weightGradient(i);
      case "db" -> backward.columnSums(i, "db" + i, "dz" + i, "R2");
      case "dgamma" -> backward.scaleGradient(i);
      case "dbeta" -> backward.columnSums(i, "dbeta" + i, "dbn" + i + ".out", "R8");
      default -> null;
    };
  }

  private Expected gradientOfOutput(BackwardReplay backward, int i) {
    if (i == records.layers()) {
      return backward.outputGradient();
    }
    return records.hasDropout(i) ? backward.beforeDropout(i) : backward.inputGradient(i + 1);
  }
}
