package mlp.paper;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossL2;

/**
 * Stands in for the loss while a {@link StepRecorder} records: z and a of the output layer, dz, and
 * with the squared error da. The activation function stays DL4J's own, because losses ask which
 * class it is.
 */
final class RecordedLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  /** Under this name: the loss itself, summed over the batch, without any penalty. */
  static final String SUM = "loss";

  private final transient ILossFunction original;
  private final transient StepRecorder recorder;
  private final int layer;

  /** @param layer the output layer, from 1 */
  RecordedLoss(ILossFunction original, StepRecorder recorder, int layer) {
    this.original = original;
    this.recorder = recorder;
    this.layer = layer;
  }

  ILossFunction original() {
    return original;
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray z, IActivation activation, INDArray mask) {
    recorder.record("z" + layer, z);
    recorder.record("a" + layer, activation.getActivation(z.dup(), true));
    INDArray dz = original.computeGradient(labels, z, withGradient(activation), mask);
    recorder.record("dz" + layer, dz);
    return dz;
  }

  private IActivation withGradient(IActivation activation) {
    if (!(original instanceof LossL2)) { // LossMSE is one
      return activation;
    }
    RecordedActivation standIn = new RecordedActivation(activation, recorder);
    standIn.recordOutput("a" + layer, "da" + layer);
    return standIn;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray z, IActivation activation, INDArray mask, boolean average) {
    double score = original.computeScore(labels, z, activation, mask, average);
    recorder.record(SUM, average ? score * z.size(0) : score);
    return score;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray z, IActivation activation, INDArray mask) {
    return original.computeScoreArray(labels, z, activation, mask);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray z, IActivation activation, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, z, activation, mask, average),
        computeGradient(labels, z, activation, mask));
  }

  @Override
  public String name() {
    return original.name();
  }
}
