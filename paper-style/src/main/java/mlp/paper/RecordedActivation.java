package mlp.paper;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Stands in for a hidden layer's activation function while a {@link StepRecorder} records, and
 * copies what it was told to of what passes.
 */
final class RecordedActivation extends BaseActivationFunction {
  private static final long serialVersionUID = 1L;

  private final transient IActivation original;
  private final transient StepRecorder recorder;
  private String input;
  private String inputGradient;
  private String output;
  private String outputGradient;
  private String normalization;
  private double epsilon;

  RecordedActivation(IActivation original, StepRecorder recorder) {
    this.original = original;
    this.recorder = recorder;
  }

  /** What goes in, and its gradient, under these names. */
  void recordInput(String input, String inputGradient) {
    this.input = input;
    this.inputGradient = inputGradient;
  }

  /** What comes out, and its gradient, under these names. */
  void recordOutput(String output, String outputGradient) {
    this.output = output;
    this.outputGradient = outputGradient;
  }

  /** The statistics of what comes out, which is normalized next: bn1.mean, bn1.var, bn1.xhat. */
  void recordStatistics(String normalization, double epsilon) {
    this.normalization = normalization;
    this.epsilon = epsilon;
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    if (input != null) {
      recorder.record(input, in);
    }
    INDArray out = original.getActivation(in, training); // in the place of its argument
    if (output != null) {
      recorder.record(output, out);
    }
    if (normalization != null) {
      recordStatistics(out);
    }
    return out;
  }

  private void recordStatistics(INDArray z) {
    INDArray mean = z.mean(0);
    INDArray var = z.var(false, 0);
    recorder.record(normalization + ".mean", mean);
    recorder.record(normalization + ".var", var);
    INDArray deviation = Transforms.sqrt(var.add(epsilon), false);
    recorder.record(normalization + ".xhat", z.subRowVector(mean).diviRowVector(deviation));
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray gradient) {
    if (outputGradient != null) {
      recorder.record(outputGradient, gradient);
    }
    Pair<INDArray, INDArray> gradients = original.backprop(in, gradient);
    if (inputGradient != null) {
      recorder.record(inputGradient, gradients.getFirst());
    }
    return gradients;
  }
}
