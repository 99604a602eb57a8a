package mlp.cli;

import mlp.api.Mlp;
import mlp.api.TrainingLoop;

/** Writes a training to a file: every so many steps, and when it is interrupted. */
final class CheckpointKeeper implements Keeper {
  private final ModelFile file;
  private final String track;
  private final Experiment experiment;
  private final long every;

  /** @param every so many steps; 0 for never */
  CheckpointKeeper(ModelFile file, String track, Experiment experiment, long every) {
    this.file = file;
    this.track = track;
    this.experiment = experiment;
    this.every = every;
  }

  @Override
  public void onStep(Mlp mlp, TrainingLoop loop) {
    if (every > 0 && mlp.steps() % every == 0) {
      file.write(track, experiment, mlp, loop);
    }
  }

  @Override
  public String onInterruption(Mlp mlp, TrainingLoop loop) {
    if (!file.isCheckpoint()) {
      return "nothing was written: only a checkpoint, --save FILE.npz, holds what is half done";
    }
    file.write(track, experiment, mlp, loop);
    return "saved in " + file.file() + " after step " + mlp.steps()
        + "; go on with: mlp train --resume " + file.file();
  }
}
