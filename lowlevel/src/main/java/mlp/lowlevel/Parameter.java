package mlp.lowlevel;

import java.util.stream.Stream;
import mlp.api.DataType;
import mlp.api.Optimizer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One trained tensor with its gradient and its optimizer's state, all of the same shape, in 'f'
 * order.
 *
 * @param name W1, b1, …
 * @param values θ [in,out] or [out]
 * @param gradient ∂L/∂θ, the mean over the batch (R2)
 * @param state one tensor for each of {@link Optimizer#stateNames}
 * @param update scratch space for the change of θ
 */
record Parameter(
    String name, INDArray values, INDArray gradient, INDArray[] state, INDArray update) {

  static Parameter zeros(String name, Optimizer optimizer, DataType dataType, long... shape) {
    INDArray[] state = Stream.generate(() -> zeros(dataType, shape))
        .limit(optimizer.stateNames().size())
        .toArray(INDArray[]::new);
    return new Parameter(
        name, zeros(dataType, shape), zeros(dataType, shape), state, zeros(dataType, shape));
  }

  private static INDArray zeros(DataType dataType, long... shape) {
    return NdArrays.uninitialized(dataType, 'f', shape).assign(0);
  }
}
