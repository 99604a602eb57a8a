package mlp.paper;

import java.util.Set;
import org.deeplearning4j.nn.conf.constraint.BaseConstraint;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Max-norm of each unit's weights (R15). DL4J's {@code MaxNormConstraint} divides by the norm plus
 * 1e-6, so that it shrinks every column in every step; without that 1e-6 a column of zeros is NaN.
 * {@code BaseConstraint} applies a constraint twice, which but for rounding leaves this one where
 * it was.
 */
public final class MaxNorm extends BaseConstraint {
  private static final long serialVersionUID = 1L;

  private final double c;

  /** @param c the largest norm */
  public MaxNorm(double c) {
    this(c, Set.of());
  }

  /** As DL4J reads a saved network: with the names of the parameters to which it applies. */
  @JsonCreator
  public MaxNorm(@JsonProperty("c") double c, @JsonProperty("params") Set<String> params) {
    super(params, 0);
    this.c = c;
  }

  // W[:,j] ← W[:,j]·c/‖W[:,j]‖ where ‖W[:,j]‖ > c   (R15)
  @Override
  public void apply(INDArray w) {
    INDArray scales = w.norm2(0).rdivi(c);
    w.muliRowVector(Nd4j.exec(new ScalarMin(scales, null, scales, 1.0)));
  }

  /** The largest norm. */
  public double getC() {
    return c;
  }

  @Override
  public MaxNorm clone() {
    return new MaxNorm(c, params);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MaxNorm maxNorm && maxNorm.c == c && super.equals(other);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Double.hashCode(c);
  }
}
