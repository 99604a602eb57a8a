package mlp.equivalence.replay;

import mlp.api.DataType;
import mlp.api.LearningRate;
import mlp.api.Schedule;
import mlp.api.Training;

/** The learning rate of the step (R12). */
final class RateReplay {
  private final Records records;
  private final Training training;

  RateReplay(Records records) {
    this.records = records;
    training = records.training();
  }

  Expected replay() {
    Grid rate = new Grid(1, records.dataType());
    double factor = records.value(Cause.LEARNING_RATE, 1);
    double value = factor * scheduled();
    rate.set(0, value, 16, factor * training.learningRate());
    // PyTorch multiplies by the factor in every step anew, in double precision: t roundings.
    rate.widen(0, records.step() * DataType.FLOAT64.unitRoundoff() * value);
    return rate.of("learningRate", "R12", "η·m(t), the schedule's rate at step t");
  }

  /** @return the rate that the step says it took, or else the schedule's */
  double rate() {
    double factor = records.value(Cause.LEARNING_RATE, 1);
    double scheduled = scheduled(); // asked in any case: the step may say one rate and take another
    boolean isOther = isScheduled()
        && (records.on(Cause.SCHEDULE_MISSING)
            || records.on(Cause.SCHEDULE_OFF_BY_ONE)
            || records.on(Cause.SCHEDULE_PER_EPOCH));
    return factor
        * (records.has("learningRate") && !isOther
            ? records.known("learningRate").at(0)
            : scheduled);
  }

  private boolean isScheduled() {
    return !(training.schedule() instanceof Schedule.Constant);
  }

  private double scheduled() {
    if (!isScheduled() || records.on(Cause.SCHEDULE_MISSING)) {
      return training.learningRate();
    }
    if (training.schedule() instanceof Schedule.Plateau plateau) {
      return ofPlateau(plateau);
    }
    double step = records.step() + records.value(Cause.SCHEDULE_OFF_BY_ONE, 0);
    if (records.step() > 0 && records.on(Cause.SCHEDULE_PER_EPOCH)) {
      step = Math.min(step, records.value(Cause.SCHEDULE_PER_EPOCH, 0));
    }
    return new LearningRate(training).at((long) Math.max(0, step));
  }

  // It depends on losses of steps before: either the rate before or the factor times that
  private double ofPlateau(Schedule.Plateau plateau) {
    if (records.step() == 0) {
      return training.learningRate();
    }
    double before = records
        .before()
        .filter(step -> step.has("learningRate"))
        .map(step -> step.known("learningRate").at(0))
        .orElse(Double.NaN);
    if (!records.has("learningRate")) {
      return Double.isNaN(before) ? training.learningRate() : before;
    }
    double own = records.known("learningRate").at(0);
    if (Double.isNaN(before)) {
      return own;
    }
    double reduced = before * plateau.factor();
    return Math.abs(own - reduced) < Math.abs(own - before) ? reduced : before;
  }

  /** @return the rate of the step before */
  double before() {
    return records
        .before()
        .map(before -> new RateReplay(before).rate())
        .orElseGet(() -> new LearningRate(training).at(Math.max(0, records.step() - 1)));
  }
}
