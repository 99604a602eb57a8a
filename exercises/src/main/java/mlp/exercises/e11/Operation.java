package mlp.exercises.e11;

import java.util.List;
import java.util.function.Function;
import mlp.exercises.grading.Explanation;
import mlp.exercises.tasks.Nd4jLayerTask;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A method of the task, and what its result shall be.
 *
 * @param name of the method
 * @param result the name of what it returns: dW
 * @param arguments their names: x, W, b or others, which are [n, out]
 * @param byHand the arguments of an example that can be followed by hand; square, so that a wrong
 *     product is possible, too, and told by its numbers
 * @param call of the method
 * @param explanation of a wrong result, from the arguments
 */
record Operation(
    String name,
    String result,
    List<String> arguments,
    List<double[][]> byHand,
    Call call,
    Function<List<double[][]>, Explanation> explanation) {

  /** Calls a method of the learner's. */
  @FunctionalInterface
  interface Call {
    INDArray of(Nd4jLayerTask layer, List<INDArray> arguments);
  }
}
