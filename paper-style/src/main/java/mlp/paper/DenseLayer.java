package mlp.paper;

import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Training;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * One dense layer: rule → DL4J setting (R1, R2).
 *
 * <p>DL4J keeps W [in, out] in 'f' order and b [out] as views of one array of all parameters. What
 * is not set falls back to a sigmoid, Xavier weights and plain gradient descent at rate 0.001, so
 * that everything is set. Weights are set to zero because {@link PaperMlp} loads its own.
 *
 * @param in the number of inputs
 * @param layer what is built
 * @param training how
 * @param updater the optimizer's setting
 * @param dropout of the inputs, or null: what drops the outputs of the layer before
 */
record DenseLayer(int in, Layer layer, Training training, IUpdater updater, IDropout dropout) {

  // tag::forward[]
  // z = xW + b   [n,out] = [n,in]·[in,out] + [out]   (R1)
  // a = σ(z)   [n,out]   (R6)
  // In DL4J: BaseLayer.preOutput, then IActivation.getActivation in the place of z.
  FeedForwardLayer hidden() {
    boolean normalized = layer.hasBatchNormalization();
    IActivation activation =
        normalized ? new ActivationIdentity() : Activations.setting(layer.activation());
    return settings(new org.deeplearning4j.nn.conf.layers.DenseLayer.Builder(), activation)
        .hasBias(!normalized)
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
  FeedForwardLayer output(Loss loss) {
    IActivation activation = Activations.setting(layer.activation());
    return settings(new OutputLayer.Builder(Losses.setting(loss)), activation)
        .hasBias(true)
        .build();
  }
  // end::backward[]

  private <B extends FeedForwardLayer.Builder<B>> B settings(B builder, IActivation activation) {
    builder.nIn(in);
    builder.nOut(layer.units());
    builder.weightInit(WeightInit.ZERO);
    builder.activation(activation);
    builder.updater(updater);
    builder.regularization(Regularization.ofWeights(training));
    builder.constrainWeights(Regularization.constraints(training));
    builder.dropOut(dropout);
    return builder;
  }
}
