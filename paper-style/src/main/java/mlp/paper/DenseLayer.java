package mlp.paper;

import mlp.api.Layer;
import mlp.api.Loss;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * One dense layer: rule → DL4J setting (R1, R2).
 *
 * <p>DL4J keeps W [in, out] in 'f' order and b [out] as views of one array of all parameters. What
 * is not set falls back to a sigmoid, Xavier weights and plain gradient descent at rate 0.001, so
 * that everything is set. Weights are set to zero because {@link PaperMlp} loads its own.
 */
final class DenseLayer {
  private DenseLayer() {}

  // tag::forward[]
  // z = xW + b   [n,out] = [n,in]·[in,out] + [out]   (R1)
  // a = σ(z)   [n,out]   (R6)
  // In DL4J: BaseLayer.preOutput, then IActivation.getActivation in the place of z.
  static FeedForwardLayer hidden(int in, Layer layer, IUpdater updater) {
    return new org.deeplearning4j.nn.conf.layers.DenseLayer.Builder()
        .nIn(in)
        .nOut(layer.units())
        .hasBias(true)
        .weightInit(WeightInit.ZERO)
        .activation(Activations.setting(layer.activation()))
        .updater(updater)
        .build();
  }

  // end::forward[]

  // tag::backward[]
  // dz = da ⊙ σ′(z)   [n,out]   in DL4J: IActivation.backprop, or ILossFunction.computeGradient
  // dW = xᵀ·dz   [in,out] = [in,n]·[n,out]   (R2)
  // db = Σ over rows of dz   [out]   (R2)
  // dx = dz·Wᵀ   [n,in] = [n,out]·[out,in]   (R2)
  // In DL4J: BaseLayer.backpropGradient, from the loss of the output layer back through all
  // layers; BaseMultiLayerUpdater.update divides dW and db by the batch size.
  static FeedForwardLayer output(int in, Layer layer, Loss loss, IUpdater updater) {
    return new OutputLayer.Builder(Losses.setting(loss))
        .nIn(in)
        .nOut(layer.units())
        .hasBias(true)
        .weightInit(WeightInit.ZERO)
        .activation(Activations.setting(layer.activation()))
        .updater(updater)
        .build();
  }
  // end::backward[]
}
