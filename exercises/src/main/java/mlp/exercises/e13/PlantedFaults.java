package mlp.exercises.e13;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Training;
import mlp.equivalence.inject.Scenario;

/** The traces a to g, from the plainest to those that tell least. */
final class PlantedFaults {
  private static final int BATCH = 8;
  private static final Predicate<String> ALL = name -> true;
  private static final String GIVEN = "x|y|[Wb]\\d|loss";
  private static final Predicate<String> GRADIENTS = name -> name.matches(GIVEN + "|d[Wb]\\d");
  private static final Predicate<String> PARAMETERS =
      name -> name.matches(GIVEN + "|[Wb]\\d\\.after");

  private PlantedFaults() {}

  static List<PlantedFault> all() {
    return List.of(a(), b(), c(), d(), e(), f(), g());
  }

  private static PlantedFault a() {
    return new PlantedFault(
        "a",
        scenario(network(0), training(new Optimizer.Sgd(), 0.1, 21), 1),
        "sum-over-batch-in-gradient",
        ALL,
        List.of("dz2 = p − y", "dz2 = (p − y)/n", "dz2 = (p − y)/(n·k)", "dW2 = a1ᵀ·dz2/n"),
        'B',
        Map.of(
            'A', "That is what was computed here: compare the first row of dz2 with p − y.",
            'C',
                "It divides once too often: dz2 of numpy-style times the rows is p − y, with no k"
                    + " in it. The softmax cross-entropy adds over the outputs (R4).",
            'D',
                "It repairs one of the records that inherit the fault, and leaves db2 and"
                    + " everything of layer 1 wrong. Repair the record that you named."));
  }

  private static PlantedFault b() {
    return new PlantedFault(
        "b",
        scenario(network(0.25), training(new Optimizer.Sgd(), 0.1, 22), 1),
        "keep-and-drop-swapped",
        ALL,
        List.of(
            "mask = 1/p where u < p, else 0",
            "mask = 1 where u ≥ p, else 0",
            "mask = 1/(1 − p) where u ≥ p, else 0",
            "drop1.out = (1 − p)·a1"),
        'C',
        Map.of(
            'A', "That is what was computed here: look which numbers the file's mask holds.",
            'B',
                "Then the mean of the mask would be 1 − p, and evaluation would have to make up"
                    + " for it: here it does nothing (R9).",
            'D',
                "That is no mask but its mean, and it is used in evaluation by those who do not"
                    + " scale in training."));
  }

  private static PlantedFault c() {
    Training training =
        training(new Optimizer.Momentum(0.9), 0.1, 23).toBuilder().l2(0.05).build();
    return new PlantedFault(
        "c",
        scenario(network(0), training, 1),
        "decay-decoupled",
        ALL,
        List.of(
            "v ← μ·v − η·g, then W ← W + v − η·λ·W",
            "g ← g + 2λ·W, then v ← μ·v − η·g and W ← W + v",
            "L ← L + ½λ·ΣW², then as without L2",
            "g ← g + λ·W, then v ← μ·v − η·g and W ← W + v"),
        'D',
        Map.of(
            'A', "That is what was computed here: the velocity knows nothing of λ in it.",
            'B',
                "It is the gradient of λ·ΣW². Here the penalty is meant that has ½ in front: take"
                    + " numpy-style's velocity and compute what was added to dW1.",
            'C',
                "A loss that is only told changes no weight: it is the gradient that must"
                    + " change (R10, step 3)."));
  }

  private static PlantedFault d() {
    return new PlantedFault(
        "d",
        scenario(network(0), training(new Optimizer.Sgd(), 0.1, 24), 1),
        "bias-gradient-without-first-row",
        GRADIENTS,
        List.of(
            "db2[j] = Σᵢ dz2[i, j], over the rows i = 0 … n − 1",
            "db2[j] = Σᵢ dz2[i, j]/n, over the rows i = 0 … n − 1",
            "db2[j] = Σᵢ dz2[i, j], over the rows i = 1 … n − 1",
            "db2[i] = Σⱼ dz2[i, j], over the outputs j"),
        'A',
        Map.of(
            'B', "It divides by n twice: dz2 = (p − y)/n has done so already (R2).",
            'C', "That is what was computed here: rows are counted from 0.",
            'D', "That has the shape [n], and b2 has the shape [k]."));
  }

  private static PlantedFault e() {
    Training training =
        training(new Optimizer.Sgd(), 0.1, 25).toBuilder().l2(0.05).build();
    return new PlantedFault(
        "e",
        scenario(network(0), training, 1),
        "l1-for-l2",
        name -> GRADIENTS.test(name) || PARAMETERS.test(name),
        List.of(
            "W ← W − η·(dW + λ·sign(W))",
            "W ← W − η·dW − λ·W",
            "W ← W − η·(dW + λ·W), and the same for b",
            "W ← W − η·(dW + λ·W), and b ← b − η·db"),
        'D',
        Map.of(
            'A', "That is what was computed here: λ·sign(W) is the gradient of λ·Σ|W|.",
            'B',
                "Then the decay would not be multiplied by η: with a smaller rate it would be the"
                    + " stronger of the two.",
            'C', "Biases are not decayed (R10), and in the file they are right as they are."));
  }

  private static PlantedFault f() {
    return new PlantedFault(
        "f",
        scenario(network(0), training(new Optimizer.Sgd(), 0.1, 26), 3),
        "full-batch-size-in-gradient",
        PARAMETERS,
        List.of(
            "dz2 = (p − y)/8, whatever the batch",
            "dz2 = (p − y)/(rows of all batches)",
            "η = 0.1 in step 2, too",
            "dz2 = (p − y)/(rows of this batch)"),
        'D',
        Map.of(
            'A',
                "That is what was computed here: it is right for the batches of 8 rows, and for"
                    + " no other.",
            'B', "The mean is over the rows of a batch (R2), not over those of an epoch.",
            'C',
                "The rate was 0.1 in step 2, too. The step is shorter because the gradient is:"
                    + " what is different about this batch?"));
  }

  private static PlantedFault g() {
    return new PlantedFault(
        "g",
        scenario(network(0), training(new Optimizer.Sgd(), 0.1, 27), 3),
        "delayed-gradient",
        PARAMETERS,
        List.of(
            "v ← μ·v − η·dW, then W ← W + v",
            "W ← W − η·dW, with dW of this step's batch",
            "W ← W − η·(dW + dW of the step before)",
            "W ← W − η·(dW of the step before)"),
        'B',
        Map.of(
            'A',
                "That is momentum, and the training is plain SGD: a velocity is not what is"
                    + " missing.",
            'C', "That would be gradients that are never set back to 0. Half of it belongs there.",
            'D', "That is what was computed here: compare how far W1 moves in two steps."));
  }

  private static Network network(double dropout) {
    return Network.withInputs(4)
        .layer(new Layer(5, Activation.TANH, new Normalization.None(), dropout))
        .layer(3, Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  private static Training training(Optimizer optimizer, double rate, long seed) {
    return new Training(optimizer, rate, BATCH, 1, seed);
  }

  private static Scenario scenario(Network network, Training training, int steps) {
    return new Scenario("exercise 13", network, training, DataType.FLOAT64, steps);
  }
}
