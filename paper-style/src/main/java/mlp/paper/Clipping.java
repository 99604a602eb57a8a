package mlp.paper;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Clipping of the gradients, between backpropagation and the updater (R13): rule → DL4J listener.
 *
 * <p>DL4J's {@code GradientNormalization} knows no norm of all gradients together, and clips the
 * updates of batch normalization's running statistics, too. A listener is no part of a saved
 * network: who restores one by {@code ModelSerializer} sets it again; {@link PaperMlp#restore} and
 * {@link PaperMlp#read} keep it.
 */
public final class Clipping extends BaseTrainingListener {
  private final mlp.api.Clipping settings;
  private double norm;

  /** @param settings what is done to the mean gradients */
  public Clipping(mlp.api.Clipping settings) {
    this.settings = settings;
  }

  static List<TrainingListener> listeners(mlp.api.Clipping settings) {
    return settings instanceof mlp.api.Clipping.None ? List.of() : List.of(new Clipping(settings));
  }

  /** The gradients here are sums over the batch, and the updater divides them by n. */
  @Override
  public void onGradientCalculation(Model model) {
    int n = (int) ((MultiLayerNetwork) model).getInput().size(0);
    List<INDArray> gradients = model.gradient().gradientForVariable().entrySet().stream()
        .filter(gradient -> !isStatistic(gradient.getKey()))
        .map(Map.Entry::getValue)
        .toList();
    if (settings instanceof mlp.api.Clipping.GlobalNorm byNorm) {
      byGlobalNorm(gradients, n, byNorm.max());
    } else if (settings instanceof mlp.api.Clipping.Value byValue) {
      // g ← min(max(g, −max), max)   (R13)
      double max = byValue.max() * n;
      gradients.forEach(g -> {
        Nd4j.exec(new ScalarMax(g, null, g, -max));
        Nd4j.exec(new ScalarMin(g, null, g, max));
      });
    }
  }

  // g ← g·max/‖g‖ where ‖g‖ > max   (R13)
  private void byGlobalNorm(List<INDArray> gradients, int n, double max) {
    double squares = 0;
    for (INDArray g : gradients) {
      double ofTensor = g.norm2Number().doubleValue();
      squares += ofTensor * ofTensor;
    }
    norm = Math.sqrt(squares) / n;
    if (norm > max) {
      gradients.forEach(g -> g.muli(max / norm));
    }
  }

  private static boolean isStatistic(String key) {
    return key.endsWith("_mean") || key.endsWith("_var");
  }

  /** The norm of the last step's mean gradients, before they were clipped. */
  double norm() {
    return norm;
  }
}
