package mlp.equivalence.naive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.DropoutMask;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Parameters;
import mlp.api.Schedule;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.api.TrainingState;

/**
 * A fourth implementation, to plant mistakes in: it computes a step as a map of named tensors, in
 * the order of the trace, and is in no hurry. A bias is a matrix of one row here. Its methods can
 * be replaced by wrong ones, and so can each quantity of a step: see {@link #pass}.
 */
class NaiveMlp extends NaiveUpdate implements Mlp {
  final Map<String, double[][]> statistics = new LinkedHashMap<>(); // bn1.running.mean, …

  NaiveMlp(Network network, Training training, Parameters initial, NaiveFormulas formulas) {
    super(network, training, formulas);
    training.requireFor(network);
    load(initial);
  }

  @Override
  public void load(Parameters loaded) {
    loaded.requireFit(network, dataType);
    for (String name : network.parameterShapes().keySet()) {
      parameters.put(name, rows(loaded.get(name)));
    }
    network.statisticsShapes().forEach((name, shape) -> {
      double[] values = new double[shape[0]];
      Arrays.fill(values, name.endsWith("var") ? 1 : 0);
      statistics.put(name, new double[][] {values});
    });
    for (String each : training.optimizer().stateNames()) {
      parameters.forEach(
          (parameter, p) -> state.put(each + "." + parameter, new double[p.length][p[0].length]));
    }
    learningRate.reset();
    steps = 0;
  }

  @Override
  public TrainingState state() {
    List<Tensor> tensors = new ArrayList<>();
    parameters.forEach((name, values) -> tensors.add(tensor(name, copy(values))));
    statistics.forEach((name, values) -> tensors.add(tensor(name, copy(values))));
    state.forEach((name, values) -> tensors.add(tensor("opt." + name, copy(values))));
    tensors.addAll(learningRate.state());
    return new TrainingState(steps, tensors);
  }

  @Override
  public void restore(TrainingState restored) {
    restored.requireFit(network, training, dataType);
    parameters.replaceAll((name, values) -> rows(restored.get(name)));
    statistics.replaceAll((name, values) -> rows(restored.get(name)));
    state.replaceAll((name, values) -> rows(restored.get("opt." + name)));
    learningRate.restore(restored);
    steps = restored.steps();
  }

  /** The masks, z1, bn1.mean, …, a1, …, zL, aL. */
  Map<String, double[][]> forward(double[][] x, boolean training) {
    Map<String, double[][]> t = new LinkedHashMap<>();
    double[][] input = dropped(t, x, 0, network.inputDropout(), training);
    for (int l = 1; l <= layers(); l++) {
      double[][] z = formulas.affine(input, parameters.get("W" + l), bias(l));
      put(t, "z" + l, z);
      if (layer(l).normalization() instanceof Normalization.Batch batch) {
        normalize(t, l, batch, training);
      }
      put(t, "a" + l, formulas.activate(layer(l).activation(), preActivation(t, l)));
      input = dropped(t, t.get("a" + l), l, layer(l).dropout(), training);
    }
    return t;
  }

  private double[] bias(int l) {
    return layer(l).hasBatchNormalization()
        ? new double[layer(l).units()]
        : parameters.get("b" + l)[0];
  }

  private static double[][] preActivation(Map<String, double[][]> t, int l) {
    return t.getOrDefault("bn" + l + ".out", t.get("z" + l));
  }

  /** Adds bn1.mean, bn1.var, bn1.xhat, bn1.out (R8). */
  void normalize(Map<String, double[][]> t, int l, Normalization.Batch batch, boolean training) {
    String bn = "bn" + l;
    double[][] z = t.get("z" + l);
    double[] mean = training ? formulas.mean(z) : statistics.get(bn + ".running.mean")[0];
    mean = put(t, bn + ".mean", new double[][] {mean})[0];
    double[] var = training ? formulas.variance(z, mean) : statistics.get(bn + ".running.var")[0];
    var = put(t, bn + ".var", new double[][] {var})[0];
    put(t, bn + ".xhat", formulas.normalize(z, mean, var, batch.epsilon()));
    double[] gamma = parameters.get("gamma" + l)[0];
    double[] beta = parameters.get("beta" + l)[0];
    put(t, bn + ".out", formulas.scaleAndShift(t.get(bn + ".xhat"), gamma, beta));
  }

