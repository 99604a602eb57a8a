package mlp.equivalence;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.TrainingState;

/**
 * Compares backpropagation with central differences of the training loss: for each parameter θ,
 *
 * <pre>∂L/∂θ ≈ C(h) = (L(θ + h) − L(θ − h))/2h</pre>
 *
 * <p>C(h) is off by h²·L‴/6, because the series is cut, and by u·L/h, because the losses are
 * rounded. The sum of both is least near h = ∛u (Nocedal and Wright, Numerical Optimization, 2nd
 * edition, section 8.1): here 2⁻¹⁷ = 7.6e-6. We divide by the distance actually stepped, so that
 * the rounding of θ ± h does no harm. An error of some 2e-11·L remains, which needs FLOAT64; the
 * gradients of a layer behind two saturated ones are a thousandth of L, hence the tolerance.
 *
 * <p>ReLU and its kin have kinks, where no derivative exists, and a step across one gives a number
 * between the slopes of both sides. Such parameters are found by their losses alone, whatever the
 * gradient says, and left out. With D(h) = (L(θ + h) − 2L(θ) + L(θ − h))/h, a smooth loss has C(h)
 * = C(h/2) and D(h) = 2D(h/2), up to h² and h³. A kink where the slope jumps by J, at the distance
 * s from θ, breaks one of the two equations by J/7 at least for s below h/2, and beyond that by all
 * that it distorts C(h) by, which is at most J/2. Both must hold to a quarter of the tolerance,
 * relative to the largest gradient of all: so a kink that is overlooked costs less than the
 * tolerance of that one.
 *
 * @param differences one for each tensor: on the left backpropagation, on the right the central
 *     differences; what was left out is equal on both sides
 * @param checked how many parameters were compared
 * @param kinks how many were left out
 */
public record GradientCheck(List<Difference> differences, int checked, int kinks) {
  /** The relative difference beyond which a gradient is wrong. */
  public static final double TOLERANCE = 2e-8;

  private static final double STEP = 0x1p-17;

  /** Copies the list. */
  public GradientCheck {
    differences = List.copyOf(differences);
  }

  /**
   * Checks every gradient of a network at its parameters.
   *
   * @param mlp stands afterwards where it stood: each parameter is changed within its state, so
   *     that the dropout masks are those of its next step
   * @throws InvalidInput if the network is not FLOAT64, or the batch does not fit it
   */
  public static GradientCheck of(Mlp mlp, Batch batch) {
    if (mlp.dataType() != DataType.FLOAT64) {
      throw new InvalidInput(
          "dataType",
          mlp.dataType(),
          "FLOAT64: in float, rounding drowns the differences of losses");
    }
    TrainingState state = mlp.state();
    Parameters gradients = mlp.gradients(batch);
    List<List<Slope>> slopes = new ArrayList<>();
    double scale = 0;
    for (Tensor tensor : mlp.parameters().tensors()) {
      List<Slope> ofTensor = new ArrayList<>();
      for (int i = 0; i < tensor.values().length; i++) {
        Slope slope = slope(mlp, batch, state, tensor, i);
        scale = Math.max(scale, Math.abs(slope.central));
        ofTensor.add(slope);
      }
      slopes.add(ofTensor);
    }
    mlp.restore(state);
    return compare(gradients, slopes, scale);
  }

  private static GradientCheck compare(
      Parameters gradients, List<List<Slope>> slopes, double scale) {
    List<Difference> differences = new ArrayList<>();
    int checked = 0;
    int kinks = 0;
    for (int t = 0; t < slopes.size(); t++) {
      Tensor gradient = gradients.tensors().get(t);
      double[] expected = gradient.values().clone();
      for (int i = 0; i < expected.length; i++) {
        Slope slope = slopes.get(t).get(i);
        if (slope.kink > TOLERANCE / 4 * scale) {
          kinks++;
        } else {
          expected[i] = slope.central;
          checked++;
        }
      }
      Tensor numeric = new Tensor(gradient.name(), gradient.shape(), expected);
      differences.add(Difference.of(gradient, numeric, DataType.FLOAT64));
    }
    return new GradientCheck(differences, checked, kinks);
  }

  /**
   * @param central C(h)
   * @param kink the larger of |C(h) − C(h/2)| and |D(h) − 2D(h/2)|
   */
  private record Slope(double central, double kink) {}

  private static Slope slope(Mlp mlp, Batch batch, TrainingState state, Tensor tensor, int index) {
    double theta = tensor.values()[index];
    double up = theta + STEP;
    double down = theta - STEP;
    double halfUp = theta + STEP / 2;
    double halfDown = theta - STEP / 2;
    double here = loss(mlp, batch, state, tensor, index, theta);
    double above = loss(mlp, batch, state, tensor, index, up);
    double below = loss(mlp, batch, state, tensor, index, down);
    double halfAbove = loss(mlp, batch, state, tensor, index, halfUp);
    double halfBelow = loss(mlp, batch, state, tensor, index, halfDown);
    double central = (above - below) / (up - down);
    double halfCentral = (halfAbove - halfBelow) / (halfUp - halfDown);
    double second = (above - here) / (up - theta) - (here - below) / (theta - down);
    double halfSecond =
        (halfAbove - here) / (halfUp - theta) - (here - halfBelow) / (theta - halfDown);
    double kink = Math.max(Math.abs(central - halfCentral), Math.abs(second - 2 * halfSecond));
    return new Slope(central, kink);
  }

  private static double loss(
      Mlp mlp, Batch batch, TrainingState state, Tensor changed, int index, double value) {
    double[] values = changed.values().clone();
    values[index] = value;
    Tensor replaced = new Tensor(changed.name(), changed.shape(), values);
    mlp.restore(new TrainingState(
        state.steps(),
        state.tensors().stream()
            .map(tensor -> tensor.name().equals(changed.name()) ? replaced : tensor)
            .toList()));
    return mlp.trainingLoss(batch);
  }

  /** @return the tensor whose gradient is farthest from its central differences */
  public Difference worst() {
    return differences.stream()
        .max((a, b) -> Double.compare(a.relative(), b.relative()))
        .orElseThrow();
  }
}
