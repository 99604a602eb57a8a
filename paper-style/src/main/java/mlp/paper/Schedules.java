package mlp.paper;

import java.util.List;
import mlp.api.InvalidInput;
import mlp.api.LearningRate;
import mlp.api.Schedule;
import mlp.api.Tensor;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * The schedules: rule → DL4J setting (R12). DL4J asks an {@code ISchedule} for the rate of each
 * iteration, which counts from 0. A plateau depends on losses, which no {@code ISchedule} sees:
 * {@link PaperMlp} sets the network's schedule when its rate changes.
 */
final class Schedules {
  private Schedules() {}

  /** @return null where the rate is set directly */
  static ISchedule setting(Schedule schedule, double learningRate) {
    if (schedule instanceof Schedule.Step step) {
      // η·factor^⌊t/every⌋
      return new StepSchedule(ScheduleType.ITERATION, learningRate, step.factor(), step.every());
    }
    if (schedule instanceof Schedule.Exponential exponential) {
      // η·factorᵗ
      return new ExponentialSchedule(ScheduleType.ITERATION, learningRate, exponential.factor());
    }
    if (schedule instanceof Schedule.Cosine cosine) {
      // η·(t + 1)/w, then half a cosine
      return new CosineSchedule(learningRate, cosine.warmUp(), cosine.steps(), cosine.end());
    }
    if (schedule instanceof Schedule.OneCycle cycle) {
      // half a cosine up, another down
      return new OneCycleSchedule(
          learningRate, cycle.steps(), cycle.peak(), cycle.startDivisor(), cycle.endDivisor());
    }
    return null;
  }

  /**
   * Finds what a plateau had seen when a network was saved.
   *
   * @return the tensor of a {@link mlp.api.TrainingState}; none for another schedule
   * @throws InvalidInput if the network was not trained with a plateau
   */
  static List<Tensor> plateauState(Schedule schedule, MultiLayerNetwork saved) {
    if (!(schedule instanceof Schedule.Plateau)) {
      return List.of();
    }
    IUpdater updater = ((BaseLayer) saved.getLayer(0).conf().getLayer()).getIUpdater();
    if (of(updater) instanceof PlateauSchedule plateau) {
      return List.of(Tensor.of(LearningRate.STATE, plateau.state(), 4));
    }
    throw new InvalidInput("schedule", of(updater), "a plateau, as this training has");
  }

  private static ISchedule of(IUpdater updater) {
    if (updater instanceof Sgd sgd) {
      return sgd.getLearningRateSchedule();
    }
    if (updater instanceof Nesterovs nesterovs) {
      return nesterovs.getLearningRateSchedule();
    }
    if (updater instanceof Adam adam) {
      return adam.getLearningRateSchedule();
    }
    if (updater instanceof RmsProp rmsProp) {
      return rmsProp.getLearningRateSchedule();
    }
    return updater instanceof AdaGrad adaGrad ? adaGrad.getLearningRateSchedule() : null;
  }
}
