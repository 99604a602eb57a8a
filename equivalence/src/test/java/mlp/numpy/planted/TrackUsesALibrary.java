package mlp.numpy.planted;

import org.slf4j.LoggerFactory;

/** Planted: an arrow that the design forbids. */
public final class TrackUsesALibrary {
  private TrackUsesALibrary() {}

  /** Draws it. */
  public static Object arrow() {
    return LoggerFactory.getLogger("planted");
  }
}
