package mlp.lowlevel;

import mlp.api.DataType;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Track;
import mlp.api.Training;
import org.nd4j.linalg.api.blas.Blas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The middle level: ND4J's tensor operations, backpropagation derived by hand, as a low-level
 * PyTorch file writes it.
 */
public final class LowlevelTrack implements Track {
  @Override
  public String name() {
    return LowlevelMlp.NAME;
  }

  @Override
  public int level() {
    return 2;
  }

  @Override
  public String engine() {
    Blas.Vendor blas = Nd4j.factory().blas().getBlasVendor(); // loads the native library
    return "ND4J, BLAS: " + blas + ", threads: "
        + NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
  }

  @Override
  public Mlp create(Network network, Training training, Parameters initial, DataType dataType) {
    return new LowlevelMlp(network, training, initial, dataType);
  }
}
