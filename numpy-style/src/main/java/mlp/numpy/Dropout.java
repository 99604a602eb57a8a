package mlp.numpy;

import mlp.api.DropoutMask;

/** Inverted dropout of one layer's outputs, or, as layer 0, of the inputs (R9). */
final class Dropout {
  final DropoutMask drawn;
  final int units;
  private boolean[] kept = {};

  // What the last batch left behind   [n,units]
  double[] mask = {};
  double[] out = {};
  double[] dout = {};

  Dropout(DropoutMask drawn, int units) {
    this.drawn = drawn;
    this.units = units;
  }

  // mask = 1/(1 − p) where kept, else 0   [n,units]   (R9: a function of seed, step, layer, index)
  void draw(long step, int n) {
    reserve(n);
    drawn.draw(step, kept);
    double scale = Real.of(drawn.scale());
    for (int i = 0; i < n * units; i++) {
      mask[i] = kept[i] ? scale : 0;
    }
  }

  // out = a ⊙ mask   [n,units]   (R9)
  void forward(double[] a, int n) {
    for (int i = 0; i < n * units; i++) {
      out[i] = a[i] * mask[i];
    }
  }

  // da = dout ⊙ mask   [n,units]   (R9)
  void backward(double[] da, int n) {
    for (int i = 0; i < n * units; i++) {
      da[i] = dout[i] * mask[i];
    }
  }

  private void reserve(int n) {
    if (kept.length != n * units) {
      kept = new boolean[n * units];
      mask = new double[n * units];
      out = new double[n * units];
      dout = new double[n * units];
    }
  }
}
