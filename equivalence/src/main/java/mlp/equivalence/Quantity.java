package mlp.equivalence;

import java.util.List;
import java.util.regex.Pattern;

/** What a tensor of a training step is, as far as the tolerance goes that it is compared with. */
public enum Quantity {
  /** x, y, dropout masks and the learning rate: given, not computed. */
  INPUT,
  /** z and a of every layer, what dropout leaves of it, smoothed labels, and the outputs. */
  FORWARD,
  /** The batch's statistics, x̂ and γ·x̂ + β (R8). */
  NORMALIZED,
  /** The mean loss. */
  LOSS,
  /** da, dz, dW, db, … of every layer, and their norm. */
  GRADIENTS,
  /** What the optimizer keeps: opt.velocity.W1, opt.m.W1, opt.v.W1, opt.squareSum.W1, … */
  OPTIMIZER_STATE,
  /** The parameters: W1, b1, gamma1, beta1, …, W1.after, b1.after, … */
  PARAMETERS,
  /** The running statistics: bn1.running.mean, …, bn1.running.mean.after, … */
  STATISTICS;

  private static final Pattern PARAMETER = Pattern.compile("(W|b|gamma|beta)\\d+(\\.after)?");
  private static final Pattern FORWARD_RECORD =
      Pattern.compile("[za]\\d+|drop\\d+\\.out|y\\.smoothed");

  /**
   * @param name of a record of {@link mlp.api.Trace}
   * @return what the record is
   */
  public static Quantity ofRecord(String name) {
    if (List.of("x", "y", "learningRate").contains(name) || name.endsWith(".mask")) {
      return INPUT;
    }
    if (name.contains(".running.")) {
      return STATISTICS;
    }
    if (name.startsWith("bn")) {
      return NORMALIZED;
    }
    if (name.equals("loss")) {
      return LOSS;
    }
    if (name.startsWith("opt.")) {
      return OPTIMIZER_STATE;
    }
    if (PARAMETER.matcher(name).matches()) {
      return PARAMETERS;
    }
    return FORWARD_RECORD.matcher(name).matches() ? FORWARD : GRADIENTS;
  }
}
