package mlp.formats.planted;

import mlp.numpy.NumpyTrack;

/** Planted: an arrow that the design forbids. */
public final class FormatsUseATrack {
  private FormatsUseATrack() {}

  /** Draws it. */
  public static Object arrow() {
    return new NumpyTrack();
  }
}
