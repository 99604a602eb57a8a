package mlp.equivalence.naive;

import static mlp.api.Activation.RELU;
import static mlp.api.Activation.SIGMOID;
import static mlp.api.Activation.TANH;
import static mlp.api.DataType.FLOAT64;
import static mlp.equivalence.kit.Setting.Head.SQUARED_ERROR;
import static mlp.equivalence.kit.Setting.OptimizerKind.SGD;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mlp.api.Activation;
import mlp.equivalence.kit.Setting;

/** Mistakes on the way back through the layers (R2, R6). */
final class BrokenBackward {
  private static final String DERIVATIVES = "Gradients are derivatives at random weights";
  private static final Setting SQUARED = new Setting(TANH, SQUARED_ERROR, SGD, FLOAT64);

  private BrokenBackward() {}

  static List<Broken> all() {
    return List.of(
        slopeOfActivation(),
        slopeFormulaForActivation(),
        reluSlopeAtZero(),
        transposedInMemory(),
        noBiasGradient(),
        biasGradientAveraged(),
        biasGradientOfFirstRow(),
        notCleared(),
        updatedTooEarly(),
        throughFirstWeights());
  }

  private static Broken slopeOfActivation() {
    return Broken.of(
        "σ′ taken at a instead of z",
        DERIVATIVES,
        SQUARED,
        "0 dz2",
        type -> new NaiveFormulas(type) {
          @Override
          double slope(Activation activation, double z, double a) {
            return super.slope(activation, a, a);
          }
        });
  }

  private static Broken slopeFormulaForActivation() {
    return Broken.of(
        "a(1 − a) with z in the place of a",
        DERIVATIVES,
        new Setting(SIGMOID, SQUARED_ERROR, SGD, FLOAT64),
        "0 dz2",
        type -> new NaiveFormulas(type) {
          @Override
          double slope(Activation activation, double z, double a) {
            return activation == SIGMOID ? z * (1 - z) : super.slope(activation, z, a);
          }
        });
  }

  private static Broken reluSlopeAtZero() {
    return Broken.of(
        "ReLU′(0) = 1",
        "R2 gradients by hand",
        new Setting(RELU, SQUARED_ERROR, SGD, FLOAT64),
        "0 dz1",
        type -> new NaiveFormulas(type) {
          @Override
          double slope(Activation activation, double z, double a) {
            return activation == RELU && z == 0 ? 1 : super.slope(activation, z, a);
          }
        });
  }

  private static Broken transposedInMemory() {
    return Broken.of(
        "weight gradient transposed in memory",
        DERIVATIVES,
        SQUARED,
        "0 dW3",
        type -> new NaiveFormulas(type) {
          @Override
          double[][] weightGradient(double[][] x, double[][] dz) {
            double[][] dw = super.weightGradient(x, dz);
            double[][] mixed = new double[dw.length][dw[0].length];
            for (int i = 0; i < dw.length * dw[0].length; i++) {
              mixed[i / dw[0].length][i % dw[0].length] = dw[i % dw.length][i / dw.length];
            }
            return mixed;
          }
        });
  }

  private static Broken noBiasGradient() {
    return Broken.of(
        "no bias gradient", DERIVATIVES, SQUARED, "0 db3", type -> new NaiveFormulas(type) {
          @Override
          double[] biasGradient(double[][] dz) {
            return new double[dz[0].length];
          }
        });
  }

  private static Broken biasGradientAveraged() {
    return Broken.of(
        "bias gradient divided by the batch size once more",
        DERIVATIVES,
        SQUARED,
        "0 db3",
        type -> new NaiveFormulas(type) {
          @Override
          double[] biasGradient(double[][] dz) {
            return scaled(new double[][] {super.biasGradient(dz)}, 1.0 / dz.length)[0];
          }
        });
  }

  private static Broken biasGradientOfFirstRow() {
    return Broken.of(
        "bias gradient of the first row only",
        DERIVATIVES,
        SQUARED,
        "0 db3",
        type -> new NaiveFormulas(type) {
          @Override
          double[] biasGradient(double[][] dz) {
            return dz[0].clone();
          }
        });
  }

  private static Broken notCleared() {
    return Broken.of(
        "gradients not cleared between batches",
        "Predict, loss and gradients change nothing",
        SQUARED,
        "1 dW3",
        type -> new NaiveFormulas(type) {
          private final Map<String, double[][]> sums = new HashMap<>();

          @Override
          double[][] weightGradient(double[][] x, double[][] dz) {
            double[][] dw = super.weightGradient(x, dz);
            String shape = dw.length + "×" + dw[0].length;
            return NaiveMlp.copy(sums.merge(shape, dw, (sum, next) -> plus(sum, next, 1)));
          }
        });
  }

  private static Broken updatedTooEarly() {
    return new Broken(
        "weights updated before the gradient has passed them",
        DERIVATIVES,
        SQUARED,
        "0 da2",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double[][] inputGradient(Map<String, double[][]> t, int layer) {
                double[][] w = parameters.get("W" + layer);
                double[][] updated = plus(w, t.get("dW" + layer), -training.learningRate());
                return formulas.inputGradient(t.get("dz" + layer), updated);
              }
            });
  }

  private static Broken throughFirstWeights() {
    return new Broken(
        "gradient passed through the first weights for ever",
        "Gradients are derivatives after training",
        SQUARED,
        "1 da2",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              private final Map<String, double[][]> first = firstParameters();

              private Map<String, double[][]> firstParameters() {
                Map<String, double[][]> copies = new HashMap<>();
                parameters.forEach((name, values) -> copies.put(name, copy(values)));
                return copies;
              }

              @Override
              double[][] inputGradient(Map<String, double[][]> t, int layer) {
                return formulas.inputGradient(t.get("dz" + layer), first.get("W" + layer));
              }
            });
  }

  private static double[][] scaled(double[][] values, double factor) {
    return plus(new double[values.length][values[0].length], values, factor);
  }

  private static double[][] plus(double[][] values, double[][] others, double factor) {
    double[][] sum = NaiveMlp.copy(values);
    for (int i = 0; i < sum.length; i++) {
      double[] row = sum[i];
      double[] other = others[i];
      Arrays.setAll(row, j -> row[j] + factor * other[j]);
    }
    return sum;
  }
}
