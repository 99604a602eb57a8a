package mlp.exercises.e05;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import mlp.api.Initializer.Scaled;
import mlp.exercises.grading.Explanation;
import mlp.exercises.tasks.InitializersTask;

/**
 * An initializer whose scale follows from the layer's size: √(numerator/denominator).
 *
 * @param name of the learner's method
 * @param numerator 1, 2, 3 or 6
 * @param hasOut whether the denominator is in + out; in alone otherwise
 * @param isUniform whether the scale is a radius; a standard deviation otherwise
 * @param rule numpy-style's
 * @param learners the learner's method
 */
record Scale(
    String name, int numerator, boolean hasOut, boolean isUniform, Scaled rule, Learners learners) {
  private static final int[][] SIZES = {{4, 12}, {8, 10}, {50, 2}};

  /** A method of the learner's that gets in and out. */
  @FunctionalInterface
  interface Learners {
    double of(InitializersTask task, int in, int out);
  }

  static final List<Scale> ALL = List.of(
      new Scale("xavier", 1, false, false, Scaled.XAVIER, InitializersTask::xavier),
      new Scale(
          "glorotNormal", 2, true, false, Scaled.GLOROT_NORMAL, InitializersTask::glorotNormal),
      new Scale(
          "glorotUniform", 6, true, true, Scaled.GLOROT_UNIFORM, InitializersTask::glorotUniform),
      new Scale("heNormal", 2, false, false, Scaled.HE_NORMAL, InitializersTask::heNormal),
      new Scale("heUniform", 6, false, true, Scaled.HE_UNIFORM, InitializersTask::heUniform),
      new Scale("lecun", 3, false, true, Scaled.LECUN, InitializersTask::lecun));

  static Scale named(String name) {
    return ALL.stream().filter(scale -> scale.name.equals(name)).findFirst().orElseThrow();
  }

  double of(int in, int out) {
    return Math.sqrt((double) numerator / denominator(in, out));
  }

  private int denominator(int in, int out) {
    return hasOut ? in + out : in;
  }

  private String formula() {
    return "√(" + numerator + "/" + (hasOut ? "(in + out)" : "in") + ")";
  }

  private static double[] forSizes(ToDoubleBiFunction<Integer, Integer> scale) {
    double[] scales = new double[SIZES.length];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = scale.applyAsDouble(SIZES[i][0], SIZES[i][1]);
    }
    return scales;
  }

  void byHand(InitializersTask task) {
    Explanation explanation = Explanation.of(name, forSizes(this::of))
        .given("(in, out) = (4, 12), (8, 10) and (50, 2)")
        .mistake(
            "You divided whole numbers: in Java " + numerator
                + " / 8 with two int is a whole number,"
                + " its digits behind the point are lost. Write " + numerator + ".0.",
            () -> forSizes((in, out) -> Math.sqrt(numerator / denominator(in, out))));
    if (isUniform) {
      explanation.mistake(
          "This is the standard deviation: the variance of numbers from −r to r is r²/3, so that"
              + " the radius is √3 times as large, " + formula() + ".",
          () -> forSizes((in, out) -> of(in, out) / Math.sqrt(3)));
    }
    explanation
        .mistake(
            isUniform
                ? "The root is missing: this is r², the radius is " + formula() + "."
                : "This is the variance: the standard deviation is its root, " + formula() + ".",
            () -> forSizes((in, out) -> (double) numerator / denominator(in, out)))
        .mistake(
            "The root is over the denominator alone: " + formula() + " has it over both."
                + (name.equals("lecun") ? " (3/√in is what DL4J's LECUN_UNIFORM takes.)" : ""),
            () -> forSizes((in, out) -> numerator / Math.sqrt(denominator(in, out))))
        .mistake(
            "The root is over the numerator alone: " + formula() + " has it over both.",
            () -> forSizes((in, out) -> Math.sqrt(numerator) / denominator(in, out)))
        .mistake(
            "Numerator and denominator are exchanged: the more summands, the smaller the weights, "
                + formula() + ".",
            () -> forSizes((in, out) -> 1 / of(in, out)));
    addSizes(explanation);
    for (Scale other : ALL) {
      explanation.mistake(
          "This is the number of " + other.name + ", " + other.formula() + ": here it is "
              + formula() + "."
              + (name.equals("xavier") && other.name.equals("glorotNormal")
                  ? " (PyTorch calls that xavier_normal_; CS231n and we call 1/in xavier.)"
                  : ""),
          () -> forSizes(other::of));
    }
    explanation.require(forSizes((in, out) -> learners.of(task, in, out)));
  }

  private void addSizes(Explanation explanation) {
    if (hasOut) {
      explanation.mistake(
          "You divided by the product in·out: it is the sum, " + formula() + ".",
          () -> forSizes((in, out) -> Math.sqrt((double) numerator / (in * out))));
    } else {
      explanation
          .mistake(
              "You took out, the number of units, where in belongs: a unit sums up in products, "
                  + formula() + ".",
              () -> forSizes((in, out) -> Math.sqrt((double) numerator / out)))
          .mistake(
              "You took in·out, the number of weights, where in belongs: each unit sums up in"
                  + " products, " + formula() + ".",
              () -> forSizes((in, out) -> Math.sqrt((double) numerator / (in * out))));
    }
  }
}
