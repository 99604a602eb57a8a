package mlp.equivalence.inject;

import mlp.api.Activation;
import mlp.api.Clipping;
import mlp.api.DataType;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Training;
import mlp.equivalence.naive.Quantities;

/**
 * The step in which a fault may be planted: what it is part of, and which of its records are where.
 *
 * @param rows of its batch
 * @param step from 0
 */
public record Setup(Network network, Training training, DataType dataType, int rows, long step) {

  static Setup of(Quantities q, double[][] right) {
    int rows = q.name().equals("x") ? right.length : q.get("x").length;
    return new Setup(q.network(), q.training(), q.dataType(), rows, q.step());
  }

  int layers() {
    return network.layers().size();
  }

  /** Whether there is a hidden layer of that number. */
  boolean hasHidden(int l) {
    return l >= 1 && l < layers();
  }

  Layer layer(int l) {
    return network.layers().get(l - 1);
  }

  Activation activation(int l) {
    return layer(l).activation();
  }

  boolean hasBias(int l) {
    return l <= layers() && !layer(l).hasBatchNormalization();
  }

  boolean isDropped(int l) {
    return l == 0 ? network.inputDropout() > 0 : l <= layers() && layer(l).dropout() > 0;
  }

  /** The first hidden layer with dropout; 0 if there is none. */
  int droppedLayer() {
    for (int l = 1; l < layers(); l++) {
      if (isDropped(l)) {
        return l;
      }
    }
    return 0;
  }

  /** The first layer with batch normalization; 0 if there is none. */
  int normalizedLayer() {
    for (int l = 1; l < layers(); l++) {
      if (layer(l).hasBatchNormalization()) {
        return l;
      }
    }
    return 0;
  }

  Normalization.Batch normalization(int l) {
    return (Normalization.Batch) layer(l).normalization();
  }

  /** The first layer behind another whose W is square; 0 if there is none. */
  int squareLayer() {
    for (int l = 2; l <= layers(); l++) {
      if (network.fanIn(l) == layer(l).units()) {
        return l;
      }
    }
    return 0;
  }

  /** What layer l is given: x, a1 or what dropout left of them. */
  String input(int l) {
    return isDropped(l - 1) ? "drop" + (l - 1) + ".out" : undropped(l);
  }

  /** What layer l would be given without dropout. */
  String undropped(int l) {
    return l == 1 ? "x" : "a" + (l - 1);
  }

  /** What σ of layer l is taken of. */
  String preActivation(int l) {
    return layer(l).hasBatchNormalization() ? "bn" + l + ".out" : "z" + l;
  }

  /** The gradient that layer l is given from the one above. */
  String fromAbove(int l) {
    return isDropped(l) ? "ddrop" + l + ".out" : "da" + l;
  }

  /** The gradient behind σ′ of layer l. */
  String behindActivation(int l) {
    return layer(l).hasBatchNormalization() ? "dbn" + l + ".out" : "dz" + l;
  }

  boolean has(Loss loss) {
    return network.loss() == loss;
  }

  /** Where the gradient of the loss is recorded. */
  String lossGradient() {
    return (has(Loss.SQUARED_ERROR) ? "da" : "dz") + layers();
  }

  /** The targets of the loss. */
  String targets() {
    return training.labelSmoothing() > 0 ? "y.smoothed" : "y";
  }

  int outputs() {
    return network.outputs();
  }

  /** By how many terms the loss is a mean. */
  double count() {
    return has(Loss.SOFTMAX_CROSS_ENTROPY) ? rows : (double) rows * outputs();
  }

  boolean uses(Class<? extends Optimizer> optimizer) {
    return optimizer.isInstance(training.optimizer());
  }

  boolean keepsState() {
    return !training.optimizer().stateNames().isEmpty();
  }

  boolean keeps(String state) {
    return training.optimizer().stateNames().contains(state);
  }

  /** μ of momentum or Nesterov. */
  double momentum() {
    return training.optimizer() instanceof Optimizer.Momentum momentum
        ? momentum.momentum()
        : ((Optimizer.Nesterov) training.optimizer()).momentum();
  }

  /** The settings of Adam, or of what AdamW has in common with it. */
  Optimizer.Adam adam() {
    return training.optimizer() instanceof Optimizer.Adamw adamw
        ? adamw.adam()
        : (Optimizer.Adam) training.optimizer();
  }

  /** The first record of the update that the gradient of a parameter reaches. */
  String firstOf(String parameter) {
    return keepsState()
        ? "opt." + training.optimizer().stateNames().get(0) + "." + parameter
        : parameter + ".after";
  }

  /** The first record of the update that the learning rate reaches. */
  String firstOfRate() {
    return keeps("velocity") ? "opt.velocity.W1" : "W1.after";
  }

  /** The first parameter that is not decayed. */
  String firstUndecayed() {
    return hasBias(1) ? "b1" : "gamma1";
  }

  boolean hasSchedule() {
    return !(training.schedule() instanceof Schedule.Constant);
  }

  /** Whether the rate is a function of the step. */
  boolean hasTimedSchedule() {
    return hasSchedule() && !(training.schedule() instanceof Schedule.Plateau);
  }

  boolean clipsByNorm() {
    return training.clipping() instanceof Clipping.GlobalNorm;
  }

  boolean clipsByValue() {
    return training.clipping() instanceof Clipping.Value;
  }

  /** The maximum of the clipping by norm or value. */
  double clippingMax() {
    return training.clipping() instanceof Clipping.GlobalNorm norm
        ? norm.max()
        : ((Clipping.Value) training.clipping()).max();
  }
}
