package mlp.equivalence.naive;

import static mlp.api.Activation.TANH;
import static mlp.api.DataType.FLOAT64;
import static mlp.equivalence.kit.Setting.Head.SQUARED_ERROR;
import static mlp.equivalence.kit.Setting.OptimizerKind.MOMENTUM;

import java.util.List;
import java.util.Map;
import mlp.api.Batch;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.equivalence.kit.Extras;
import mlp.equivalence.kit.Extras.ClippingKind;
import mlp.equivalence.kit.Extras.Decay;
import mlp.equivalence.kit.Setting;

/** Mistakes in L2 and decay, in max-norm, and in the order of a step (R10, R15). */
final class BrokenOrder {
  private static final String L2_BY_HAND = "R10 L2 by hand";
  private static final String DECOUPLED_BY_HAND = "R10 decoupled decay by hand";
  private static final String WEIGHTS_ONLY = "R10 only weights are decayed";
  private static final String MAX_NORM_BY_HAND = "R15 max-norm by hand";
  private static final Extras L2 = Extras.NONE.with(Decay.L2);
  private static final Extras DECOUPLED = Extras.NONE.with(Decay.DECOUPLED);
  private static final Extras LIMITED = Extras.NONE.withMaxNorm(true);

  private BrokenOrder() {}

  static List<Broken> all() {
    return List.of(
        l2BeforeClipping(),
        biasesDecayed(),
        gammaDecayed(),
        coupled(),
        decoupledForL2(),
        newWeightsDecayed(),
        decayWithoutRate(),
        l2InGradientsTold(),
        maxNormOfRows(),
        maxNormOfAll(),
        maxNormAlways(),
        maxNormFirst());
  }

  private static Setting with(Extras extras) {
    return new Setting(TANH, SQUARED_ERROR, MOMENTUM, FLOAT64, extras);
  }

  private static Broken l2BeforeClipping() {
    return new Broken(
        "L2 before clipping",
        "R10 clipping comes before L2",
        with(L2.with(ClippingKind.GLOBAL_NORM)),
        "0 clip.norm",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              void prepare(Map<String, double[][]> t, Map<String, double[][]> gradients) {
                addL2(gradients);
                clip(t, gradients);
              }
            });
  }

  private static Broken biasesDecayed() {
    return new Broken(
        "biases decayed",
        L2_BY_HAND,
        with(L2),
        "0 opt.velocity.b1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              boolean isDecayed(String name) {
                return !name.startsWith("gamma") && !name.startsWith("beta");
              }
            });
  }

  private static Broken gammaDecayed() {
    return new Broken(
        "γ and β decayed",
        WEIGHTS_ONLY,
        with(Extras.ofNetwork(true, false).with(Decay.DECOUPLED)),
        "0 gamma1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              boolean isDecayed(String name) {
                return !name.matches("b\\d+");
              }
            });
  }

  private static Broken coupled() {
    return new Broken(
        "L2 where decoupled decay is meant",
        DECOUPLED_BY_HAND,
        with(DECOUPLED),
        "0 opt.velocity.W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double l2() {
                return training.decoupledDecay();
              }

              @Override
              double decay(double before, double after, double rate, double lambda) {
                return 0;
              }
            });
  }

  private static Broken decoupledForL2() {
    return new Broken(
        "decoupled decay where L2 is meant",
        L2_BY_HAND,
        with(L2),
        "0 opt.velocity.W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double l2() {
                return 0;
              }

              @Override
              void limit() {
                parameters.forEach((name, theta) -> {
                  double kept = Network.isWeight(name) ? 1 - rate() * training.l2() : 1;
                  each(theta, value -> value * kept);
                });
                super.limit();
              }
            });
  }

  private static Broken newWeightsDecayed() {
    return new Broken(
        "decay of the weights after the step",
        DECOUPLED_BY_HAND,
        with(DECOUPLED),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double decay(double before, double after, double rate, double lambda) {
                return super.decay(after, after, rate, lambda);
              }
            });
  }

  private static Broken decayWithoutRate() {
    return new Broken(
        "decay not multiplied by the learning rate",
        DECOUPLED_BY_HAND,
        with(DECOUPLED),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double decay(double before, double after, double rate, double lambda) {
                return super.decay(before, after, 1, lambda);
              }
            });
  }

  private static Broken l2InGradientsTold() {
    return new Broken(
        "gradients tells them with L2",
        "R10 L2 is in no loss and no gradient told",
        with(L2),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              public Parameters gradients(Batch batch) {
                return new Parameters(super.gradients(batch).tensors().stream()
                    .map(gradient -> plusL2(gradient, parameters().get(gradient.name())))
                    .toList());
              }

              private Tensor plusL2(Tensor gradient, Tensor theta) {
                double[] sum = gradient.values().clone();
                for (int i = 0; i < sum.length; i++) {
                  sum[i] += isDecayed(gradient.name()) ? training.l2() * theta.values()[i] : 0;
                }
                return Tensor.of(gradient.name(), sum, gradient.shape());
              }
            });
  }

  private static Broken maxNormOfRows() {
    return new Broken(
        "max-norm of rows",
        MAX_NORM_BY_HAND,
        with(LIMITED),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              void limitNorms(double[][] w, double c) {
                for (double[] row : w) {
                  double norm = norm(List.<double[][]>of(new double[][] {row}));
                  each(new double[][] {row}, value -> norm > c ? value * c / norm : value);
                }
              }
            });
  }

  private static Broken maxNormOfAll() {
    return new Broken(
        "max-norm of biases, γ and β",
        MAX_NORM_BY_HAND,
        with(Extras.ofNetwork(true, false).withMaxNorm(true)),
        "0 gamma1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              void limit() {
                if (training.maxNorm() > 0) {
                  parameters.values().forEach(theta -> limitNorms(theta, training.maxNorm()));
                }
              }
            });
  }

  private static Broken maxNormAlways() {
    return new Broken(
        "max-norm enlarges small weights",
        MAX_NORM_BY_HAND,
        with(LIMITED),
        "0 W2.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              void limitNorms(double[][] w, double c) {
                each(w, value -> value * 1e6);
                super.limitNorms(w, c);
              }
            });
  }

  private static Broken maxNormFirst() {
    return new Broken(
        "max-norm before the step",
        "R15 max-norm comes last",
        with(LIMITED),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              void prepare(Map<String, double[][]> t, Map<String, double[][]> gradients) {
                super.limit();
                super.prepare(t, gradients);
              }

              @Override
              void limit() {}
            });
  }
}
