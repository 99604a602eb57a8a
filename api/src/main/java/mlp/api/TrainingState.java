package mlp.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a training step reads and changes, so that a training goes on from it as if it
 * had never been interrupted, in the same track to the bit. Random numbers need no state of their
 * own: orders and masks are functions of seed, epoch and step.
 *
 * @param steps the training steps taken
 * @param tensors in this order: the parameters (W1, b1, …); the running statistics
 *     (bn1.running.mean, …); the optimizer's state (opt.m.W1, …); with a plateau schedule
 *     {@link LearningRate#STATE}
 */
public record TrainingState(long steps, List<Tensor> tensors) {
  /** Copies the list. */
  public TrainingState {
    tensors = List.copyOf(tensors);
  }

  /** @return names and shapes of the tensors that a training of this network has, in their order */
  public static Map<String, int[]> shapes(Network network, Training training) {
    Map<String, int[]> shapes = new LinkedHashMap<>(network.parameterShapes());
    shapes.putAll(network.statisticsShapes());
    for (String state : training.optimizer().stateNames()) {
      network
          .parameterShapes()
          .forEach((name, shape) -> shapes.put("opt." + state + "." + name, shape));
    }
    if (training.schedule() instanceof Schedule.Plateau) {
      shapes.put(LearningRate.STATE, new int[] {4});
    }
    return shapes;
  }

  /** @throws InvalidInput if there is no tensor of that name */
  public Tensor get(String name) {
    return new Parameters(tensors).get(name);
  }

  /** @return the parameters alone */
  public Parameters parameters(Network network) {
    return new Parameters(
        network.parameterShapes().keySet().stream().map(this::get).toList());
  }

  /**
   * @return the parameters and the running statistics: all that the outputs of a network depend on
   */
  public Parameters model(Network network) {
    List<Tensor> model = new ArrayList<>(parameters(network).tensors());
    network.statisticsShapes().keySet().forEach(name -> model.add(get(name)));
    return new Parameters(model);
  }

  /**
   * Refuses a state that is not one of a training of this network.
   *
   * @throws InvalidInput if the steps are negative, a tensor is missing, too many or of another
   *     shape, or a value is not finite in the data type; the plateau's numbers are doubles in any
   */
  public void requireFit(Network network, Training training, DataType dataType) {
    Checks.requireAtLeast("steps", steps, 0);
    Map<String, int[]> shapes = shapes(network, training);
    new Parameters(tensors).requireFit(shapes, dataType);
    for (Tensor tensor : tensors) {
      boolean negative = Arrays.stream(tensor.values()).anyMatch(value -> value < 0);
      if (tensor.name().endsWith(".running.var") && negative) {
        throw new InvalidInput(tensor.name(), "a negative variance", "variances of at least 0");
      }
    }
  }
}
