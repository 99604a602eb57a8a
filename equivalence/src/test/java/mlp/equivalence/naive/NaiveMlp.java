package mlp.equivalence.naive;

import static java.lang.Math.pow;
import static java.lang.Math.sqrt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.api.TrainingState;

/**
 * A fourth implementation, for tests: it computes a step as a map of named tensors, in the order of
 * the trace, and is in no hurry. A bias is a matrix of one row here. Its methods can be replaced by
 * wrong ones: see {@link Broken}.
 */
class NaiveMlp implements Mlp {
  final Network network;
  final Training training;
  final DataType dataType;
  final NaiveFormulas formulas;
  final Map<String, double[][]> parameters = new LinkedHashMap<>();
  final Map<String, double[][]> state = new LinkedHashMap<>(); // velocity.W1, …, m.W1, …, v.W1, …
  long steps;

  NaiveMlp(Network network, Training training, Parameters initial, NaiveFormulas formulas) {
    this.network = network;
    this.training = training;
    this.dataType = formulas.dataType;
    this.formulas = formulas;
    load(initial);
  }

  @Override
  public void load(Parameters loaded) {
    loaded.requireFit(network, dataType);
    for (String name : network.parameterShapes().keySet()) {
      parameters.put(name, rows(loaded.get(name)));
    }
    state.clear();
    steps = 0;
  }

  /** x, y, the parameters, z1, a1, …, zL, aL. */
  Map<String, double[][]> forward(double[][] x) {
    Map<String, double[][]> t = new LinkedHashMap<>();
    double[][] input = x;
    for (int l = 1; l <= layers(); l++) {
      t.put("z" + l, formulas.affine(input, parameters.get("W" + l), parameters.get("b" + l)[0]));
      t.put("a" + l, formulas.activate(activation(l), t.get("z" + l)));
      input = t.get("a" + l);
    }
    return t;
  }

  /** Adds daL, dzL, dWL, dbL, …, dz1, dW1, db1. */
  void backward(Map<String, double[][]> t, double[][] x, double[][] y) {
    if (network.loss() == Loss.SQUARED_ERROR) {
      t.put("da" + layers(), formulas.squaredErrorGradient(t.get("a" + layers()), y));
    } else {
      double[][] p = t.get("a" + layers());
      t.put("dz" + layers(), formulas.crossEntropyGradient(network.loss(), p, y));
    }
    for (int l = layers(); l >= 1; l--) {
      if (l < layers()) {
        t.put("da" + l, inputGradient(t, l + 1));
      }
      if (t.containsKey("da" + l)) {
        double[][] z = t.get("z" + l);
        double[][] a = t.get("a" + l);
        double[][] da = t.get("da" + l);
        t.put("dz" + l, formulas.activationGradient(activation(l), z, a, da));
      }
      double[][] input = l == 1 ? x : t.get("a" + (l - 1));
      t.put("dW" + l, formulas.weightGradient(input, t.get("dz" + l)));
      t.put("db" + l, new double[][] {formulas.biasGradient(t.get("dz" + l))});
    }
  }

  double[][] inputGradient(Map<String, double[][]> t, int layer) {
    return formulas.inputGradient(t.get("dz" + layer), parameters.get("W" + layer));
  }

  /** The whole step. */
  Map<String, double[][]> takeStep(Batch batch) {
    network.requireBatch(batch, dataType);
    Map<String, double[][]> t = new LinkedHashMap<>();
    double[][] x = rows(batch.inputs());
    double[][] y = rows(batch.targets());
    t.put("x", x);
    t.put("y", y);
    parameters.forEach((name, values) -> t.put(name, copy(values)));
    t.putAll(forward(x));
    double loss = formulas.loss(network.loss(), t.get("z" + layers()), t.get("a" + layers()), y);
    t.put("loss", new double[][] {{loss}});
    backward(t, x, y);
    parameters.forEach((name, theta) -> update(name, theta, t.get("d" + name)));
    steps++;
    state.forEach((name, values) -> t.put("opt." + name, copy(values)));
    parameters.forEach((name, values) -> t.put(name + ".after", copy(values)));
    return t;
  }

  // One θ after the other   (R11)
  private void update(String name, double[][] theta, double[][] gradient) {
    double[][] first =
        state(training.optimizer() instanceof Optimizer.Adam ? "m" : "velocity", name);
    double[][] second = state("v", name);
    for (int i = 0; i < theta.length; i++) {
      for (int j = 0; j < theta[i].length; j++) {
        double[] next = next(theta[i][j], gradient[i][j], first[i][j], second[i][j]);
        theta[i][j] = formulas.rounded(next[0]);
        first[i][j] = formulas.rounded(next[1]);
        second[i][j] = formulas.rounded(next[2]);
      }
    }
  }

