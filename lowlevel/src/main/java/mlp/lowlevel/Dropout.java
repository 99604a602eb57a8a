package mlp.lowlevel;

import mlp.api.DataType;
import mlp.api.DropoutMask;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Inverted dropout of one layer's outputs, or, as layer 0, of the inputs (R9). */
final class Dropout {
  final DropoutMask drawn;

  // What the last batch left behind   [n,units]
  INDArray mask;
  INDArray out;
  INDArray dout;

  private boolean[] kept = {};
  private INDArray rowMajor; // the mask as it is drawn, row by row

  Dropout(DropoutMask drawn, int units, DataType dataType) {
    this.drawn = drawn;
    mask = NdArrays.uninitialized(dataType, 'f', 1, units);
    out = NdArrays.uninitialized(dataType, 'f', 1, units);
    dout = NdArrays.uninitialized(dataType, 'f', 1, units);
    rowMajor = NdArrays.uninitialized(dataType, 'c', 1, units);
  }

  // mask = 1/(1 − p) where kept, else 0   [n,units]   (R9: a function of seed, step, layer, index)
  void draw(long step, long n) {
    reserve(n);
    drawn.draw(step, kept);
    NdArrays.fill(rowMajor, kept, drawn.scale());
    mask.assign(rowMajor);
  }

  // out = a ⊙ mask   [n,units]   (R9)
  void forward(INDArray a) {
    a.mul(mask, out);
  }

  // da = dout ⊙ mask   [n,units]   (R9)
  void backward(INDArray da) {
    dout.mul(mask, da);
  }

  private void reserve(long n) {
    mask = NdArrays.resized(mask, n);
    out = NdArrays.resized(out, n);
    dout = NdArrays.resized(dout, n);
    rowMajor = NdArrays.resized(rowMajor, n);
    if (kept.length != mask.length()) {
      kept = new boolean[(int) mask.length()];
    }
  }
}
