package mlp.lowlevel;

import java.util.Arrays;
import java.util.stream.Stream;
import mlp.api.DataType;
import mlp.api.Network;
import mlp.api.Optimizer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * All parameters of a network one after another, as DL4J keeps them, too: what is done to each
 * element alone is done to all in one call, and every call costs microseconds whatever its size.
 */
final class ParameterVector {
  final Parameter whole;
  private long taken;

  ParameterVector(Network network, Optimizer optimizer, DataType dataType) {
    long length = network.parameterCount();
    INDArray[] state = Stream.generate(() -> zeros(dataType, length))
        .limit(optimizer.stateNames().size())
        .toArray(INDArray[]::new);
    whole = new Parameter(
        "all", zeros(dataType, length), zeros(dataType, length), state, zeros(dataType, length));
  }

  private static INDArray zeros(DataType dataType, long length) {
    return NdArrays.uninitialized(dataType, 'f', length).assign(0);
  }

  /** @return the next part of the vectors, in the shape of a tensor */
  Parameter next(String name, long... shape) {
    long from = taken;
    taken += Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return new Parameter(
        name,
        part(whole.values(), from, shape),
        part(whole.gradient(), from, shape),
        Arrays.stream(whole.state()).map(s -> part(s, from, shape)).toArray(INDArray[]::new),
        part(whole.update(), from, shape));
  }

  private INDArray part(INDArray vector, long from, long[] shape) {
    return vector.get(NDArrayIndex.interval(from, taken)).reshape('f', shape);
  }
}
