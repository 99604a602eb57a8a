package mlp.paper;

import mlp.api.DataType;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Track;
import mlp.api.Training;
import org.nd4j.linalg.api.blas.Blas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The highest level: a DL4J configuration, as the paper version writes it. */
public final class PaperTrack implements Track {
  @Override
  public String name() {
    return PaperMlp.NAME;
  }

  @Override
  public int level() {
    return 3;
  }

  @Override
  public String engine() {
    Blas.Vendor blas = Nd4j.factory().blas().getBlasVendor(); // loads the native library
    return "DL4J on ND4J, BLAS: " + blas + ", threads: "
        + NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
  }

  @Override
  public Mlp create(Network network, Training training, Parameters initial, DataType dataType) {
    return new PaperMlp(network, training, initial, dataType);
  }
}
