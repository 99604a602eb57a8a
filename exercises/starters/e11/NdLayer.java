package e11;

import mlp.exercises.tasks.Nd4jLayerTask;
import org.nd4j.linalg.api.ndarray.INDArray;

/** PlainLayer in operations on whole arrays. The page 11-port-to-nd4j.md has the formulas. */
public final class NdLayer implements Nd4jLayerTask {

  @Override
  public INDArray forward(INDArray x, INDArray w, INDArray b) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public INDArray activate(INDArray z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public INDArray softmax(INDArray z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public INDArray outputGradient(INDArray p, INDArray y) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public INDArray activationGradient(INDArray a, INDArray da) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public INDArray weightGradient(INDArray x, INDArray dz) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public INDArray biasGradient(INDArray dz) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public INDArray inputGradient(INDArray dz, INDArray w) {
    throw new UnsupportedOperationException("write me");
  }
}
