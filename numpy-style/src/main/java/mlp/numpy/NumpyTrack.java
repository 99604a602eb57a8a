package mlp.numpy;

import mlp.api.DataType;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Track;
import mlp.api.Training;

/** The lowest level: plain Java arrays, every loop in sight, as a NumPy tutorial writes it. */
public final class NumpyTrack implements Track {
  @Override
  public String name() {
    return NumpyMlp.NAME;
  }

  @Override
  public int level() {
    return 1;
  }

  @Override
  public String engine() {
    String kernel = MatrixProduct.HAS_VECTORS
        ? "jdk.incubator.vector, " + VectorProduct.BITS + " bits"
        : "plain loops; --add-modules jdk.incubator.vector gives it vectors";
    return kernel + ", threads: " + Workers.count();
  }

  @Override
  public Mlp create(Network network, Training training, Parameters initial, DataType dataType) {
    return switch (dataType) {
      case FLOAT32 -> new mlp.numpy.float32.NumpyMlp(network, training, initial);
      case FLOAT64 -> new NumpyMlp(network, training, initial);
    };
  }
}
