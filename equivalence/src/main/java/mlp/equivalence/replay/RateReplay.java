package mlp.equivalence.replay;

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
    rate.set(0, scheduled(), 16, training.learningRate());
    return rate.of("learningRate", "R12", "η·m(t), the schedule's rate at step t");
  }

  /** @return the rate that the step says it took, or else the schedule's */
  double rate() {
    double factor = records.value(Cause.LEARNING_RATE, 1);
    if (records.has("learningRate")) {
      return factor * records.known("learningRate").at(0);
    }
    return factor * scheduled();
  }

  private double scheduled() {
    if (training.schedule() instanceof Schedule.Constant) {
      return training.learningRate();
    }
    if (records.on(Cause.SCHEDULE_MISSING)) {
      return training.learningRate();
    }
    if (training.schedule() instanceof Schedule.Plateau) {
      // It depends on losses of steps before
      return records.has("learningRate")
          ? records.known("learningRate").at(0)
          : training.learningRate();
    }
    long step = records.step() + (long) records.value(Cause.SCHEDULE_OFF_BY_ONE, 0);
    if (records.step() > 0 && records.on(Cause.SCHEDULE_PER_EPOCH)) {
      step = 0; // as in the first epoch
    }
    return new LearningRate(training).at(Math.max(0, step));
  }

  /** @return the rate of the step before */
  double before() {
    return records
        .before()
        .map(before -> new RateReplay(before).rate())
        .orElseGet(() -> new LearningRate(training).at(Math.max(0, records.step() - 1)));
  }
}
