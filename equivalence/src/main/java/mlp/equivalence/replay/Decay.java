package mlp.equivalence.replay;

import mlp.api.Network;
import mlp.api.Training;

/** The coefficients of weight decay (R10), and what causes make of them. */
final class Decay {
  private final Records records;
  private final Training training;

  Decay(Records records) {
    this.records = records;
    training = records.training();
  }

  private boolean isAny() {
    return training.l2() > 0 || training.decoupledDecay() > 0;
  }

  private boolean decays(String parameter) {
    return Network.isWeight(parameter) || records.on(Cause.DECAY_ON_BIASES);
  }

  private double factor(String parameter) {
    if (!isAny() || !decays(parameter)) {
      return 0;
    }
    if (records.on(Cause.DECAY_MISSING)) {
      return 0;
    }
    return records.on(Cause.DECAY_DOUBLED) ? 2 : records.on(Cause.DECAY_HALVED) ? 0.5 : 1;
  }

  // λ of g ← g + λ·θ
  double coupled(String parameter) {
    double l2 = training.l2();
    if (l2 > 0 && Network.isWeight(parameter) && records.on(Cause.PENALTY_IN_GRADIENTS)) {
      return 0; // it is in dW already
    }
    if (l2 > 0 && records.on(Cause.DECAY_DECOUPLED)) {
      l2 = 0;
    }
    if (training.decoupledDecay() > 0 && records.on(Cause.DECAY_COUPLED)) {
      l2 += training.decoupledDecay();
    }
    return factor(parameter) * l2;
  }

  // η·λ of θ ← θ − u − η·λ·θ
  double decoupled(String parameter, double rate) {
    double decay = training.decoupledDecay();
    if (decay > 0 && records.on(Cause.DECAY_COUPLED)) {
      decay = 0;
    }
    if (training.l2() > 0 && records.on(Cause.DECAY_DECOUPLED)) {
      decay += training.l2();
    }
    double eta = decay > 0 && records.on(Cause.DECAY_WITHOUT_RATE) ? 1 : rate;
    return factor(parameter) * eta * decay;
  }

  boolean isAfterStep() {
    return training.decoupledDecay() > 0 && records.on(Cause.DECAY_AFTER_STEP);
  }
}
