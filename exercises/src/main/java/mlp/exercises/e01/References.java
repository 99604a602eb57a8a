package mlp.exercises.e01;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Philox;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;

/** What numpy-style computes, and from what. */
final class References {
  private References() {}

  /** A step each of three networks that drop outputs of their first layer. */
  static List<Trace> traces() {
    List<Trace> traces = new ArrayList<>();
    double[] p = {0.5, 0.2, 0.75};
    for (int i = 0; i < p.length; i++) {
      Network network = Network.withInputs(3 + i)
          .layer(new Layer(6 - i, Activation.TANH, new Normalization.None(), p[i]))
          .layer(3, Activation.SOFTMAX)
          .initializer(Initializer.Scaled.XAVIER)
          .loss(Loss.SOFTMAX_CROSS_ENTROPY);
      Training training = new Training(new Optimizer.Sgd(), 0.1, 8, 1, 11 + i);
      traces.add(Reference.step(network, training, 5 + i));
    }
    return traces;
  }

  /** The uniform numbers from which numpy-style drew the mask of the first layer (R9). */
  static double[][] uniforms(Trace trace) {
    Philox random = new Philox(trace.training().seed(), Philox.Purpose.DROPOUT, 1, trace.step());
    double[][] mask = Reference.matrix(trace, "drop1.mask");
    return Numbers.fill(mask.length, mask[0].length, random::nextUniform);
  }
}
