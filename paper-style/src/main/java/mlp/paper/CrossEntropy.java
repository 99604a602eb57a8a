package mlp.paper;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * What the two cross-entropies share. The score comes from the logits, row by row in double
 * precision: ND4J's {@code LogSoftMax} gives −∞ where a probability underflows, and its
 * {@code Log1p} is log(1 + x), which loses the digits of a small x.
 */
abstract class CrossEntropy implements ILossFunction {
  /**
   * The loss of one example.
   *
   * @param z logits [n, outputs], row after row
   * @param y targets, likewise
   * @param from where the example's row begins
   * @param to where it ends, exclusive
   */
  abstract double exampleLoss(double[] z, double[] y, int from, int to);

  /**
   * By how much an example's loss is divided, beside the batch size: 1 or the number of outputs.
   */
  abstract int divisor(int outputs);

  // dz = (p − y) / divisor   [n,outputs], a sum over the batch: DL4J divides by n
  @Override
  public final INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    requireNoMask(mask);
    INDArray p = activation.getActivation(preOutput.dup(), true);
    return p.subi(labels).divi(divisor((int) preOutput.size(1)));
  }

  @Override
  public final double computeScore(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
    double sum = 0;
    double[] losses = exampleLosses(labels, preOutput, mask);
    for (double loss : losses) {
      sum += loss;
    }
    return average ? sum / losses.length : sum;
  }

  @Override
  public final INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    double[] losses = exampleLosses(labels, preOutput, mask);
    return Nd4j.createFromArray(losses).reshape(losses.length, 1).castTo(preOutput.dataType());
  }

  @Override
  public final Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, preOutput, activation, mask, average),
        computeGradient(labels, preOutput, activation, mask));
  }

  @Override
  public final String name() {
    return toString();
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName();
  }

  private double[] exampleLosses(INDArray labels, INDArray preOutput, INDArray mask) {
    requireNoMask(mask);
    int outputs = (int) preOutput.size(1);
    double[] z = NdArrays.toDoubles(preOutput);
    double[] y = NdArrays.toDoubles(labels);
    double[] losses = new double[(int) preOutput.size(0)];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = exampleLoss(z, y, i * outputs, (i + 1) * outputs) / divisor(outputs);
    }
    return losses;
  }

  private static void requireNoMask(INDArray mask) {
    if (mask != null) {
      throw new UnsupportedOperationException("this loss takes no mask");
    }
  }
}
