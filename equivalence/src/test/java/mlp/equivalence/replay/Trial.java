package mlp.equivalence.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Tensor;
import mlp.api.Training;

/** One operation: the records that it takes, and what plain arithmetic makes of them. */
final class Trial {
  private final Draw draw;
  private final Network network;
  private final List<Tensor> tensors = new ArrayList<>();
  private Training training;
  private long step;

  Trial(Draw draw, Network network) {
    this.draw = draw;
    this.network = network;
    training = draw.training(new Optimizer.Sgd());
  }

  Trial of(Training training, long step) {
    this.training = training;
    this.step = step;
    return this;
  }

  /**
   * Adds a record.
   *
   * @return its values
   */
  double[] put(String name, double[] values, int... shape) {
    tensors.add(Tensor.of(name, values, shape));
    return values;
  }

  double[] numbers(String name, int... shape) {
    int length = 1;
    for (int size : shape) {
      length *= size;
    }
    return put(name, draw.numbers(length), shape);
  }

  /**
   * @return the largest |found − expected|/bound
   * @throws Unsound if it is above 1
   */
  double excess(String record, double... found) {
    Expected expected = expected(record);
    double excess = expected.excess(Tensor.of(record, found, found.length));
    if (excess > 1) {
      throw new Unsound(record + " of " + describe(expected, found));
    }
    return excess;
  }

  /** @return the replay; the rows are those of x, which many operations do not take */
  Expected expected(String record) {
    Optional<Tensor> x = tensors.stream().filter(t -> t.name().matches("[xy]")).findFirst();
    if (x.isEmpty()) {
      put("x", new double[draw.n], draw.n, 1);
    }
    Records records =
        Records.of(network, training, draw.plain.type, step, tensors, Optional.empty());
    return StepReplay.of(records, record).orElseThrow();
  }

  private String describe(Expected expected, double[] found) {
    StringBuilder text = new StringBuilder(draw.plain.type + " " + training.optimizer());
    for (int k = 0; k < found.length; k++) {
      double excess = Math.abs(found[k] - expected.values()[k]) / expected.bounds()[k];
      if (!(excess <= 1)) {
        text.append("\n[" + k + "] found " + found[k] + " expected " + expected.values()[k]
            + " bound " + expected.bounds()[k] + " excess " + excess);
        break;
      }
    }
    tensors.stream()
        .filter(t -> t.values().length < 100)
        .forEach(t -> text.append("\n" + t.name() + " " + Arrays.toString(t.values())));
    return text.toString();
  }

  /** A result of plain arithmetic that lies outside its bound. */
  static final class Unsound extends AssertionError {
    private static final long serialVersionUID = 1;

    Unsound(String message) {
      super(message);
    }
  }
}
