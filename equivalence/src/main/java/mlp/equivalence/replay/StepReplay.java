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

  private StepReplay() {}

  /**
   * @param records of one implementation
   * @param record the name of the operation's result, which itself need not be there
   * @return what the operation gives; nothing for what is given to the step (x, y, parameters) and
   *     where an input is missing
   */
  public static Optional<Expected> of(Records records, String record) {
    try {
      return Optional.ofNullable(replay(records, record));
    } catch (Records.MissingRecord missing) {
      return Optional.empty();
    }
  }

  static Expected replay(Records records, String record) {
    switch (record) {
      case "loss":
        return new LossReplay(records).loss();
      case "y.smoothed":
        return new LossReplay(records).smoothed();
      case "clip.norm":
        return new GradientReplay(records).norm();
      case "learningRate":
        return new RateReplay(records).replay();
      default:
        break;
    }
    Matcher after = AFTER.matcher(record);
    if (after.matches()) {
      return new UpdateReplay(records).after(after.group(1));
    }
    Matcher state = STATE.matcher(record);
    if (state.matches()) {
      return new StateReplay(records).state(state.group(1), state.group(2));
    }
    Matcher layer = OF_LAYER.matcher(record);
    if (!layer.matches()) {
      return null;
    }
    int i = Integer.parseInt(layer.group(2));
    boolean isInput = i == 0 && !layer.group(1).endsWith("drop");
    if (isInput || i > records.layers()) {
      return null;
    }
    return ofLayer(records, layer.group(1), i, layer.group(3) == null ? "" : layer.group(3));
  }

  private static Expected ofLayer(Records records, String kind, int i, String detail) {
    return switch (kind + detail) {
      case "z" -> new ForwardReplay(records).affine(i);
      case "a" -> new ForwardReplay(records).activation(i);
      case "drop.mask" -> new DropoutReplay(records).mask(i);
      case "drop.out" -> new DropoutReplay(records).dropped(i);
      case "ddrop.out" -> new BackwardReplay(records).inputGradient(i + 1);
      case "da" -> gradientOfOutput(records, i);
      case "dW" -> new BackwardReplay(records).weightGradient(i);
      case "db" -> new BackwardReplay(records).biasGradient(i);
      case "dz" ->
        records.layer(i).hasBatchNormalization()
            ? new NormalizationReplay(records).gradient(i)
            : new BackwardReplay(records).activationGradient(i);
      default ->
        records.layer(i).hasBatchNormalization()
            ? ofNormalization(records, kind + detail, i)
            : null;
    };
  }

  private static Expected ofNormalization(Records records, String record, int i) {
    NormalizationReplay replay = new NormalizationReplay(records);
    return switch (record) {
      case "bn.mean" -> replay.mean(i);
      case "bn.var" -> replay.variance(i);
      case "bn.xhat" -> replay.normalized(i);
      case "bn.out" -> replay.scaled(i);
      case "bn.running.mean.after" -> replay.running(i, "mean");
      case "bn.running.var.after" -> replay.running(i, "var");
      case "dbn.out" -> new BackwardReplay(records).activationGradient(i);
      case "dgamma" -> replay.scaleGradient(i);
      case "dbeta" -> replay.shiftGradient(i);
      default -> null;
    };
  }

  private static Expected gradientOfOutput(Records records, int i) {
    if (i == records.layers()) {
      return new OutputGradientReplay(records).outputGradient();
    }
    return records.hasDropout(i)
        ? new DropoutReplay(records).gradient(i)
        : new BackwardReplay(records).inputGradient(i + 1);
  }
}
