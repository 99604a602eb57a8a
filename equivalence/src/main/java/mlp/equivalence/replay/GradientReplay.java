package mlp.equivalence.replay;

import java.util.LinkedHashSet;
import java.util.Set;
import mlp.api.Clipping;
import mlp.api.Network;
import mlp.api.Training;

/** What the optimizer takes of a gradient: clipped, with the weight decay of L2 (R10, R13). */
final class GradientReplay {
  private final Records records;
  private final Training training;

  GradientReplay(Records records) {
    this.records = records;
    training = records.training();
  }

  // ‖g‖ of all gradients together   (R13)
  Expected norm() {
    Grid norm = new Grid(1, records.dataType());
    Norm of = norm(names(), isOfDecayed());
    double factor = isOfSum() ? records.rows() : 1;
    norm.set(0, of.value * factor, of.roundings, of.value * factor);
    norm.widen(0, of.propagated * factor);
    return norm.of("clip.norm", "R13", "‖g‖ of all gradients together");
  }

  private boolean isOfSum() {
    return records.rows() > 1 && records.on(Cause.CLIPPING_NORM_OF_SUM);
  }

  private boolean isOfDecayed() {
    return training.l2() > 0 && records.on(Cause.CLIPPING_AFTER_DECAY);
  }

  // Those of the network, and a bias that someone added before batch normalization
  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(records.network().parameterShapes().keySet());
    for (int i = 1; i <= records.layers(); i++) {
      if (records.hasBias(i)) {
        names.add("b" + i);
      }
    }
    return names;
  }

  private record Norm(double value, double roundings, double propagated) {}

  private Norm norm(Set<String> parameters, boolean isDecayed) {
    ExactSum squares = new ExactSum();
    double propagated = 0;
    int terms = 0;
    for (String parameter : parameters) {
      Known g = records.known("d" + parameter);
      boolean decays = isDecayed && Network.isWeight(parameter);
      Known theta = decays ? records.known(parameter) : g;
      for (int k = 0; k < g.length(); k++) {
        double value = g.at(k) + (decays ? training.l2() * theta.at(k) : 0);
        squares.addProduct(value, value);
        propagated += g.bound(k) * g.bound(k);
      }
      terms += g.length();
    }
    return new Norm(Math.sqrt(squares.value()), terms / 2.0 + 4, Math.sqrt(propagated));
  }

  private Set<String> together(String parameter) {
    if (records.on(Cause.CLIPPING_BY_PARAMETER)) {
      return Set.of(parameter);
    }
    Set<String> names = names();
    if (records.on(Cause.CLIPPING_BY_LAYER)) {
      String number = parameter.replaceAll("\\D", "");
      names.removeIf(name -> !name.replaceAll("\\D", "").equals(number));
    }
    return names;
  }

  /** @return g, as the optimizer takes it */
  Known taken(String parameter) {
    Known g = records.known("d" + parameter);
    Known theta = records.known(parameter);
    double l2 = new Decay(records).coupled(parameter);
    boolean isAfterDecay = isOfDecayed();
    Grid taken = new Grid(g.length(), records.dataType());
    Clipper clipper = clipper(parameter, isAfterDecay);
    for (int k = 0; k < g.length(); k++) {
      double penalty = l2 * theta.at(k);
      double value =
          isAfterDecay ? clipper.clip(g.at(k) + penalty) : clipper.clip(g.at(k)) + penalty;
      double magnitude = clipper.factor * Math.abs(g.at(k)) + Math.abs(penalty);
      taken.set(k, value, clipper.roundings + 4, magnitude);
      taken.widen(k, clipper.factor * g.bound(k) + clipper.relativeError * magnitude);
    }
    return new Known(taken.values, taken.bounds);
  }

  private record Clipper(double factor, double most, double roundings, double relativeError) {
    double clip(double g) {
      return Math.max(-most, Math.min(most, g * factor));
    }
  }

  private Clipper clipper(String parameter, boolean isAfterDecay) {
    if (training.clipping() instanceof Clipping.None || records.on(Cause.CLIPPING_MISSING)) {
      return new Clipper(1, Double.POSITIVE_INFINITY, 0, 0);
    }
    if (training.clipping() instanceof Clipping.Value value) {
      return new Clipper(1, value.max(), 0, 0);
    }
    double max = ((Clipping.GlobalNorm) training.clipping()).max();
    if (records.on(Cause.CLIPPING_BY_VALUE)) {
      return new Clipper(1, max, 0, 0);
    }
    Norm norm = norm(together(parameter), isAfterDecay);
    double value = isOfSum() ? norm.value * records.rows() : norm.value;
    double added = records.value(Cause.CLIPPING_EPSILON, 0);
    double factor = Math.min(1, max / (value + added));
    double relativeError = norm.propagated / norm.value;
    return new Clipper(
        factor, Double.POSITIVE_INFINITY, norm.roundings + 4, factor < 1 ? relativeError : 0);
  }
}
