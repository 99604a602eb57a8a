package mlp.paper;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Momentum (R11; Sutskever, Martens, Dahl and Hinton 2013, equations 1 and 2): the settings and the
 * state of DL4J's Nesterovs, without its look-ahead.
 */
public final class Momentum extends Nesterovs {
  /**
   * @param learningRate η
   * @param momentum μ
   */
  @JsonCreator
  public Momentum(
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("momentum") double momentum) {
    super(learningRate, momentum);
  }

  @Override
  public NesterovsUpdater instantiate(INDArray state, boolean initialize) {
    NesterovsUpdater updater = new Updater(this);
    INDArray flat = state.reshape(state.length());
    updater.setStateViewArray(flat, flat.shape(), flat.ordering(), initialize);
    return updater;
  }

  /** DL4J clones an updater that is set for a whole configuration. */
  @Override
  public Momentum clone() {
    Momentum clone = new Momentum(getLearningRate(), getMomentum());
    clone.setLearningRateSchedule(getLearningRateSchedule());
    clone.setMomentumISchedule(getMomentumISchedule());
    return clone;
  }

  /** DL4J updates as one block what has equal updaters. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Momentum && super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof Momentum;
  }

  private static final class Updater extends NesterovsUpdater {
    Updater(Momentum settings) {
      super(settings);
    }

    // v ← μ·v − η·g; θ ← θ + v, where DL4J computes θ ← θ − g with what this leaves in g
    @Override
    public void applyUpdater(INDArray g, int iteration, int epoch) {
      double momentum = getConfig().currentMomentum(iteration, epoch);
      double learningRate = getConfig().getLearningRate(iteration, epoch);
      INDArray v = getState().get(V_STATE);
      v.muli(momentum).subi(g.muli(learningRate));
      g.assign(v).negi();
    }
  }
}
