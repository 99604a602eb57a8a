package mlp.api;

import java.util.List;
import java.util.Optional;

/**
 * Every tensor of one training step, in the order in which it is computed. What a network or a
 * training does not have is left out.
 *
 * <ul>
 *   <li>x, y, the parameters before (W1, b1, … or W1, gamma1, beta1, …), the running statistics
 *       before (bn1.running.mean, bn1.running.var, …)
 *   <li>forward: drop0.mask, drop0.out (dropout on the inputs), then for each layer z1, bn1.mean,
 *       bn1.var (biased), bn1.xhat, bn1.out, a1, drop1.mask (0 or 1/(1 − p)), drop1.out
 *   <li>y.smoothed (with label smoothing), loss
 *   <li>backward, from the last layer to the first: ddrop1.out, da1 (at the output only for the
 *       squared error: the cross-entropies give dz from the logits), dbn1.out, dgamma1, dbeta1,
 *       dz1, dW1, db1. These gradients are means over the batch, as they are before clipping.
 *   <li>update: clip.norm (the norm of all gradients, with clipping by global norm), learningRate
 *       (unless the schedule is constant), the optimizer's state after the step (opt.velocity.W1, …
 *       or opt.m.W1, …, opt.v.W1, …), the parameters after (W1.after, …), the running statistics
 *       after (bn1.running.mean.after, …)
 * </ul>
 *
 * @param producer what computed the step: a track's name
 * @param dataType in which it was computed
 * @param network the network
 * @param training its training
 * @param step 0 for the first step after the parameters were loaded
 * @param records the tensors
 */
public record Trace(
    String producer,
    DataType dataType,
    Network network,
    Training training,
    long step,
    List<Tensor> records) {
  /** Copies the list. */
  public Trace {
    records = List.copyOf(records);
  }

  /** @return the record of that name, if there is one */
  public Optional<Tensor> find(String name) {
    return find(records, name);
  }

  static Optional<Tensor> find(List<Tensor> tensors, String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }
}
