package mlp.equivalence;

import java.util.regex.Pattern;

/** What a tensor of a training step is, as far as the tolerance goes that it is compared with. */
public enum Quantity {
  /** x and y: given, not computed. */
  INPUT,
  /** z and a of every layer, and the outputs. */
  FORWARD,
  /** The mean loss. */
  LOSS,
  /** da, dz, dW and db of every layer. */
  GRADIENTS,
  /** What the optimizer keeps: opt.velocity.W1, opt.m.W1, opt.v.W1, … */
  OPTIMIZER_STATE,
  /** The parameters: W1, b1, …, W1.after, b1.after, … */
  PARAMETERS;

  private static final Pattern PARAMETER = Pattern.compile("[Wb]\\d+(\\.after)?");
  private static final Pattern FORWARD_RECORD = Pattern.compile("[za]\\d+");

  /**
   * @param name of a record of {@link mlp.api.Trace}
   * @return what the record is
   */
  public static Quantity ofRecord(String name) {
    if (name.equals("x") || name.equals("y")) {
      return INPUT;
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
