package mlp.paper;

import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * L2 and decoupled weight decay (R10), without a penalty in the score: DL4J's
 * {@code L2Regularization} and {@code WeightDecay} both add ½λ‖W‖² to it, where it could be taken
 * out again only with a loss of digits.
 */
public final class Decay implements Regularization {
  private static final long serialVersionUID = 1L;

  private final double lambda;
  private final boolean decoupled;

  /**
   * @param lambda λ
   * @param decoupled whether it goes past the updater
   */
  @JsonCreator
  public Decay(
      @JsonProperty("lambda") double lambda, @JsonProperty("decoupled") boolean decoupled) {
    this.lambda = lambda;
    this.decoupled = decoupled;
  }

  @Override
  public ApplyStep applyStep() {
    return decoupled ? ApplyStep.POST_UPDATER : ApplyStep.BEFORE_UPDATER;
  }

  // g ← g + λ·W before the updater; or u ← u + η·λ·W after it, and then W ← W − u   (R10)
  @Override
  public void apply(INDArray w, INDArray g, double learningRate, int iteration, int epoch) {
    g.addi(w.mul(decoupled ? learningRate * lambda : lambda));
  }

  @Override
  public double score(INDArray w, int iteration, int epoch) {
    return 0;
  }

  /** λ. */
  public double getLambda() {
    return lambda;
  }

  /** Whether it goes past the updater. */
  public boolean isDecoupled() {
    return decoupled;
  }

  @Override
  public Decay clone() {
    return new Decay(lambda, decoupled);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decay decay && decay.lambda == lambda && decay.decoupled == decoupled;
  }

  @Override
  public int hashCode() {
    return Objects.hash(lambda, decoupled);
  }
}
