package mlp.paper;

import mlp.api.Layer;
import mlp.api.Normalization;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Batch normalization: rule → DL4J setting (R8).
 *
 * <p>A layer with it is three of DL4J's: a dense layer without bias and activation, the
 * normalization, and an activation layer, since an activation that is set on the normalization is
 * passed over. The running statistics are parameters of DL4J's layer: backpropagation gives them
 * the gradient (1 − decay)·(running − batch), which is subtracted as it is, whatever the updater;
 * they are neither divided by the batch size nor, here, clipped.
 */
final class BatchNormalization {
  private BatchNormalization() {}

  // x̂ = (z − μ)/√(σ² + ε), out = γ·x̂ + β   [n,out]
  // running ← decay·running + (1 − decay)·batch: the biased variance in both
  // In DL4J: layers.normalization.BatchNormalization.preOutput and backpropGradient.
  static PaperBatchNormalization normalization(
      Layer layer, Normalization.Batch settings, IUpdater updater) {
    PaperBatchNormalization normalization = new PaperBatchNormalization();
    normalization.setNIn(layer.units());
    normalization.setNOut(layer.units());
    normalization.setDecay(settings.decay());
    normalization.setEps(settings.epsilon());
    normalization.setLockGammaBeta(false);
    normalization.setMinibatch(true);
    normalization.setUseLogStd(false); // else the logarithm of the deviation is kept: digits lost
    normalization.setIUpdater(updater);
    return normalization;
  }

  // a = σ(out)   [n,out]   (R6)
  static ActivationLayer activation(Layer layer) {
    return new ActivationLayer.Builder()
        .activation(Activations.setting(layer.activation()))
        .build();
  }
}
