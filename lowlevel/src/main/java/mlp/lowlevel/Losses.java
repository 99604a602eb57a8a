package mlp.lowlevel;

import mlp.api.Loss;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ATanh;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.factory.Nd4j;

/** The losses and their gradients: means over the batch (R2 to R5). */
final class Losses {
  private Losses() {}

  // L, from the logits z or the outputs a, and the targets y   [n,outputs]
  static double forward(Loss loss, INDArray z, INDArray a, INDArray y) {
    return switch (loss) {
      case SQUARED_ERROR -> squaredError(a, y);
      case SOFTMAX_CROSS_ENTROPY -> softmaxCrossEntropy(z, a, y);
      case SIGMOID_CROSS_ENTROPY -> sigmoidCrossEntropy(z, y);
    };
  }

  // L = Σ (a − y)² / (n·outputs)   (R3)
  private static double squaredError(INDArray a, INDArray y) {
    try (INDArray error = a.sub(y)) {
      return error.muli(error).sumNumber().doubleValue() / y.length();
    }
  }

  // L = −Σ y log p / n   (R4: Σₖ yₖ = 1), from p itself, unless one of them is no normal number
  private static double softmaxCrossEntropy(INDArray z, INDArray p, INDArray y) {
    try (INDArray logP = Nd4j.exec(new Log(p, p.ulike()))) {
      double least = logP.data().getNumber(Blas.indexOfLargestMagnitude(logP)).doubleValue();
      double leastNormal = logP.dataType() == DataType.FLOAT ? Float.MIN_NORMAL : Double.MIN_NORMAL;
      return least > Math.log(leastNormal)
          ? -Blas.dot(y, logP) / y.size(0)
          : stableSoftmaxCrossEntropy(z, y);
    }
  }

  // L = Σ y (log Σₖ e^(zₖ − max z) − (z − max z)) / n   (R4)
  // ND4J's LogSoftMax is no way round it: it is the logarithm of p as well, −∞ where p is 0.
  private static double stableSoftmaxCrossEntropy(INDArray z, INDArray y) {
    try (INDArray max = z.max(true, 1);
        INDArray shifted = z.sub(max);
        INDArray exponentials = Nd4j.exec(new Exp(shifted, shifted.ulike()));
        INDArray sums = exponentials.sum(true, 1);
        INDArray logSumExp = Nd4j.exec(new Log(sums, sums.ulike()));
        INDArray losses = logSumExp.sub(shifted).muli(y)) {
      return losses.sumNumber().doubleValue() / y.size(0);
    }
  }

  // L = Σ (max(z, 0) − z·y + log(1 + e^−|z|)) / (n·outputs)   (R5)
  private static double sigmoidCrossEntropy(INDArray z, INDArray y) {
    try (INDArray losses = Nd4j.exec(new RectifiedLinear(z, z.ulike(), 0.0));
        INDArray product = z.mul(y);
        INDArray exponentials = Nd4j.exec(new Abs(z, z.ulike())).negi();
        INDArray logarithms = log1p(Nd4j.exec(new Exp(exponentials, exponentials)))) {
      losses.subi(product).addi(logarithms);
      return losses.sumNumber().doubleValue() / y.length();
    }
  }

  // log(1 + x) = 2 artanh(x/(2 + x)) (Abramowitz and Stegun 1964, 4.6.22)
  // ND4J's Log1p adds 1 first, which loses the digits of a small x.
  private static INDArray log1p(INDArray x) {
    INDArray quotient = x.add(2).rdivi(x);
    return Nd4j.exec(new ATanh(quotient, quotient)).muli(2);
  }

  // da = 2(a − y) / (n·outputs)   [n,outputs]   (R3)
  static void squaredErrorBackward(INDArray a, INDArray y, INDArray da) {
    a.sub(y, da).muli(2).divi(y.length());
  }

  // dz = (p − y) / count   [n,outputs], count = n (R4) or n·outputs (R5)
  static void crossEntropyBackward(Loss loss, INDArray p, INDArray y, INDArray dz) {
    long count = loss == Loss.SOFTMAX_CROSS_ENTROPY ? y.size(0) : y.length();
    Blas.copy(p, dz);
    Blas.axpy(-1, y, dz);
    Blas.scale(1.0 / count, dz);
  }

  // y′ = (1 − α)·y + α/k   [n,k]; with the sigmoid's each output is a label of two: k = 2   (R16)
  static void smooth(Loss loss, INDArray y, INDArray smoothed, double alpha) {
    long k = loss == Loss.SOFTMAX_CROSS_ENTROPY ? y.size(1) : 2;
    y.mul(1 - alpha, smoothed).addi(alpha / k);
  }
}
