package mlp.paper.traps;

import java.util.List;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** What the updaters and their schedules do. */
final class UpdaterTraps {
  private UpdaterTraps() {}

  static List<Trap> all() {
    return List.of(
        Trap.named(
                "adam-epsilon",
                "Adam is meant to be the paper's algorithm 1, and PyTorch's; DL4J adds ε before it"
                    + " corrects the bias of v")
            .cause("epsilon-hat")
            .first("W1.after")
            .meant(
                Meant.classifier(mlp.api.Activation.TANH),
                Meant.training(Optimizer.Adam.standard(), 0.001))
            .written(() -> classifier(new Adam(0.001)))
            .build(),
        Trap.named(
                "nesterovs",
                "Nesterovs is meant to be momentum, as SGD(momentum=0.9) is; DL4J looks ahead")
            .cause("nesterov-for-momentum")
            .first("W1.after")
            .meant(
                Meant.classifier(mlp.api.Activation.TANH),
                Meant.training(new Optimizer.Momentum(0.9), 0.1))
            .written(() -> classifier(new Nesterovs(0.1, 0.9)))
            .build(),
        Trap.named(
                "rmsprop-state", "RmsProp's mean square is meant to begin at 0; DL4J's begins at ε")
            .cause("state-initial")
            .first("opt.meanSquare.W1")
            .meant(
                Meant.classifier(mlp.api.Activation.TANH),
                Meant.training(new Optimizer.Rmsprop(0.95, 1e-8), 0.01))
            .written(() -> classifier(new RmsProp(0.01)))
            .build(),
        Trap.named(
                "adagrad-state",
                "AdaGrad's sum of squares is meant to begin at 0; DL4J's begins at 1e-6")
            .cause("state-initial")
            .first("opt.squareSum.W1")
            .meant(
                Meant.classifier(mlp.api.Activation.TANH),
                Meant.training(new Optimizer.Adagrad(1e-6), 0.1))
            .written(() -> classifier(new AdaGrad(0.1)))
            .build(),
        Trap.named(
                "epoch-schedule",
                "a schedule by EPOCH is meant to halve the rate after each epoch of two batches;"
                    + " DL4J counts no epochs when fit is called batch by batch")
            .cause("schedule-missing")
            .first("learningRate")
            .step(2)
            .meant(
                Meant.classifier(mlp.api.Activation.TANH),
                Meant.training(Meant.SGD, 0.1).toBuilder()
                    .schedule(new Schedule.Step(2, 0.5))
                    .build())
            .written(() -> classifier(new Sgd(new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 1))))
            .build());
  }

  private static MultiLayerConfiguration classifier(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .updater(updater)
        .list()
        .layer(
            new DenseLayer.Builder().nIn(4).nOut(5).activation(Activation.TANH).build())
        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(5)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build())
        .build();
  }
}
