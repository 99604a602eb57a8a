package mlp.paper;

import java.util.Objects;
import mlp.api.DropoutMask;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Inverted dropout with the mask that all tracks share (R9). DL4J applies the dropout of a layer to
 * its input, so that this stands on the layer behind the one whose outputs it drops; its own
 * {@code Dropout} takes the probability to retain, and draws from ND4J's generator.
 */
public final class Dropout implements IDropout {
  private static final long serialVersionUID = 1L;

  private final long seed;
  private final int layer;
  private final double p;
  private transient double[] mask; // a Java array outlives the workspace of the forward pass

  /**
   * @param seed the training's
   * @param layer whose outputs are dropped, from 1; 0 for the inputs of the network
   * @param p the probability to drop
   */
  @JsonCreator
  public Dropout(
      @JsonProperty("seed") long seed,
      @JsonProperty("layer") int layer,
      @JsonProperty("p") double p) {
    this.seed = seed;
    this.layer = layer;
    this.p = p;
  }

  // out = a ⊙ mask, mask = 1/(1 − p) where kept, else 0   [n,units]
  @Override
  public INDArray applyDropout(
      INDArray a, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    DropoutMask drawn = new DropoutMask(seed, layer, p);
    boolean[] kept = new boolean[(int) a.length()];
    drawn.draw(iteration, kept);
    double scale = a.dataType() == DataType.FLOAT ? (float) drawn.scale() : drawn.scale();
    mask = new double[kept.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = kept[i] ? scale : 0;
    }
    return a.mul(maskLike(a), result);
  }

  // da = dout ⊙ mask   [n,units]
  @Override
  public INDArray backprop(INDArray dout, INDArray result, int iteration, int epoch) {
    INDArray da = dout.mul(maskLike(dout), result);
    clear();
    return da;
  }

  private INDArray maskLike(INDArray array) {
    return Nd4j.createFromArray(mask).castTo(array.dataType()).reshape('c', array.shape());
  }

  @Override
  public void clear() {
    mask = null;
  }

  /** The mask of the forward pass whose backward pass is not done yet, row after row. */
  double[] mask() {
    return mask;
  }

  @Override
  public Dropout clone() {
    return new Dropout(seed, layer, p);
  }

  /** The seed of the masks. */
  public long getSeed() {
    return seed;
  }

  /** The layer whose outputs are dropped. */
  public int getLayer() {
    return layer;
  }

  /** The probability to drop. */
  public double getP() {
    return p;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dropout dropout
        && dropout.seed == seed
        && dropout.layer == layer
        && dropout.p == p;
  }

  @Override
  public int hashCode() {
    return Objects.hash(seed, layer, p);
  }
}