  /** Adds drop1.mask and drop1.out (R9). */
  double[][] dropped(Map<String, double[][]> t, double[][] a, int l, double p, boolean training) {
    if (p == 0 || !training) {
      return a;
    }
    DropoutMask drawn = new DropoutMask(this.training.seed(), l, p);
    double[][] mask = formulas.mask(drawn, steps, a.length, a[0].length);
    mask = put(t, "drop" + l + ".mask", mask);
    return put(t, "drop" + l + ".out", formulas.drop(a, mask));
  }

  /** What layer l was given: the outputs of the one before, or what dropout left of them. */
  double[][] input(Map<String, double[][]> t, double[][] x, int l) {
    double[][] whole = l == 1 ? x : t.get("a" + (l - 1));
    return t.getOrDefault("drop" + (l - 1) + ".out", whole);
  }

  /** Adds daL, dzL, dWL, dbL, …, dz1, dW1, db1. */
  void backward(Map<String, double[][]> t, double[][] x, double[][] y) {
    if (network.loss() == Loss.SQUARED_ERROR) {
      put(t, "da" + layers(), formulas.squaredErrorGradient(t.get("a" + layers()), y));
    } else {
      double[][] p = t.get("a" + layers());
      put(t, "dz" + layers(), formulas.crossEntropyGradient(network.loss(), p, y));
    }
    for (int l = layers(); l >= 1; l--) {
      if (l < layers()) {
        outputGradient(t, l);
      }
      if (t.containsKey("da" + l)) {
        activationGradient(t, l);
      }
      put(t, "dW" + l, formulas.weightGradient(input(t, x, l), t.get("dz" + l)));
      if (!layer(l).hasBatchNormalization()) {
        put(t, "db" + l, new double[][] {formulas.biasGradient(t.get("dz" + l))});
      }
    }
  }

  // ddrop → da   (R9)
  private void outputGradient(Map<String, double[][]> t, int l) {
    double[][] gradient = inputGradient(t, l + 1);
    if (layer(l).dropout() > 0) {
      gradient = put(t, "ddrop" + l + ".out", gradient);
      gradient = formulas.dropGradient(gradient, t.get("drop" + l + ".mask"));
    }
    put(t, "da" + l, gradient);
  }

  // da → dz, through the normalization where there is one   (R6, R8)
  private void activationGradient(Map<String, double[][]> t, int l) {
    double[][] before = preActivation(t, l);
    double[][] gradient =
        formulas.activationGradient(layer(l).activation(), before, t.get("a" + l), t.get("da" + l));
    if (layer(l).normalization() instanceof Normalization.Batch batch) {
      String bn = "bn" + l;
      gradient = put(t, "d" + bn + ".out", gradient);
      put(t, "dgamma" + l, new double[][] {formulas.gammaGradient(gradient, t.get(bn + ".xhat"))});
      put(t, "dbeta" + l, new double[][] {formulas.biasGradient(gradient)});
      gradient = formulas.normalizationGradient(
          gradient,
          t.get("z" + l),
          t.get(bn + ".mean")[0],
          t.get(bn + ".var")[0],
          parameters.get("gamma" + l)[0],
          batch.epsilon());
    }
    put(t, "dz" + l, gradient);
  }

  double[][] inputGradient(Map<String, double[][]> t, int layer) {
    return formulas.inputGradient(t.get("dz" + layer), parameters.get("W" + layer));
  }

