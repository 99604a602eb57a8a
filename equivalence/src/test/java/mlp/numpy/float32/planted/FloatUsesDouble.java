package mlp.numpy.float32.planted;

import mlp.numpy.NumpyTrack;

/** Planted: an arrow that the design forbids. */
public final class FloatUsesDouble {
  private FloatUsesDouble() {}

  /** Draws it. */
  public static Object arrow() {
    return new NumpyTrack();
  }
}