  private double[][] state(String kind, String name) {
    double[][] like = parameters.get(name);
    double[][] zeros = new double[like.length][like[0].length];
    if (!stateNames().contains(kind)) {
      return zeros;
    }
    if (!state.containsKey(kind + "." + name)) {
      for (String each : stateNames()) {
        parameters.forEach(
            (parameter, p) -> state.put(each + "." + parameter, new double[p.length][p[0].length]));
      }
    }
    return state.get(kind + "." + name);
  }

  /** θ, then the first state (velocity or m), then the second (v), after one step (R11). */
  double[] next(double theta, double g, double first, double second) {
    Optimizer optimizer = training.optimizer();
    double rate = training.learningRate();
    if (optimizer instanceof Optimizer.Momentum momentum) {
      double v = momentum.momentum() * first - rate * g;
      return new double[] {theta + v, v, 0};
    }
    if (optimizer instanceof Optimizer.Nesterov nesterov) {
      double mu = nesterov.momentum();
      double v = mu * first - rate * g;
      return new double[] {theta - mu * first + (1 + mu) * v, v, 0};
    }
    if (optimizer instanceof Optimizer.Adam adam) {
      double m = adam.beta1() * first + (1 - adam.beta1()) * g;
      double v = adam.beta2() * second + (1 - adam.beta2()) * g * g;
      return new double[] {theta - adamStep(adam, m, v, steps + 1), m, v};
    }
    return new double[] {theta - rate * g, 0, 0};
  }

  double adamStep(Optimizer.Adam adam, double m, double v, long t) {
    double correction1 = 1 - pow(adam.beta1(), t);
    double correction2 = 1 - pow(adam.beta2(), t);
    return adam.epsilonHat()
        ? training.learningRate() * sqrt(correction2) / correction1 * m / (sqrt(v) + adam.epsilon())
        : training.learningRate() * m / correction1 / (sqrt(v / correction2) + adam.epsilon());
  }

  private List<String> stateNames() {
    if (training.optimizer() instanceof Optimizer.Sgd) {
      return List.of();
    }
    return training.optimizer() instanceof Optimizer.Adam ? List.of("m", "v") : List.of("velocity");
  }

  @Override
  public double step(Batch batch) {
    return takeStep(batch).get("loss")[0][0];
  }

  @Override
  public Trace trace(Batch batch) {
    List<Tensor> records = new ArrayList<>();
    takeStep(batch).forEach((name, values) -> records.add(tensor(name, values)));
    return new Trace(NaiveTrack.NAME, dataType, network, training, steps - 1, records);
  }

  @Override
  public Matrix predict(Matrix inputs) {
    network.requireInputs(inputs, dataType);
    double[][] a = forward(rows(inputs)).get("a" + layers());
    return Matrix.of(a.length, a[0].length, flat(a)).as(dataType);
  }

  @Override
  public double loss(Batch batch) {
    network.requireBatch(batch, dataType);
    Map<String, double[][]> t = forward(rows(batch.inputs()));
    double[][] y = rows(batch.targets());
    return formulas.loss(network.loss(), t.get("z" + layers()), t.get("a" + layers()), y);
  }

  @Override
  public double trainingLoss(Batch batch) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public TrainingState state() {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public void restore(TrainingState state) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public Parameters gradients(Batch batch) {
    network.requireBatch(batch, dataType);
    Map<String, double[][]> t = forward(rows(batch.inputs()));
    backward(t, rows(batch.inputs()), rows(batch.targets()));
    return new Parameters(parameters.keySet().stream()
        .map(name -> tensor(name, t.get("d" + name)))
        .toList());
  }

  @Override
  public Parameters parameters() {
    List<Tensor> tensors = new ArrayList<>();
    parameters.forEach((name, values) -> tensors.add(tensor(name, values)));
    return new Parameters(tensors);
  }

  int layers() {
    return network.layers().size();
  }

  private Activation activation(int layer) {
    return network.layers().get(layer - 1).activation();
  }

  private static double[][] rows(Matrix matrix) {
    return rows(matrix.rows(), matrix.columns(), matrix.toDoubles());
  }

  private static double[][] rows(Tensor tensor) {
    int[] shape = tensor.shape();
    return shape.length == 1
        ? rows(1, shape[0], tensor.values())
        : rows(shape[0], shape[1], tensor.values());
  }

  private static double[][] rows(int rows, int columns, double[] values) {
    double[][] result = new double[rows][];
    for (int i = 0; i < rows; i++) {
      result[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return result;
  }

  static double[][] copy(double[][] values) {
    return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
  }

  private static double[] flat(double[][] values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
  }

  private static Tensor tensor(String name, double[][] values) {
    if (name.equals("loss")) {
      return Tensor.scalar(name, values[0][0]);
    }
    boolean vector = name.matches("(opt\\.\\w+\\.)?d?b\\d+(\\.after)?");
    return vector
        ? Tensor.of(name, flat(values), values[0].length)
        : Tensor.of(name, flat(values), values.length, values[0].length);
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
  public long steps() {
    return steps;
  }
}
