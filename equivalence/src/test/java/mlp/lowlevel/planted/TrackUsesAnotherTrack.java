package mlp.lowlevel.planted;

import mlp.numpy.NumpyTrack;

/** Planted: an arrow that the design forbids. */
public final class TrackUsesAnotherTrack {
  private TrackUsesAnotherTrack() {}

  /** Draws it. */
  public static Object arrow() {
    return new NumpyTrack();
  }
}
