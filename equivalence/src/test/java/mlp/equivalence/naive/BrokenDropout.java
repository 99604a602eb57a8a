package mlp.equivalence.naive;

import static mlp.api.Activation.TANH;
import static mlp.api.DataType.FLOAT64;
import static mlp.equivalence.kit.Setting.Head.SQUARED_ERROR;
import static mlp.equivalence.kit.Setting.OptimizerKind.SGD;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import mlp.api.DataType;
import mlp.api.DropoutMask;
import mlp.equivalence.kit.Extras;
import mlp.equivalence.kit.Setting;

/** Mistakes in dropout (R9). */
final class BrokenDropout {
  private static final String MASKS = "R9 masks are Philox's";
  private static final String BY_HAND = "R9 forward and backward by hand";
  private static final Setting DROPPED =
      new Setting(TANH, SQUARED_ERROR, SGD, FLOAT64, Extras.ofNetwork(false, true));

  private BrokenDropout() {}

  static List<Broken> all() {
    return List.of(
        retained(),
        notScaled(),
        inEvaluation(),
        maskOfFirstStep(),
        stepsFromOne(),
        oneMaskForAllLayers(),
        oneMaskForAllRows(),
        gradientNotMasked(),
        undroppedWeightGradient(),
        inputsNotDropped());
  }

  private static Broken formula(
      String mistake,
      String caughtBy,
      String firstRecord,
      Function<DataType, NaiveFormulas> formulas) {
    return Broken.of(mistake, caughtBy, DROPPED, firstRecord, formulas);
  }

  private static Broken retained() {
    return formula(
        "p taken as the probability to keep",
        MASKS,
        "0 drop0.mask",
        type -> new NaiveFormulas(type) {
          @Override
          double[][] mask(DropoutMask drawn, long step, int rows, int units) {
            DropoutMask swapped = new DropoutMask(drawn.seed(), drawn.layer(), 1 - drawn.p());
            return super.mask(swapped, step, rows, units);
          }
        });
  }

  private static Broken notScaled() {
    return formula(
        "what is kept is not scaled", MASKS, "0 drop0.mask", type -> new NaiveFormulas(type) {
          @Override
          double[][] mask(DropoutMask drawn, long step, int rows, int units) {
            double[][] mask = super.mask(drawn, step, rows, units);
            for (double[] row : mask) {
              Arrays.setAll(row, j -> Math.signum(row[j]));
            }
            return mask;
          }
        });
  }

  private static Broken inEvaluation() {
    return new Broken(
        "dropout in evaluation",
        "R9 evaluation drops nothing",
        DROPPED,
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double[][] dropped(
                  Map<String, double[][]> t, double[][] a, int l, double p, boolean training) {
                return super.dropped(t, a, l, p, true);
              }
            });
  }

  private static Broken maskOfFirstStep() {
    return formula(
        "the first step's mask for ever",
        "R9 the mask is the next step's",
        "1 drop0.mask",
        type -> new NaiveFormulas(type) {
          @Override
          double[][] mask(DropoutMask drawn, long step, int rows, int units) {
            return super.mask(drawn, 0, rows, units);
          }
        });
  }

  private static Broken stepsFromOne() {
    return formula(
        "masks whose steps are counted from 1",
        MASKS,
        "0 drop0.mask",
        type -> new NaiveFormulas(type) {
          @Override
          double[][] mask(DropoutMask drawn, long step, int rows, int units) {
            return super.mask(drawn, step + 1, rows, units);
          }
        });
  }

  private static Broken oneMaskForAllLayers() {
    return formula(
        "one stream of masks for all layers",
        MASKS,
        "0 drop1.mask",
        type -> new NaiveFormulas(type) {
          @Override
          double[][] mask(DropoutMask drawn, long step, int rows, int units) {
            return super.mask(new DropoutMask(drawn.seed(), 0, drawn.p()), step, rows, units);
          }
        });
  }

  private static Broken oneMaskForAllRows() {
    return formula("one mask for all rows", MASKS, "0 drop0.mask", type -> new NaiveFormulas(type) {
      @Override
      double[][] mask(DropoutMask drawn, long step, int rows, int units) {
        double[][] mask = super.mask(drawn, step, rows, units);
        Arrays.fill(mask, mask[0]);
        return mask;
      }
    });
  }

  private static Broken gradientNotMasked() {
    return formula(
        "the gradient passes what was dropped", BY_HAND, "0 da2", type -> new NaiveFormulas(type) {
          @Override
          double[][] dropGradient(double[][] dout, double[][] mask) {
            return NaiveMlp.copy(dout);
          }
        });
  }

  private static Broken undroppedWeightGradient() {
    return new Broken(
        "weight gradient of what was not dropped yet",
        BY_HAND,
        DROPPED,
        "0 dW3",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double[][] input(Map<String, double[][]> t, double[][] x, int l) {
                return l == 1 ? x : t.get("a" + (l - 1));
              }
            });
  }

  private static Broken inputsNotDropped() {
    return new Broken(
        "no dropout of the inputs",
        "R9 dropout of the inputs by hand",
        DROPPED,
        "0 z1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double[][] dropped(
                  Map<String, double[][]> t, double[][] a, int l, double p, boolean training) {
                return super.dropped(t, a, l, p, training && l > 0);
              }
            });
  }
}
