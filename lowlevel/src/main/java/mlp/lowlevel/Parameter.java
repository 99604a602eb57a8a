package mlp.lowlevel;

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
    String name, INDArray values, INDArray gradient, INDArray[] state, INDArray update) {}
