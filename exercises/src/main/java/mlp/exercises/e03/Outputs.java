package mlp.exercises.e03;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import mlp.api.Activation;
import mlp.exercises.grading.Values;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.XorTask.Weights;

/**
 * Judges what a hand-made network gives at the four points, and says which change would mend it.
 */
final class Outputs {
  private static final Map<String, String> TABLES = Map.of(
      "0111", "OR",
      "0001", "AND",
      "1110", "NOT AND",
      "1000", "NOT OR",
      "1001", "the opposite of XOR",
      "0011", "x₁ alone",
      "0101", "x₂ alone",
      "0010", "x₁ AND NOT x₂",
      "0100", "x₂ AND NOT x₁");

  private static final double NEARLY_LINEAR = 0.2; // where tanh z is z within 1.3 %

  private Outputs() {}

  /** ŷ &gt; ½ where XOR is 1, and nowhere else. */
  static void requireSides(HandMade network) {
    if (!table(network).equals("0110")) {
      throw new Wrong(explanation(network));
    }
  }

  /** ŷ is XOR, within what the activation allows. */
  static void requireXor(HandMade network) {
    if (!network.isXor()) {
      throw new Wrong(explanation(network));
    }
  }

  private static String explanation(HandMade network) {
    return repair(network).or(() -> ofLinear(network)).orElseGet(() -> ofTable(network))
        + " At (0, 0), (0, 1), (1, 0), (1, 1) your ŷ is " + Plane.numbers(network.outputs())
        + "; XOR is 0, 1, 1, 0.";
  }

  /** The change of the weights that makes them right. */
  private static Optional<String> repair(HandMade network) {
    Weights w = network.weights();
    double[] b1 = w.b1();
    double[] w2 = w.w2();
    double shift = network.outputs()[0];
    boolean isShifted = HandMade.of(
            network.activation(), new Weights(w.w1(), b1, w2, w.b2() - shift))
        .isXor();
    if (isShifted) {
      return Optional.of("Everything is right but b2: all four ŷ are "
          + Plane.number(Math.abs(shift)) + (shift > 0 ? " too large." : " too small."));
    }
    double[] exchangedBiases = {b1[1], b1[0]};
    double[] exchangedOutputs = {w2[1], w2[0]};
    if (network.with(w.w1(), b1, exchangedOutputs).isXor()) {
      return Optional.of(
          "The two units are exchanged: OR is to be added and AND taken away, and you"
              + " take OR away. Exchange w2[0] and w2[1], or the two units.");
    } else if (network.with(w.w1(), exchangedBiases, w2).isXor()) {
      return Optional.of("The two units are exchanged: the bias of OR stands where that of AND"
          + " belongs. Exchange b1[0] and b1[1].");
    } else if (network.with(w.w1(), b1, Values.map(w2, x -> -x)).isXor()) {
      return Optional.of("Both signs in w2 are wrong: with −w2 your network is XOR.");
    } else if (network.with(w.w1(), Values.map(b1, x -> -x), w2).isXor()) {
      return Optional.of(
          "Both signs in b1 are wrong: the line w·x = c is z = w·x − c, with b = −c.");
    } else if (network.with(transposed(w.w1()), b1, w2).isXor()) {
      return Optional.of(
          "Your w1 is transposed: w1[k][j] goes from input k to unit j, so that a unit"
              + " is a column of w1 (R1).");
    } else if (isAdded(network)) {
      return Optional.of(
          "You add AND to OR: XOR is OR and NOT AND, so that the weight w2 of AND must"
              + " be below 0. (b2 may have to change, too.)");
    } else if (network.activation() == Activation.TANH
        && network.with(w.w1(), b1, Values.map(w2, x -> x / 2)).isXor()) {
      return Optional.of(
          "Your w2 is twice as large as it should be: tanh goes from −1 to 1, so that"
              + " where the units differ their difference is 2, not 1.");
    }
    return network.activation() == Activation.TANH ? ofScale(network) : ofSecondUnit(network);
  }