  /** The whole step. */
  Map<String, double[][]> takeStep(Batch batch) {
    network.requireBatch(batch, dataType);
    Map<String, double[][]> t = new LinkedHashMap<>();
    double[][] x = put(t, "x", rows(batch.inputs()));
    double[][] y = put(t, "y", rows(batch.targets()));
    parameters.replaceAll(this::pass);
    statistics.replaceAll(this::pass);
    parameters.forEach((name, values) -> t.put(name, copy(values)));
    statistics.forEach((name, values) -> t.put(name, copy(values)));
    t.putAll(forward(x, true));
    if (training.labelSmoothing() > 0) {
      y = put(t, "y.smoothed", targets(y));
    }
    double told = formulas.loss(network.loss(), t.get("z" + layers()), t.get("a" + layers()), y);
    double loss = put(t, "loss", new double[][] {{told}})[0][0];
    backward(t, x, y);
    Map<String, double[][]> gradients = new LinkedHashMap<>();
    parameters.keySet().forEach(name -> gradients.put(name, copy(t.get("d" + name))));
    double rate = pass("learningRate", new double[][] {{rate()}})[0][0];
    update(t, gradients, rate);
    statistics.replaceAll((name, running) -> {
      double[] ofBatch = t.get(name.replace(".running", ""))[0];
      return pass(name + ".after", new double[][] {follow(name, running[0], ofBatch)});
    });
    observe(loss);
    steps++;
    if (!(training.schedule() instanceof Schedule.Constant)) {
      t.put("learningRate", new double[][] {{formulas.rounded(rate)}});
    }
    state.forEach((name, values) -> t.put("opt." + name, copy(values)));
    parameters.forEach((name, values) -> t.put(name + ".after", copy(values)));
    statistics.forEach((name, values) -> t.put(name + ".after", copy(values)));
    return t;
  }

  // y, or in training, where labels are smoothed, y′   (R16)
  double[][] targets(double[][] y) {
    return training.labelSmoothing() > 0
        ? formulas.smoothed(network.loss(), y, training.labelSmoothing())
        : y;
  }

  // bn1.running.mean from bn1.mean   (R8)
  double[] follow(String name, double[] running, double[] batch) {
    int l = Integer.parseInt(name.substring(2, name.indexOf('.')));
    double decay = ((Normalization.Batch) layer(l).normalization()).decay();
    return formulas.running(decay, running, batch);
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
    double[][] a = forward(rows(inputs), false).get("a" + layers());
    return Matrix.of(a.length, a[0].length, flat(a)).as(dataType);
  }

  @Override
  public double loss(Batch batch) {
    network.requireBatch(batch, dataType);
    Map<String, double[][]> t = forward(rows(batch.inputs()), false);
    double[][] y = rows(batch.targets());
    return formulas.loss(network.loss(), t.get("z" + layers()), t.get("a" + layers()), y);
  }

  @Override
  public double trainingLoss(Batch batch) {
    network.requireBatch(batch, dataType);
    Map<String, double[][]> t = forward(rows(batch.inputs()), true);
    return formulas.loss(
        network.loss(),
        t.get("z" + layers()),
        t.get("a" + layers()),
        targets(rows(batch.targets())));
  }

  @Override
  public Parameters gradients(Batch batch) {
    network.requireBatch(batch, dataType);
    Map<String, double[][]> t = forward(rows(batch.inputs()), true);
    backward(t, rows(batch.inputs()), targets(rows(batch.targets())));
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

  Layer layer(int number) {
    return network.layers().get(number - 1);
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
    if (List.of("loss", "clip.norm", "learningRate").contains(name)) {
      return Tensor.scalar(name, values[0][0]);
    }
    boolean vector = name.matches(
        "(opt\\.\\w+\\.)?d?(b|gamma|beta)\\d+(\\.after)?|bn\\d+(\\.running)?\\.(mean|var)(\\.after)?");
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
