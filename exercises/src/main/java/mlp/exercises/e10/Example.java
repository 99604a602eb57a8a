package mlp.exercises.e10;

import java.util.List;
import mlp.api.Activation;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.exercises.grading.Reference;
import mlp.exercises.tasks.BackpropagationTask.Hidden;
import mlp.exercises.tasks.BackpropagationTask.Parameters;
import mlp.numpy.NumpyMlp;

/** The step of the page: two rows, 2 inputs, 3 and 2 units with ReLU, 3 classes, η = ¼. */
final class Example {
  static final String GIVEN = "the step of the page";
  static final Hidden HIDDEN = Hidden.RELU;
  static final double RATE = 0.25;
  static final double[][] X = {{1, 2}, {-1, 1}};
  static final double[][] Y = {{1, 0, 0}, {0, 1, 0}};
  static final Parameters PARAMETERS = new Parameters(
      new double[][] {{1, -1, 0}, {0, 1, 1}},
      new double[] {0, 0, -1},
      new double[][] {{2, -1}, {-1, 2}, {-1, 1}},
      new double[] {1, -2},
      new double[][] {{2, -2, 2}, {1, -1, 1}},
      new double[] {Math.log(2) - 1, 3, -1});

  /** Every record, worked out by hand. */
  static final List<Tensor> RECORDS = List.of(
      Step.tensor("x", X),
      Step.tensor("y", Y),
      Step.tensor("z1", new double[][] {{1, 1, 1}, {-1, 2, 0}}),
      Step.tensor("a1", new double[][] {{1, 1, 1}, {0, 2, 0}}),
      Step.tensor("z2", new double[][] {{1, 0}, {-1, 2}}),
      Step.tensor("a2", new double[][] {{1, 0}, {0, 2}}),
      Step.tensor("z3", new double[][] {{1 + Math.log(2), 1, 1}, {1 + Math.log(2), 1, 1}}),
      Step.tensor("a3", new double[][] {{0.5, 0.25, 0.25}, {0.5, 0.25, 0.25}}),
      Tensor.scalar("loss", 1.5 * Math.log(2)),
      Step.tensor("dz3", new double[][] {{-0.25, 0.125, 0.125}, {0.25, -0.375, 0.125}}),
      Step.tensor("dW3", new double[][] {{-0.25, 0.125, 0.125}, {0.5, -0.75, 0.25}}),
      Step.tensor("db3", new double[] {0, -0.25, 0.25}),
      Step.tensor("da2", new double[][] {{-0.5, -0.25}, {1.5, 0.75}}),
      Step.tensor("dz2", new double[][] {{-0.5, 0}, {0, 0.75}}),
      Step.tensor("dW2", new double[][] {{-0.5, 0}, {-0.5, 1.5}, {-0.5, 0}}),
      Step.tensor("db2", new double[] {-0.5, 0.75}),
      Step.tensor("da1", new double[][] {{-1, 0.5, 0.5}, {-0.75, 1.5, 0.75}}),
      Step.tensor("dz1", new double[][] {{-1, 0.5, 0.5}, {0, 1.5, 0}}),
      Step.tensor("dW1", new double[][] {{-1, -1, 0.5}, {-2, 2.5, 1}}),
      Step.tensor("db1", new double[] {-1, 2, 0.5}),
      Step.tensor("W1.after", new double[][] {{1.25, -0.75, -0.125}, {0.5, 0.375, 0.75}}),
      Step.tensor("b1.after", new double[] {0.25, -0.5, -1.125}),
      Step.tensor("W2.after", new double[][] {{2.125, -1}, {-0.875, 1.625}, {-0.875, 1}}),
      Step.tensor("b2.after", new double[] {1.125, -2.1875}),
      Step.tensor(
          "W3.after", new double[][] {{2.0625, -2.03125, 1.96875}, {0.875, -0.8125, 0.9375}}),
      Step.tensor("b3.after", new double[] {Math.log(2) - 1, 3.0625, -1.0625}));

  private Example() {}

  /** The same step as numpy-style takes it: what a diagnosis compares with. */
  static Trace trace() {
    Network network = Network.withInputs(2)
        .layer(3, Activation.RELU)
        .layer(2, Activation.RELU)
        .layer(3, Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
    Training training = new Training(new Optimizer.Sgd(), RATE, 2, 1, 0);
    List<Tensor> initial = Step.parameters("", PARAMETERS);
    return new NumpyMlp(network, training, new mlp.api.Parameters(initial))
        .trace(Reference.batch(X, Y));
  }
}
