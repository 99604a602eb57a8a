package mlp.exercises.e03;

import java.util.List;
import mlp.api.Activation;
import mlp.exercises.Exercise;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Submission;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Values;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.XorTask;
import mlp.exercises.tasks.XorTask.Weights;

/** Exercise 03: why XOR needs a hidden layer, and weights for it chosen by hand (R1, R6). */
public final class XorProblem implements Exercise {
  @Override
  public String number() {
    return "03";
  }

  @Override
  public String name() {
    return "xor-problem";
  }

  @Override
  public int minutes() {
    return 45;
  }

  @Override
  public List<String> files() {
    return List.of("Xor.java");
  }

  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    checks
        .part("affine")
        .check("z has the shape [n, out]", () -> affineShape(xor(submission)))
        .check("two points and two units, by hand", () -> affineByHand(xor(submission)))
        .check("x, w stay as they are; any numbers", () -> affines(xor(submission)));
    checks
        .part("collapse")
        .check("a network worked out by hand", () -> LinearUnits.collapseByHand(xor(submission)))
        .check(
            "the outputs of numpy-style without activation, three networks",
            () -> LinearUnits.collapseOfNumpyStyle(xor(submission)));
    checks
        .part("threeOfFour")
        .check("right at three points", () -> LinearUnits.threeOfFour(xor(submission)));
    checks
        .part("positives")
        .check("four points and two lines, by hand", () -> Counts.positivesByHand(xor(submission)))
        .check("any lines", () -> Counts.positives(xor(submission)));
    checks
        .part("groups")
        .check("four points and two lines, by hand", () -> Counts.groupsByHand(xor(submission)))
        .check("any lines", () -> Counts.groups(xor(submission)));
    tanhNetwork(checks.part("tanhNetwork"), submission);
    checks
        .part("reluNetwork")
        .check(
            "w1 [2, 2], b1 [2], w2 [2]: two different units",
            () -> Lines.requireTwoUnits(relu(submission)))
        .check("ŷ is XOR at the four points, exactly", () -> Outputs.requireXor(relu(submission)));
    checks
        .part("the goal", "affine", "positives", "groups", "tanhNetwork")
        .check("your own counts for your tanh network: three groups", () -> goal(xor(submission)));
    return checks.all();
  }

  private static void tanhNetwork(Checks.Part part, Submission submission) {
    part.check(
            "w1 [2, 2], b1 [2], w2 [2]: two different units",
            () -> Lines.requireTwoUnits(tanh(submission)))
        .check(
            "each line has points on both sides", () -> Lines.requireSeparation(tanh(submission)))
        .check("each group is of one class", () -> Lines.requirePureGroups(tanh(submission)))
        .check("two points are in one group", () -> Lines.requireFewGroups(tanh(submission)))
        .check(
            "ŷ is above ½ where XOR is 1, below where it is 0",
            () -> Outputs.requireSides(tanh(submission)))
        .check("ŷ is within 0.05 of XOR", () -> Outputs.requireXor(tanh(submission)))
        .check(
            "the margin: each line is " + Lines.MARGIN + " away from every point",
            () -> Lines.requireMargin(tanh(submission)));
  }

  private static XorTask xor(Submission submission) throws Exception {
    return submission.create("Xor", XorTask.class);
  }

  private static HandMade tanh(Submission submission) throws Exception {
    Weights weights = xor(submission).tanhNetwork();
    HandMade.requireWeights("tanhNetwork", weights);
    return HandMade.of(Activation.TANH, weights);
  }

  private static HandMade relu(Submission submission) throws Exception {
    Weights weights = xor(submission).reluNetwork();
    HandMade.requireWeights("reluNetwork", weights);
    return HandMade.of(Activation.RELU, weights);
  }

  private static void affineShape(XorTask xor) {
    double[][] x = Numbers.normal(1, 5, 3);
    double[][] w = Numbers.normal(2, 3, 2);
    Explanation.of("z", new double[5][2]).requireShape(xor.affine(x, w, new double[] {1, 2}));
  }

  private static void affineByHand(XorTask xor) {
    double[][] x = {{1, 2}, {3, 5}};
    double[][] w = {{1, 10}, {-1, 20}};
    double[] b = {4, -6};
    affine(x, w, b)
        .given("x = [[1, 2], [3, 5]], w = [[1, 10], [−1, 20]] and b = [4, −6]")
        .require(xor.affine(Values.copy(x), Values.copy(w), b.clone()));
  }

  private static void affines(XorTask xor) {
    for (int seed = 1; seed <= 3; seed++) {
      Unchanged x = Unchanged.of("x", Numbers.normal(seed, 5, 2));
      Unchanged w = Unchanged.of("w", Numbers.normal(seed + 10, 2, 3));
      double[] b = Numbers.normal(seed + 20, 3);
      double[][] z = xor.affine(x.given(), w.given(), b.clone());
      x.require("affine");
      w.require("affine");
      affine(x.before(), w.before(), b).require(z);
    }
  }

  private static Explanation affine(double[][] x, double[][] w, double[] b) {
    double[] none = new double[b.length];
    Explanation explanation = Explanation.of("z", affine(x, w, b, 1))
        .mistake(
            "The bias is missing: z = x·w + b, with b[j] added once to unit j.",
            () -> affine(x, w, none, 1))
        .mistake("You took the bias away: z = x·w + b.", () -> affine(x, w, b, -1))
        .mistake(
            "You added the bias once for each input: it is added once.",
            () -> affine(x, w, b, w.length));
    if (w.length == b.length) {
      double[][] exchanged = {{w[0][0], w[1][0]}, {w[0][1], w[1][1]}};
      explanation.mistake(
          "You took w for transposed: w[k][j] goes from input k to unit j, so that"
              + " z[i][j] = Σₖ x[i][k]·w[k][j] + b[j].",
          () -> affine(x, exchanged, b, 1));
    }
    return explanation;
  }

  private static double[][] affine(double[][] x, double[][] w, double[] b, double times) {
    double[][] z = new double[x.length][b.length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < b.length; j++) {
        z[i][j] = times * b[j];
        for (int k = 0; k < w.length; k++) {
          z[i][j] += x[i][k] * w[k][j];
        }
      }
    }
    return z;
  }

  private static void goal(XorTask xor) {
    Weights weights = xor.tanhNetwork();
    double[][] z = xor.affine(Values.copy(Plane.POINTS), weights.w1(), weights.b1());
    int groups = xor.groups(z);
    if (groups != 3) {
      throw new Wrong("Your groups(…) counts " + groups + " for your tanh network. Where two lines"
          + " solve XOR there are 3: one point on either side of both, and two between them.");
    }
  }
}
