package mlp.formats;

import java.nio.file.Path;

/** Trainings at rest in .npz files that NumPy opens. */
public final class CheckpointFile {
  private CheckpointFile() {}

  /** Writes a file atomically. */
  public static void write(Path file, Checkpoint checkpoint) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Reads a file. */
  public static Checkpoint read(Path file) {
    throw new UnsupportedOperationException("not written yet");
  }
}