  private static boolean isAdded(HandMade network) {
    Weights w = network.weights();
    double[] w2 = {w.w2()[0], -w.w2()[1]};
    double shift = network.with(w.w1(), w.b1(), w2).outputs()[0];
    return HandMade.of(network.activation(), new Weights(w.w1(), w.b1(), w2, w.b2() - shift))
        .isXor();
  }

  // A unit whose z is small is not step-like
  private static Optional<String> ofScale(HandMade network) {
    Weights w = network.weights();
    boolean isXor = network
        .with(Values.map(w.w1(), x -> 10 * x), Values.map(w.b1(), x -> 10 * x), w.w2())
        .isXor();
    return isXor
        ? Optional.of("Your lines are right, but the units are not step-like: at "
            + nearest(network)
            + " and tanh not yet near ±1. Multiply w1 and b1 by 10: the lines stay"
            + " where they are, and z grows.")
        : Optional.empty();
  }

  private static String nearest(HandMade network) {
    double[][] z = network.z();
    int point = IntStream.range(0, 4)
        .boxed()
        .min((i, k) -> Double.compare(least(z[i]), least(z[k])))
        .orElseThrow();
    int unit = Math.abs(z[point][0]) <= Math.abs(z[point][1]) ? 0 : 1;
    return Plane.point(point) + " unit " + unit + " has z = " + Plane.number(z[point][unit]);
  }

  private static double least(double[] z) {
    return Math.min(Math.abs(z[0]), Math.abs(z[1]));
  }

  private static Optional<String> ofSecondUnit(HandMade network) {
    Weights w = network.weights();
    for (int j = 0; j < 2; j++) {
      double[] doubled = w.w2().clone();
      doubled[j] *= 2;
      if (network.with(w.w1(), w.b1(), doubled).isXor()) {
        return Optional.of("You took unit " + j
            + " away only once: a ReLU does not stop at 1 as a step"
            + " does, and at (1, 1) the other unit gives 2. w2[" + j + "] must be twice as large.");
      }
    }
    return Optional.empty();
  }

  private static double[][] transposed(double[][] w) {
    return new double[][] {{w[0][0], w[1][0]}, {w[0][1], w[1][1]}};
  }

  // Where no unit bends at the points, ŷ(0,0) + ŷ(1,1) = ŷ(0,1) + ŷ(1,0)
  private static Optional<String> ofLinear(HandMade network) {
    for (int j = 0; j < 2; j++) {
      boolean isLinear = network.activation() == Activation.TANH
          ? Arrays.stream(network.z(j)).allMatch(z -> Math.abs(z) < NEARLY_LINEAR)
          : Arrays.stream(network.z(j)).allMatch(z -> z >= 0)
              || Arrays.stream(network.z(j)).allMatch(z -> z <= 0);
      if (!isLinear) {
        return Optional.empty();
      }
    }
    return Optional.of("At the four points your network is linear: ŷ(0, 0) + ŷ(1, 1) = ŷ(0, 1) +"
        + " ŷ(1, 0), as without any activation function, and so it cannot be XOR. "
        + (network.activation() == Activation.TANH
            ? "Where z is small tanh z is nearly z: choose larger weights."
            : "A ReLU bends only if z is below 0 at some of the points and above it at others:"
                + " change a bias."));
  }

  private static String ofTable(HandMade network) {
    String table = table(network);
    if (table.equals("0110")) {
      return "Your ŷ is on the right side of ½ everywhere, but not within "
          + (network.activation() == Activation.TANH
              ? "0.05 of XOR."
              : "rounding of XOR: with ReLU it" + " can be exact.");
    }
    String name = TABLES.get(table);
    if (name == null) {
      return "Where your ŷ is above ½ and where below, by point: " + table + ".";
    }
    return "Your network computes " + name + "."
        + (name.equals("OR")
            ? " At (1, 1) one unit must take away all that the other gives there."
            : "");
  }

  private static String table(HandMade network) {
    StringBuilder table = new StringBuilder();
    for (double output : network.outputs()) {
      table.append(output > 0.5 ? '1' : '0');
    }
    return table.toString();
  }
}
