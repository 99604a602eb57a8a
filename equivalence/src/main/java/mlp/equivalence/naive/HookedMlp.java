package mlp.equivalence.naive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.Clipping;
import mlp.api.DataType;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Trace;
import mlp.api.Training;

/**
 * The naive implementation with hooks: every quantity of a training step passes all of them, one
 * after the other, as soon as it is computed, and the step goes on with what they make of it. So
 * several mistakes can be in one step. Evaluation has no hooks.
 */
public final class HookedMlp extends NaiveMlp {
  private final String producer;
  private final List<Hook> hooks;
  private Map<String, double[][]> now; // the quantities of the step that is taken; null between
  private Map<String, double[][]> last = Map.of(); // those of the step before

  /**
   * @param producer who its traces are said to be produced by
   * @param hooks in the order in which quantities pass them
   */
  public HookedMlp(
      String producer,
      Network network,
      Training training,
      Parameters initial,
      DataType dataType,
      List<? extends Hook> hooks) {
    super(network, training, initial, new NaiveFormulas(dataType));
    this.producer = producer;
    this.hooks = List.copyOf(hooks);
  }

  @Override
  public Trace trace(Batch batch) {
    Trace trace = super.trace(batch);
    return new Trace(producer, dataType, network, training, trace.step(), trace.records());
  }

  @Override
  Map<String, double[][]> takeStep(Batch batch) {
    now = new LinkedHashMap<>();
    try {
      Map<String, double[][]> records = super.takeStep(batch);
      last = now;
      return records;
    } finally {
      now = null;
    }
  }

  @Override
  double[][] pass(String name, double[][] value) {
    if (now == null) {
      return value;
    }
    double[][] passed = value;
    for (Hook hook : hooks) {
      double[][] replaced = hook.replace(new Seen(name), passed);
      passed = replaced == passed ? passed : formulas.rounded(copy(replaced));
    }
    now.put(name, copy(passed));
    return passed;
  }

  @Override
  void update(Map<String, double[][]> t, Map<String, double[][]> gradients, double told) {
    double rate = pass("rate.used", new double[][] {{told}})[0][0];
    clip(t, gradients);
    gradients.replaceAll((name, g) -> pass("clipped." + name, g));
    addL2(gradients);
    gradients.replaceAll((name, g) -> pass("g." + name, g));
    keep(gradients, rate);
    gradients.forEach((name, g) -> {
      double[][] moved = pass("moved." + name, moved(name, g, states(name), rate));
      parameters.put(name, pass("decayed." + name, decayed(name, moved, rate)));
    });
    limit();
    parameters.replaceAll((name, theta) -> pass(name + ".after", theta));
  }

  // The optimizer's state of all parameters   (R11)
  private void keep(Map<String, double[][]> gradients, double rate) {
    state.replaceAll((name, before) -> pass("opt." + name + ".before", before));
    Map<String, double[][]> next = new LinkedHashMap<>();
    for (int s = 0; s < training.optimizer().stateNames().size(); s++) {
      String kept = training.optimizer().stateNames().get(s);
      for (String name : parameters.keySet()) {
        double[][] after = kept(name, gradients.get(name), rate).get(s);
        next.put(kept + "." + name, pass("opt." + kept + "." + name, after));
      }
    }
    state.putAll(next);
  }

  private List<double[][]> states(String name) {
    return training.optimizer().stateNames().stream()
        .map(kept -> state.get(kept + "." + name))
        .toList();
  }

  private List<double[][]> kept(String name, double[][] g, double rate) {
    List<double[][]> before = states(name);
    List<double[][]> after = new ArrayList<>();
    for (int s = 0; s < before.size(); s++) {
      after.add(new double[g.length][g[0].length]);
    }
    for (int i = 0; i < g.length; i++) {
      for (int j = 0; j < g[0].length; j++) {
        double[] kept = kept(g[i][j], at(before, 0, i, j), at(before, 1, i, j), rate);
        for (int s = 0; s < after.size(); s++) {
          after.get(s)[i][j] = kept[s];
        }
      }
    }
    return after;
  }

  private double[][] moved(String name, double[][] g, List<double[][]> kept, double rate) {
    double[][] theta = parameters.get(name);
    double[][] moved = new double[g.length][g[0].length];
    for (int i = 0; i < g.length; i++) {
      for (int j = 0; j < g[0].length; j++) {
        moved[i][j] = moved(theta[i][j], g[i][j], at(kept, 0, i, j), at(kept, 1, i, j), rate);
      }
    }
    return moved;
  }

  private double[][] decayed(String name, double[][] moved, double rate) {
    double[][] theta = parameters.get(name);
    double lambda = isDecayed(name) ? training.decoupledDecay() : 0;
    double[][] decayed = copy(moved);
    for (int i = 0; i < moved.length; i++) {
      for (int j = 0; j < moved[0].length; j++) {
        decayed[i][j] -= decay(theta[i][j], moved[i][j], rate, lambda);
      }
    }
    return formulas.rounded(decayed);
  }

  private static double at(List<double[][]> states, int s, int i, int j) {
    return s < states.size() ? states.get(s)[i][j] : 0;
  }

  /** The quantities as a hook sees them. */
  private final class Seen implements Quantities {
    private final String name;

    Seen(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public double[][] get(String quantity) {
      return found(now, quantity);
    }

    @Override
    public double[][] before(String quantity) {
      return found(last, quantity);
    }

    @Override
    public boolean hasBefore(String quantity) {
      return last.containsKey(quantity);
    }

    private double[][] found(Map<String, double[][]> quantities, String quantity) {
      double[][] value = quantities.get(quantity);
      if (value == null) {
        throw new IllegalStateException(quantity + " is not known at " + name);
      }
      return value;
    }

    @Override
    public double[][] updated(String weight) {
      Map<String, double[][]> gradient = new LinkedHashMap<>();
      gradient.put(weight, copy(get("d" + weight)));
      if (training.clipping() instanceof Clipping.Value) {
        clip(new LinkedHashMap<>(), gradient);
      }
      addL2(gradient);
      double[][] g = gradient.get(weight);
      return decayed(weight, moved(weight, g, kept(weight, g, rate()), rate()), rate());
    }

    @Override
    public double value(Activation activation, double z) {
      return formulas.value(activation, z);
    }

    @Override
    public double slope(Activation activation, double z) {
      return formulas.slope(activation, z, formulas.value(activation, z));
    }

    @Override
    public Network network() {
      return network;
    }

    @Override
    public Training training() {
      return training;
    }

    @Override
    public DataType dataType() {
      return dataType;
    }

    @Override
    public long step() {
      return steps;
    }
  }
}
