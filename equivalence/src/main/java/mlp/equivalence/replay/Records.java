package mlp.equivalence.replay;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mlp.api.DataType;
import mlp.api.Layer;
import mlp.api.Network;
import mlp.api.Tensor;
import mlp.api.Training;

/**
 * The records of one training step of one implementation, and the names of what an operation takes.
 * A record that is missing is computed from those that are there, as if it had been kept exactly,
 * with a bound of what rounding may have made of it.
 */
public final class Records {
  private final Network network;
  private final Training training;
  private final DataType dataType;
  private final long step;
  private final Map<String, Tensor> byName;
  private final Records before; // the step before, or null
  private final Map<Cause, Double> causes;
  private final ProductMemo products; // of the same records, whatever causes act
  private final Set<Cause> asked = EnumSet.noneOf(Cause.class);
  private final Map<String, Known> computed = new HashMap<>();
  private final Set<String> underway = new HashSet<>();
  private final Set<String> used = new HashSet<>();
  private final Map<String, Set<String>> usedFor = new HashMap<>(); // what was computed

  private Records(
      Network network,
      Training training,
      DataType dataType,
      long step,
      Map<String, Tensor> byName,
      Records before,
      Map<Cause, Double> causes,
      ProductMemo products) {
    this.network = network;
    this.training = training;
    this.dataType = dataType;
    this.step = step;
    this.byName = byName;
    this.before = before;
    this.causes = causes;
    this.products = products;
  }

  /**
   * @param step from 0
   * @param tensors in any order
   * @param before the step before this one, if it was recorded; its own predecessor is forgotten
   */
  public static Records of(
      Network network,
      Training training,
      DataType dataType,
      long step,
      List<Tensor> tensors,
      Optional<Records> before) {
    Map<String, Tensor> byName = new LinkedHashMap<>();
    tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    return new Records(
        network,
        training,
        dataType,
        step,
        byName,
        before.map(Records::withoutPredecessor).orElse(null),
        Map.of(),
        new ProductMemo());
  }

  /** @return the same records, of which nothing has been asked yet */
  public Records fresh() {
    return with(causes);
  }

  private Records withoutPredecessor() {
    return new Records(network, training, dataType, step, byName, null, causes, products);
  }

  /** @return the same records, of an implementation in which the causes act */
  public Records with(Map<Cause, Double> causes) {
    Map<Cause, Double> acting = new EnumMap<>(Cause.class);
    acting.putAll(causes);
    Records previous = before == null ? null : before.with(acting);
    return new Records(network, training, dataType, step, byName, previous, acting, products);
  }

  public Network network() {
    return network;
  }

  public Training training() {
    return training;
  }

  public DataType dataType() {
    return dataType;
  }

  public long step() {
    return step;
  }

  /** @return the record of that name, if there is one */
  public Optional<Tensor> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** @return all records, in the order in which they were given */
  public List<Tensor> all() {
    return List.copyOf(byName.values());
  }

  /** @return the causes that could have changed what was computed from these records so far */
  public Set<Cause> asked() {
    return asked;
  }

  /** @return the names of the records that were read to compute something so far */
  public Set<String> used() {
    return used;
  }

  /** Begins to count anew what is read. */
  public void forgetUsed() {
    used.clear();
    if (before != null) {
      before.used.clear();
    }
  }

  /** @return the same of the step before */
  public Set<String> usedOfStepBefore() {
    return before == null ? Set.of() : before.used;
  }

  /** @return the step before, if it was recorded */
  public Optional<Records> before() {
    return Optional.ofNullable(before);
  }

  boolean on(Cause cause) {
    asked.add(cause);
    return causes.containsKey(cause);
  }

  /** @return the number of the cause, where it acts, else the other number */
  double value(Cause cause, double otherwise) {
    asked.add(cause);
    return causes.getOrDefault(cause, otherwise);
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** @throws MissingRecord if it is not there, and cannot be computed */
  Known known(String name) {
    Tensor tensor = byName.get(name);
    if (tensor != null) {
      used.add(name);
      return Known.recorded(tensor.values());
    }
    if (!computed.containsKey(name)) {
      if (!underway.add(name)) {
        throw new MissingRecord(name);
      }
      Set<String> usedSoFar = Set.copyOf(used);
      used.clear();
      computed.put(name, compute(name));
      usedFor.put(name, Set.copyOf(used));
      used.addAll(usedSoFar);
    }
    used.addAll(usedFor.get(name));
    return computed.get(name);
  }

  private Known compute(String name) {
    try {
      Expected expected = StepReplay.replay(this, name);
      if (expected == null) {
        throw new MissingRecord(name);
      }
      return new Known(expected.values(), expected.bounds());
    } finally {
      underway.remove(name);
    }
  }

  ProductMemo products() {
    return products;
  }

  int rows() {
    Tensor x = byName.get("x");
    Tensor y = byName.get("y");
    if (x == null && y == null) {
      throw new MissingRecord("x");
    }
    int[] shape = x == null ? y.shape() : x.shape();
    return shape.length == 0 ? 1 : shape[0];
  }

  int layers() {
    return network.layers().size();
  }

  Layer layer(int i) {
    return network.layers().get(i - 1);
  }

  int units(int i) {
    return i == 0 ? network.inputs() : layer(i).units();
  }

  /** @return what layer i takes: x, the layer before, or what dropout leaves of them */
  String input(int i) {
    return hasDropout(i - 1) && !on(Cause.UNDROPPED_INPUT)
        ? "drop" + (i - 1) + ".out"
        : output(i - 1);
  }

  /** @return what layer i gives, before dropout */
  String output(int i) {
    return i == 0 ? "x" : "a" + i;
  }

  /** @return the gradient of what layer i takes */
  String inputGradient(int i) {
    return hasDropout(i - 1) ? "ddrop" + (i - 1) + ".out" : "da" + (i - 1);
  }

  boolean hasDropout(int i) {
    return dropout(i) > 0;
  }

  double dropout(int i) {
    return i == 0 ? network.inputDropout() : layer(i).dropout();
  }

  /** @return what σ of layer i is taken of */
  String preActivation(int i) {
    return layer(i).hasBatchNormalization() ? "bn" + i + ".out" : "z" + i;
  }

  /** @return whether something is added to xW: never behind batch normalization, unless it is */
  boolean hasBias(int i) {
    return !layer(i).hasBatchNormalization() || has("b" + i);
  }

  String targets() {
    return training.labelSmoothing() > 0 ? "y.smoothed" : "y";
  }

  /** An operation cannot be replayed for want of a record. */
  static final class MissingRecord extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingRecord(String name) {
      super(name, null, false, false);
    }
  }
}
