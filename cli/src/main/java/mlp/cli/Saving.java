package mlp.cli;

import java.util.Optional;
import java.util.function.Supplier;
import mlp.formats.Checkpoint;

/**
 * Keeps a training in a file: at its end, when it is interrupted, and every so many steps.
 *
 * @param file none to keep nothing
 * @param every steps
 */
record Saving(Optional<ModelFile> file, long every) {
  /** Keeps nothing. */
  static final Saving NONE = new Saving(Optional.empty(), Long.MAX_VALUE);

  /**
   * A step is done.
   *
   * @param steps that the training has taken, this one included
   */
  void stepDone(long steps, Supplier<Checkpoint> checkpoint) {
    if (steps % every == 0) {
      file.ifPresent(to -> to.write(checkpoint.get()));
    }
  }

  /** The training is at its end. */
  void finished(Supplier<Checkpoint> checkpoint) {
    file.ifPresent(to -> to.write(checkpoint.get()));
  }

  /** @return what was saved of a training that was interrupted, and how to go on, in words */
  String interrupted(Supplier<Checkpoint> checkpoint) {
    if (file.isEmpty()) {
      return "nothing was written";
    }
    ModelFile to = file.get();
    Checkpoint kept = checkpoint.get();
    to.write(kept);
    return "saved in " + to.path() + " after step " + kept.state().steps()
        + (to.kind() == ModelFile.Kind.CHECKPOINT
            ? "; go on with: mlp train --resume " + to.path()
            : "; begin with these weights by --load " + to.path());
  }
}
