package mlp.paper;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adam as in algorithm 1 (R11; Kingma and Ba 2015), which adds ε after it has corrected the bias of
 * v: the settings and the state of DL4J's Adam with another update.
 */
public final class PaperAdam extends Adam {
  /**
   * @param learningRate η
   * @param beta1 β₁
   * @param beta2 β₂
   * @param epsilon ε
   */
  @JsonCreator
  public PaperAdam(
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("beta1") double beta1,
      @JsonProperty("beta2") double beta2,
      @JsonProperty("epsilon") double epsilon) {
    super(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public AdamUpdater instantiate(INDArray state, boolean initialize) {
    AdamUpdater updater = new Updater(this);
    long[] half = {state.length() / 2};
    updater.setStateViewArray(state.reshape(state.length()), half, state.ordering(), initialize);
    return updater;
  }

  /** Without this, DL4J, which clones the updater into every layer, would train by its own Adam. */
  @Override
  public PaperAdam clone() {
    PaperAdam clone = new PaperAdam(getLearningRate(), getBeta1(), getBeta2(), getEpsilon());
    clone.setLearningRateSchedule(getLearningRateSchedule());
    return clone;
  }

  /** DL4J updates as one block what has equal updaters. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PaperAdam && super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof PaperAdam;
  }

  private static final class Updater extends AdamUpdater {
    Updater(PaperAdam settings) {
      super(settings);
    }

    // m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²
    // θ ← θ − η·m̂/(√v̂ + ε), m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ), t = iteration + 1,
    // where DL4J computes θ ← θ − g with what this leaves in g
    @Override
    public void applyUpdater(INDArray g, int iteration, int epoch) {
      double beta1 = getConfig().getBeta1();
      double beta2 = getConfig().getBeta2();
      INDArray m = getState().get(M_STATE);
      INDArray v = getState().get(V_STATE);
      m.muli(beta1).addi(g.mul(1 - beta1));
      v.muli(beta2).addi(g.muli(g).muli(1 - beta2));
      INDArray vHat = v.div(1 - StrictMath.pow(beta2, iteration + 1));
      INDArray denominator = Transforms.sqrt(vHat, false).addi(getConfig().getEpsilon());
      g.assign(m)
          .divi(1 - StrictMath.pow(beta1, iteration + 1))
          .muli(getConfig().getLearningRate(iteration, epoch))
          .divi(denominator);
    }
  }
}
