package mlp.equivalence.naive;

import static mlp.api.Activation.TANH;
import static mlp.api.DataType.FLOAT64;
import static mlp.equivalence.kit.Setting.Head.SQUARED_ERROR;
import static mlp.equivalence.kit.Setting.OptimizerKind.MOMENTUM;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import mlp.api.Batch;
import mlp.api.Clipping;
import mlp.api.Parameters;
import mlp.equivalence.kit.Extras;
import mlp.equivalence.kit.Extras.ClippingKind;
import mlp.equivalence.kit.Setting;

/** Mistakes in clipping (R13). */
final class BrokenClipping {
  private static final String NORM_BY_HAND = "R13 clipping by the norm of all gradients by hand";
  private static final String VALUE_BY_HAND = "R13 clipping by value by hand";
  private static final Setting BY_NORM = with(ClippingKind.GLOBAL_NORM);
  private static final Setting BY_VALUE = with(ClippingKind.VALUE);

  private BrokenClipping() {}

  static List<Broken> all() {
    return List.of(
        inGroups("clipped tensor by tensor", name -> name),
        inGroups("clipped layer by layer", name -> name.replaceAll("\\D", "")),
        weightsOnly(),
        enlargedDivisor(),
        alwaysScaled(),
        updateClipped(),
        fromAboveOnly(),
        clippedWhenTold());
  }

  private static Setting with(ClippingKind clipping) {
    return new Setting(TANH, SQUARED_ERROR, MOMENTUM, FLOAT64, Extras.NONE.with(clipping));
  }

  private static Broken inGroups(String mistake, UnaryOperator<String> group) {
    return new Broken(
        mistake,
        NORM_BY_HAND,
        BY_NORM,
        "0 opt.velocity.W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              void scale(Map<String, double[][]> gradients, double norm, double max) {
                Collection<List<String>> groups = gradients.keySet().stream()
                    .collect(Collectors.groupingBy(group))
                    .values();
                for (List<String> names : groups) {
                  Map<String, double[][]> some =
                      names.stream().collect(Collectors.toMap(name -> name, gradients::get));
                  super.scale(some, norm(some.values()), max);
                }
              }
            });
  }

  private static Broken weightsOnly() {
    return new Broken(
        "the norm of the weights' gradients alone",
        NORM_BY_HAND,
        BY_NORM,
        "0 clip.norm",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double norm(Collection<double[][]> gradients) {
                return super.norm(gradients.stream().filter(g -> g.length > 1).toList());
              }
            });
  }

  private static Broken enlargedDivisor() {
    return new Broken(
        "a norm that is divided by with 1e-6 more",
        NORM_BY_HAND,
        BY_NORM,
        "0 opt.velocity.W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              void scale(Map<String, double[][]> gradients, double norm, double max) {
                super.scale(gradients, norm + 1e-6, max);
              }
            });
  }

  private static Broken alwaysScaled() {
    return new Broken(
        "small gradients enlarged to the maximum",
        "R13 a norm below the maximum stays",
        BY_NORM,
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              void scale(Map<String, double[][]> gradients, double norm, double max) {
                gradients.values().forEach(g -> each(g, value -> value * max / norm));
              }
            });
  }

  private static Broken updateClipped() {
    return new Broken(
        "the step clipped in the place of the gradient",
        VALUE_BY_HAND,
        BY_VALUE,
        "0 opt.velocity.W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double limited(double g, double max) {
                return g;
              }

              @Override
              double[] next(double theta, double g, double first, double second, double rate) {
                double[] next = super.next(theta, g, first, second, rate);
                if (training.clipping() instanceof Clipping.Value byValue) {
                  next[0] = theta + super.limited(next[0] - theta, byValue.max());
                }
                return next;
              }
            });
  }

  private static Broken fromAboveOnly() {
    return new Broken(
        "negative gradients not clipped",
        VALUE_BY_HAND,
        BY_VALUE,
        "0 opt.velocity.W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double limited(double g, double max) {
                return Math.min(g, max);
              }
            });
  }

  private static Broken clippedWhenTold() {
    return new Broken(
        "gradients tells clipped ones",
        "Predict, loss and gradients agree with trace",
        BY_VALUE,
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              public Parameters gradients(Batch batch) {
                Parameters gradients = super.gradients(batch);
                if (training.clipping() instanceof Clipping.Value byValue) {
                  gradients
                      .tensors()
                      .forEach(g -> each(
                          new double[][] {g.values()}, value -> limited(value, byValue.max())));
                }
                return gradients;
              }
            });
  }
}
