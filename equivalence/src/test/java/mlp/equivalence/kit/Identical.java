package mlp.equivalence.kit;

import mlp.api.DataType;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.equivalence.Difference;

/** Demands the same bits. */
final class Identical {
  private Identical() {}

  static void assertIdentical(Parameters expected, Parameters actual, String what) {
    for (Tensor tensor : expected.tensors()) {
      assertIdentical(tensor, actual.get(tensor.name()), what);
    }
  }

  static void assertIdentical(Tensor expected, Tensor actual, String what) {
    Difference difference = Difference.of(expected, actual, DataType.FLOAT64);
    if (!difference.identical()) {
      throw new AssertionError(what + ": " + difference.describe("expected", "actual", 0));
    }
  }
}
