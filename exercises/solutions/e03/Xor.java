package e03;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import mlp.exercises.tasks.XorTask;

/** XOR, with weights chosen by hand: OR, and not AND. */
public final class Xor implements XorTask {

  // z = x·w + b   [n,out] = [n,in]·[in,out] + [out]   (R1)
  @Override
  public double[][] affine(double[][] x, double[][] w, double[] b) {
    double[][] z = new double[x.length][b.length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < b.length; j++) {
        z[i][j] = b[j];
        for (int k = 0; k < w.length; k++) {
          z[i][j] += x[i][k] * w[k][j];
        }
      }
    }
    return z;
  }

  // w = w1·w2   [2] = [2,2]·[2],   b = b1·w2 + b2
  @Override
  public Unit collapse(Weights network) {
    double[] w = new double[2];
    double b = network.b2();
    for (int j = 0; j < 2; j++) {
      for (int k = 0; k < 2; k++) {
        w[k] += network.w1()[k][j] * network.w2()[j];
      }
      b += network.b1()[j] * network.w2()[j];
    }
    return new Unit(w, b);
  }

  // OR: wrong at (1, 1) alone
  @Override
  public Unit threeOfFour() {
    return new Unit(new double[] {1, 1}, -0.5);
  }

  @Override
  public int[] positives(double[][] z) {
    int[] counts = new int[z[0].length];
    for (double[] point : z) {
      for (int j = 0; j < counts.length; j++) {
        counts[j] += point[j] > 0 ? 1 : 0;
      }
    }
    return counts;
  }

  @Override
  public int groups(double[][] z) {
    Set<String> groups = new HashSet<>();
    for (double[] point : z) {
      boolean[] sides = new boolean[point.length];
      for (int j = 0; j < sides.length; j++) {
        sides[j] = point[j] > 0;
      }
      groups.add(Arrays.toString(sides));
    }
    return groups.size();
  }

  // Unit 0 is OR, the line x₁ + x₂ = ½; unit 1 is AND, the line x₁ + x₂ = 1½; ŷ = ½(OR − AND)
  @Override
  public Weights tanhNetwork() {
    return new Weights(
        new double[][] {{10, 10}, {10, 10}}, new double[] {-5, -15}, new double[] {0.5, -0.5}, 0);
  }

  // a₀ = x₁ + x₂ is 2 at (1, 1), where a₁ = 1: ŷ = a₀ − 2·a₁
  @Override
  public Weights reluNetwork() {
    return new Weights(
        new double[][] {{1, 1}, {1, 1}}, new double[] {0, -1}, new double[] {1, -2}, 0);
  }
}
