package mlp.paper;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Training;
import org.deeplearning4j.nn.api.layers.LayerConstraint;

/**
 * What keeps weights small: rule → DL4J setting (R10, R15). Set on each layer, and for its weights
 * alone: a weight decay that is set for the whole configuration is applied twice.
 */
final class Regularization {
  private Regularization() {}

  static List<org.nd4j.linalg.learning.regularization.Regularization> ofWeights(Training training) {
    List<org.nd4j.linalg.learning.regularization.Regularization> settings = new ArrayList<>();
    if (training.l2() > 0) {
      // g ← g + λ·W, before the updater   (R10)
      settings.add(new Decay(training.l2(), false));
    }
    if (training.decoupledDecay() > 0) {
      // u ← u + η·λ·W, after the updater; then W ← W − u   (R10)
      settings.add(new Decay(training.decoupledDecay(), true));
    }
    return settings;
  }

  static LayerConstraint[] constraints(Training training) {
    // W[:,j] ← W[:,j]·c/‖W[:,j]‖ where ‖W[:,j]‖ > c, after the update   (R15)
    return training.maxNorm() > 0
        ? new LayerConstraint[] {new MaxNorm(training.maxNorm())}
        : new LayerConstraint[0];
  }
}
