package mlp.paper;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adam as the paper writes it (R11; Kingma and Ba 2015), in algorithm 1, with ε after the bias of v
 * is corrected, or in section 2, with ε̂ before: the settings and the state of DL4J's Adam with
 * another update. DL4J's has ε̂, too, but takes it for the rate where the rate is 0, as it is at
 * the end of a cosine, and computes 1 − β₂ in the data type: in FLOAT32 its v is 1.3·10⁻⁵ too
 * small.
 */
public final class PaperAdam extends Adam {
  private final boolean epsilonHat;

  /**
   * @param learningRate η
   * @param beta1 β₁
   * @param beta2 β₂
   * @param epsilon ε or ε̂
   * @param epsilonHat which of them
   */
  @JsonCreator
  public PaperAdam(
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("beta1") double beta1,
      @JsonProperty("beta2") double beta2,
      @JsonProperty("epsilon") double epsilon,
      @JsonProperty("epsilonHat") boolean epsilonHat) {
    super(learningRate, beta1, beta2, epsilon);
    this.epsilonHat = epsilonHat;
  }

  @Override
  public AdamUpdater instantiate(INDArray state, boolean initialize) {
    AdamUpdater updater = new Updater(this);
    long[] half = {state.length() / 2};
    updater.setStateViewArray(state.reshape(state.length()), half, state.ordering(), initialize);
    return updater;
  }

  /** DL4J clones an updater that is set for a whole configuration. */
  @Override
  public PaperAdam clone() {
    PaperAdam clone =
        new PaperAdam(getLearningRate(), getBeta1(), getBeta2(), getEpsilon(), epsilonHat);
    clone.setLearningRateSchedule(getLearningRateSchedule());
    return clone;
  }

  /** DL4J updates as one block what has equal updaters. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PaperAdam adam && adam.epsilonHat == epsilonHat && super.equals(other);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Boolean.hashCode(epsilonHat);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof PaperAdam;
  }

  private static final class Updater extends AdamUpdater {
    private final boolean epsilonHat;

    Updater(PaperAdam settings) {
      super(settings);
      epsilonHat = settings.epsilonHat;
    }

    // m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²
    // θ ← θ − η·m̂/(√v̂ + ε), m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ), t = iteration + 1
    // or, with ε̂: θ ← θ − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε̂)
    // where DL4J computes θ ← θ − g with what this leaves in g
    @Override
    public void applyUpdater(INDArray g, int iteration, int epoch) {
      double beta1 = getConfig().getBeta1();
      double beta2 = getConfig().getBeta2();
      double rate = getConfig().getLearningRate(iteration, epoch);
      double correction1 = 1 - StrictMath.pow(beta1, iteration + 1);
      double correction2 = 1 - StrictMath.pow(beta2, iteration + 1);
      INDArray m = getState().get(M_STATE);
      INDArray v = getState().get(V_STATE);
      m.muli(beta1).addi(g.mul(1 - beta1));
      v.muli(beta2).addi(g.muli(g).muli(1 - beta2));
      INDArray root = Transforms.sqrt(epsilonHat ? v : v.div(correction2), epsilonHat);
      root.addi(getConfig().getEpsilon());
      g.assign(m);
      if (epsilonHat) {
        g.muli(rate * Math.sqrt(correction2) / correction1).divi(root);
      } else {
        g.divi(correction1).muli(rate).divi(root);
      }
    }
  }
}
