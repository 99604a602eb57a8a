package mlp.api;

import java.util.List;
import java.util.Optional;

/**
 * Every tensor of one training step, in the order in which it is computed: x, y, the parameters
 * before (W1, b1, …), z1, a1, …, loss, then backwards da (at the output only for the squared error:
 * the cross-entropies give dz from the logits), dz, dW, db of each layer from the last to the
 * first, the optimizer's state after the step (opt.velocity.W1, or opt.m.W1 and opt.v.W1), and the
 * parameters after (W1.after, b1.after, …).
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
