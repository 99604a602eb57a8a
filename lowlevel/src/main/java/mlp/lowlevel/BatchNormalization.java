package mlp.lowlevel;

import mlp.api.DataType;
import mlp.api.Normalization;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.factory.Nd4j;

/** Batch normalization of one layer, between z and σ (R8). */
final class BatchNormalization {
  final double decay;
  final double epsilon;
  final Parameter gamma; // γ [units]
  final Parameter beta; // β [units]
  final INDArray runningMean; // [units]
  final INDArray runningVar; // [units]

  // What the last batch left behind   [units] and [n,units]
  final INDArray mean;
  final INDArray var;
  INDArray xhat;
  INDArray out;
  INDArray dout;

  private final INDArray deviation; // √(σ² + ε) [units]
  private final INDArray scratch; // [units]

  BatchNormalization(
      int number,
      int units,
      Normalization.Batch settings,
      ParameterVector parameters,
      DataType dataType) {
    decay = settings.decay();
    epsilon = settings.epsilon();
    gamma = parameters.next("gamma" + number, units);
    beta = parameters.next("beta" + number, units);
    runningMean = NdArrays.uninitialized(dataType, 'f', units);
    runningVar = NdArrays.uninitialized(dataType, 'f', units);
    mean = NdArrays.uninitialized(dataType, 'f', units);
    var = NdArrays.uninitialized(dataType, 'f', units);
    deviation = NdArrays.uninitialized(dataType, 'f', units);
    scratch = NdArrays.uninitialized(dataType, 'f', units);
    xhat = NdArrays.uninitialized(dataType, 'f', 1, units);
    out = NdArrays.uninitialized(dataType, 'f', 1, units);
    dout = NdArrays.uninitialized(dataType, 'f', 1, units);
  }

  // out = γ·x̂ + β, x̂ = (z − μ)/√(σ² + ε)   [n,units]   (R8)
  // with μ and σ² of the batch in training, the running ones in evaluation
  void forward(INDArray z, boolean training) {
    reserve(z.size(0));
    if (training) {
      statistics(z);
    }
    z.sub(training ? mean : runningMean, xhat);
    (training ? var : runningVar).add(epsilon, deviation);
    xhat.divi(Nd4j.exec(new Sqrt(deviation, deviation)));
    xhat.mul(gamma.values(), out).addi(beta.values());
  }

  // μ = Σ z / n, σ² = Σ (z − μ)² / n over the rows   [units]   (R8: the biased variance)
  private void statistics(INDArray z) {
    z.mean(mean, 0);
    z.sub(mean, xhat);
    xhat.mul(xhat, out);
    out.mean(var, 0);
  }

  // dβ = Σ dout, dγ = Σ dout ⊙ x̂ over the rows   [units]
  // dz = γ/√(σ² + ε)·(dout − dβ/n − x̂·dγ/n)   [n,units]   (R8)
  void backward(INDArray dz) {
    long n = dz.size(0);
    dout.mul(xhat, dz);
    dz.sum(gamma.gradient(), 0);
    dout.sum(beta.gradient(), 0);
    xhat.mul(gamma.gradient().div(n, scratch), dz);
    dz.rsubi(dout).subi(beta.gradient().div(n, scratch));
    dz.muli(gamma.values().div(deviation, scratch));
  }

  // running ← decay·running + (1 − decay)·batch   [units]   (R8)
  void updateRunning() {
    runningMean.muli(decay).addi(mean.mul(1 - decay, scratch));
    runningVar.muli(decay).addi(var.mul(1 - decay, scratch));
  }

  // As a new training begins: mean 0, variance 1.
  void resetRunning() {
    runningMean.assign(0);
    runningVar.assign(1);
  }

  private void reserve(long n) {
    xhat = NdArrays.resized(xhat, n);
    out = NdArrays.resized(out, n);
    dout = NdArrays.resized(dout, n);
  }
}
