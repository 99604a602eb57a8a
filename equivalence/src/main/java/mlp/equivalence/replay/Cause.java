package mlp.equivalence.replay;

import java.util.Arrays;
import java.util.List;

/**
 * The catalogue: what implementations do otherwise, by mistake or by convention. A formula of the
 * replay asks {@link Records#on} at the place where a cause changes it. Of two that explain the
 * same numbers the one that stands first is named. What each is, who does it, and what to change
 * stands in {@code docs/causes.md}.
 */
public enum Cause {
  // Loss and its gradient (R2 to R5, R16)
  SUM_OVER_BATCH,
  HALF_SQUARED_ERROR,
  SUM_OVER_OUTPUTS,
  MEAN_OVER_OUTPUTS,
  FULL_BATCH_SIZE,
  GRADIENT_SIGN,
  SOFTMAX_TWICE,
  SOFTMAX_GRADIENT_TWICE,
  PENALTY_IN_LOSS(0.5, 1),
  LOSS_CLIPPED(1e-7, 1e-10, 1e-5, 1e-8, 1e-12, 1e-15, 1e-6),
  EPSILON_IN_LOGARITHM(1e-8, 1e-7, 1e-10, 1e-12, 1e-15, 1e-9, 1e-6, 1e-5),
  LOSS_FROM_PROBABILITIES,
  SMOOTHING_MISSING,
  SMOOTHING_OVER_OTHERS,
  // Layers (R1, R2, R6)
  BIAS_MISSING,
  BIAS_DOUBLED,
  WEIGHT_TRANSPOSED,
  LEAKY_SLOPE(0.2, 0.3, 0.1, 0.02, 0.05, 0.001),
  GELU_FORM,
  ACTIVATION_DERIVATIVE_MISSING,
  ACTIVATION_MISSING,
  ACTIVATION_DIFFERS(0, 1, 2, 3, 4, 5, 6, 7, 8), // the ordinal of another
  RELU_DERIVATIVE_AT_ZERO(1, 0.5),
  DERIVATIVE_OF_ACTIVATION,
  DERIVATIVE_FORMULA_AT_Z,
  UPDATED_WEIGHTS_USED,
  GRADIENT_TRANSPOSED,
  MEAN_AT_PARAMETERS,
  BIAS_GRADIENT_MISSING,
  BIAS_GRADIENT_FIRST_ROW,
  GRADIENTS_NOT_ZEROED,
  PENALTY_IN_GRADIENTS(1, 2),
  // Dropout (R9)
  DROPOUT_MISSING,
  KEEP_AND_DROP_SWAPPED,
  DROPOUT_NOT_SCALED,
  UNDROPPED_INPUT,
  DROPOUT_GRADIENT_UNMASKED,
  DROPOUT_GRADIENT_UNSCALED,
  // Batch normalization (R8)
  UNBIASED_VARIANCE,
  EPSILON_OUTSIDE_ROOT,
  RUNNING_STATISTICS_USED,
  NORMALIZATION_EPSILON(1e-3, 1e-5, 1e-8, 1e-7, 1e-6, 1e-4, 0),
  SCALE_AND_SHIFT_MISSING,
  GRADIENT_THROUGH_STATISTICS_MISSING,
  GRADIENT_THROUGH_MEAN_MISSING,
  GRADIENT_THROUGH_VARIANCE_MISSING,
  UNBIASED_RUNNING_VARIANCE,
  RUNNING_MOMENTUM_REVERSED,
  NORMALIZATION_DECAY(0.99, 0.9, 0.95, 0.999, 0.5, 0.1, 0.01, 0),
  STATISTICS_CLIPPED(Double.NaN), // fitted
  // Clipping (R13)
  CLIPPING_MISSING,
  CLIPPING_BY_LAYER,
  CLIPPING_BY_PARAMETER,
  CLIPPING_BY_VALUE,
  CLIPPING_AFTER_DECAY,
  CLIPPING_NORM_OF_SUM,
  CLIPPING_EPSILON(1e-6),
  // Weight decay and max-norm (R10, R15)
  DECAY_MISSING,
  DECAY_DOUBLED,
  DECAY_HALVED,
  DECAY_DECOUPLED,
  DECAY_COUPLED,
  DECAY_ON_BIASES,
  DECAY_WITHOUT_RATE,
  DECAY_AFTER_STEP,
  MAX_NORM_MISSING,
  // Optimizers (R11)
  MOMENTUM_MISSING,
  NESTEROV_FOR_MOMENTUM,
  MOMENTUM_FOR_NESTEROV,
  DAMPENING,
  RATE_OUTSIDE_VELOCITY,
  STATE_FORGOTTEN,
  STATE_INITIAL(0, 1e-6, 1e-8, 0.1, 1e-7, 1e-10, 1), // 0 for the optimizer's ε
  EPSILON_HAT,
  EPSILON_INSIDE_ROOT,
  BIAS_CORRECTION_MISSING(0, 1, 2), // both, of m, of v
  STEP_COUNT(-1, 1),
  STALE_MOMENTS,
  ROOT_MISSING,
  UPDATE_SIGN,
  SINGLE_PRECISION_CONSTANTS,
  MOMENTUM_VALUE(0.9, 0.99, 0.95, 0.5, 0.8, 0.1),
  BETA1(0.9, 0.99, 0.95, 0.5, 0),
  BETA2(0.999, 0.99, 0.98, 0.95, 0.9, 0.9999),
  ACCUMULATOR_DECAY(0.9, 0.99, 0.95, 0.999),
  OPTIMIZER_EPSILON(1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-10, 1e-2, 1e-1, 0),
  // Schedules (R12)
  SCHEDULE_MISSING,
  SCHEDULE_OFF_BY_ONE(1, -1),
  SCHEDULE_PER_EPOCH(0, 1, 2, 3, 4, 5, 6, 7, 8), // the step whose rate it is
  LEARNING_RATE(Double.NaN, 2, 0.5, 10, 0.1, 100, 0.01), // fitted, where that can be
  // Rounding of factors
  BFLOAT16_PRODUCTS(0, 1), // factors alone; the result, too
  TF32_PRODUCTS(0),
  FLOAT16_PRODUCTS(0, 1),
  // What was given: seen by comparing two sides
  MASK_DIFFERS,
  INPUTS_SCALED,
  BATCH_ORDER,
  LABELS_SHIFTED,
  LAST_BATCH_DROPPED,
  PARAMETERS_NOT_CARRIED,
  INITIALIZER_VARIANCE,
  INITIAL_WEIGHTS,
  INPUTS_DIFFER,
  TARGETS_DIFFER;

  private final List<Double> numbers;

  Cause(double... numbers) {
    this.numbers =
        numbers.length == 0 ? List.of(1.0) : Arrays.stream(numbers).boxed().toList();
  }

  /** @return with which it is tried */
  public List<Double> numbers() {
    return numbers;
  }
}
