package mlp.paper;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Stands in for the dropout of a layer, or for none, while a {@link StepRecorder} records. It is
 * the only place where DL4J shows what a layer is given and the gradient of that.
 */
final class RecordedDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  private final transient IDropout original;
  private final transient StepRecorder recorder;
  private final int layer;
  private final String normalized;

  /**
   * @param original null for none
   * @param layer whose outputs are dropped, from 1; 0 for the inputs of the network
   * @param normalized the name of what the layer before hands on, where that is a normalization:
   *     bn1.out, which is then also a1; else null
   */
  RecordedDropout(IDropout original, StepRecorder recorder, int layer, String normalized) {
    this.original = original;
    this.recorder = recorder;
    this.layer = layer;
    this.normalized = normalized;
  }

  @Override
  public INDArray applyDropout(
      INDArray a, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    if (normalized != null) {
      recorder.record(normalized, a);
      recorder.record("a" + layer, a);
    }
    if (original == null) {
      return a;
    }
    INDArray out = original.applyDropout(a, result, iteration, epoch, workspaces);
    recordMask();
    recorder.record("drop" + layer + ".out", out);
    return out;
  }

  // Other kinds of dropout have no mask, or show none.
  private void recordMask() {
    if (original instanceof Dropout shared) {
      recorder.record("drop" + layer + ".mask", shared.mask().clone());
    } else if (original instanceof org.deeplearning4j.nn.conf.dropout.Dropout own) {
      recorder.record("drop" + layer + ".mask", own.getMask());
    }
  }

  @Override
  public INDArray backprop(INDArray dout, INDArray result, int iteration, int epoch) {
    INDArray da = dout;
    if (original != null) {
      recorder.record("ddrop" + layer + ".out", dout);
      da = original.backprop(dout, result, iteration, epoch);
    }
    if (normalized != null) {
      recorder.record("da" + layer, da);
      recorder.record("d" + normalized, da);
    }
    return da;
  }

  @Override
  public void clear() {
    if (original != null) {
      original.clear();
    }
  }

  @Override
  public IDropout clone() {
    return new RecordedDropout(original, recorder, layer, normalized);
  }
}
