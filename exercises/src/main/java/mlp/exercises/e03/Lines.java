package mlp.exercises.e03;

import mlp.exercises.grading.Wrong;

/** Judges the lines z = 0 that the two hidden units draw. */
final class Lines {
  static final double MARGIN = 0.25;

  private Lines() {}

  static void requireTwoUnits(HandMade network) {
    for (int j = 0; j < 2; j++) {
      if (network.weight(0, j) == 0 && network.weight(1, j) == 0) {
        throw new Wrong("Unit " + j + " has the weights w1[0][" + j + "] = w1[1][" + j
            + "] = 0: it does not see the inputs, and draws no line.");
      }
    }
    if (isSame(network)) {
      throw new Wrong(
          "Both units have the same weights and bias, but for a common factor: they draw"
              + " the same line, and to the output they are one unit. One line cannot separate XOR, so"
              + " the second unit must draw another.");
    }
  }

  // The triples (w, b) of both units are multiples of one another, by a positive number
  private static boolean isSame(HandMade network) {
    double[] first = {
      network.weight(0, 0), network.weight(1, 0), network.weights().b1()[0]
    };
    double[] second = {
      network.weight(0, 1), network.weight(1, 1), network.weights().b1()[1]
    };
    double product = 0;
    for (int i = 0; i < 3; i++) {
      int k = (i + 1) % 3;
      if (Math.abs(first[i] * second[k] - first[k] * second[i]) > 1e-9) {
        return false;
      }
      product += first[i] * second[i];
    }
    return product > 0;
  }

  static void requireSeparation(HandMade network) {
    if (network.weights().b1()[0] == 0 && network.weights().b1()[1] == 0) {
      throw new Wrong("Both biases in b1 are 0, so that z = 0 at (0, 0): both lines go through this"
          + " point, whatever the weights are. A bias moves a line away from (0, 0): x₁ + x₂ = ½ is"
          + " z = x₁ + x₂ − ½, with b = −½.");
    }
    for (int j = 0; j < 2; j++) {
      long positives = network.positives(j);
      String z = "unit " + j + ": at the four points its z is " + Plane.numbers(network.z(j));
      if (positives == 4 || positives == 0) {
        throw new Wrong("All four points lie on the same side of the line of " + z
            + ". It separates nothing. " + sign(network, j));
      }
    }
  }

  private static String sign(HandMade network, int unit) {
    double bias = network.weights().b1()[unit];
    int others = 0;
    for (double z : network.z(unit)) {
      others += z - 2 * bias > 0 ? 1 : 0;
    }
    return others > 0 && others < 4
        ? "With the bias " + Plane.number(-bias)
            + " it would separate some: the sign of the bias is"
            + " wrong. The line w·x = c is z = w·x − c, with b = −c."
        : "Move it between the points with its bias.";
  }

  /** No two points of different classes are on the same side of both lines. */
  static void requirePureGroups(HandMade network) {
    double[][] z = network.z();
    for (int i = 0; i < z.length; i++) {
      for (int k = i + 1; k < z.length; k++) {
        boolean same = z[i][0] > 0 == z[k][0] > 0 && z[i][1] > 0 == z[k][1] > 0;
        if (same && Plane.XOR[i] != Plane.XOR[k]) {
          throw new Wrong("The points " + Plane.point(i) + " and " + Plane.point(k)
              + " lie on the same side of both lines, but XOR is " + Plane.number(Plane.XOR[i])
              + " at the one and " + Plane.number(Plane.XOR[k])
              + " at the other: step-like units give the output the same numbers for both. One of"
              + " the lines must run between them.");
        }
      }
    }
  }

  /** Some two points are on the same side of both lines. */
  static void requireFewGroups(HandMade network) {
    double[][] z = network.z();
    for (int i = 0; i < z.length; i++) {
      for (int k = i + 1; k < z.length; k++) {
        if (z[i][0] > 0 == z[k][0] > 0 && z[i][1] > 0 == z[k][1] > 0) {
          return;
        }
      }
    }
    throw new Wrong("Your lines make each of the four points a group of its own. To the output they"
        + " are the corners of a square again, with XOR at them as before, and one linear unit"
        + " cannot do that. Choose lines with (0, 1) and (1, 0) between them, in one group.");
  }

  static void requireMargin(HandMade network) {
    for (int j = 0; j < 2; j++) {
      for (int i = 0; i < Plane.POINTS.length; i++) {
        double distance = network.distance(i, j);
        if (distance < MARGIN) {
          throw new Wrong("The line of unit " + j
              + (distance < 1e-12 ? " goes through the point " : " passes the point ")
              + Plane.point(i)
              + (distance < 1e-12 ? "" : " at a distance of " + Plane.number(distance))
              + ", and " + Plane.number(MARGIN)
              + " is asked: a little noise in the inputs would put"
              + " the point on the other side. Change b1[" + j
              + "] until the line is midway between the points that it separates.");
        }
      }
    }
  }
}
