package mlp.paper;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.RmsPropUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * RMSProp with ε beside the root (R11; Tieleman and Hinton 2012): the settings and the state of
 * DL4J's RmsProp, which has ε under the root, with another update.
 */
public final class PaperRmsProp extends RmsProp {
  /**
   * @param learningRate η
   * @param rmsDecay ρ
   * @param epsilon ε
   */
  @JsonCreator
  public PaperRmsProp(
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("rmsDecay") double rmsDecay,
      @JsonProperty("epsilon") double epsilon) {
    super(learningRate, rmsDecay, epsilon);
  }

  @Override
  public RmsPropUpdater instantiate(INDArray state, boolean initialize) {
    RmsPropUpdater updater = new Updater(this);
    INDArray flat = state.reshape(state.length());
    updater.setStateViewArray(flat, flat.shape(), flat.ordering(), initialize);
    return updater;
  }

  /** Without this, DL4J, which clones the updater into every layer, would train by its own. */
  @Override
  public PaperRmsProp clone() {
    PaperRmsProp clone = new PaperRmsProp(getLearningRate(), getRmsDecay(), getEpsilon());
    clone.setLearningRateSchedule(getLearningRateSchedule());
    return clone;
  }

  /** DL4J updates as one block what has equal updaters. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PaperRmsProp && super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof PaperRmsProp;
  }

  private static final class Updater extends RmsPropUpdater {
    Updater(PaperRmsProp settings) {
      super(settings);
    }

    // s ← ρ·s + (1 − ρ)·g²; θ ← θ − η·g/(√s + ε), where DL4J computes θ ← θ − g with what this
    // leaves in g
    @Override
    public void applyUpdater(INDArray g, int iteration, int epoch) {
      double rho = getConfig().getRmsDecay();
      INDArray s = getState().get(G_STATE);
      s.muli(rho).addi(g.mul(1 - rho).muli(g));
      INDArray denominator = Transforms.sqrt(s, true).addi(getConfig().getEpsilon());
      g.muli(getConfig().getLearningRate(iteration, epoch)).divi(denominator);
    }
  }
}
