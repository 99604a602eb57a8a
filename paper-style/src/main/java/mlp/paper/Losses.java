package mlp.paper;

import mlp.api.Loss;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * The losses: rule → DL4J setting (R3 to R5).
 *
 * <p>An {@code ILossFunction} computes the score from the logits z, and the gradient dz of the sum
 * over the batch: DL4J divides the score by the batch size itself, and the gradient in the updater
 * (R2). {@code LossMSE} is the mean over outputs, unlike {@code LossL2}, which is their sum; it
 * computes its gradient as 2(a − y)·σ′(z) and divides by the number of outputs last.
 */
final class Losses {
  private Losses() {}

  static ILossFunction setting(Loss loss) {
    return switch (loss) {
      // L = Σ (a − y)² / (n·outputs)   (R3)
      case SQUARED_ERROR -> new LossMSE();
      // L = Σ y (log Σₖ e^zₖ − z) / n   (R4)
      case SOFTMAX_CROSS_ENTROPY -> new SoftmaxCrossEntropy();
      // L = Σ (max(z, 0) − z·y + log(1 + e^−|z|)) / (n·outputs)   (R5)
      case SIGMOID_CROSS_ENTROPY -> new SigmoidCrossEntropy();
    };
  }

  /**
   * Labels are smoothed before DL4J sees them, in training alone: a loss function cannot tell
   * training from evaluation.
   */
  // y′ = (1 − α)·y + α/k   [n,k]; with the sigmoid's each output is a label of two: k = 2   (R16)
  static INDArray smooth(Loss loss, INDArray y, double alpha) {
    long k = loss == Loss.SOFTMAX_CROSS_ENTROPY ? y.size(1) : 2;
    return y.mul(1 - alpha).addi(alpha / k);
  }
}
