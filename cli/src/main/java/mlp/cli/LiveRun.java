package mlp.cli;

import java.util.List;
import java.util.TreeSet;
import mlp.api.DataType;
import mlp.api.Mlp;
import mlp.api.Tensor;
import mlp.api.Track;
import mlp.equivalence.diagnosis.RecordedRun;

/** A track whose steps are recorded while they are compared. */
final class LiveRun implements RecordedRun {
  private final String name;
  private final Mlp mlp;
  private final TreeSet<Long> steps;
  private final Recording recording;

  /** @param steps to record, from 0 */
  LiveRun(
      Track track,
      Experiment experiment,
      TreeSet<Long> steps,
      Progress progress,
      Interruption interruption) {
    name = track.name();
    this.steps = steps;
    mlp = track.create(
        experiment.network(),
        experiment.training(),
        experiment.initialParameters(),
        experiment.dataType());
    recording = new Recording(mlp, experiment.data().training(), steps, progress, interruption);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DataType dataType() {
    return mlp.dataType();
  }

  @Override
  public List<Long> steps() {
    return List.copyOf(steps);
  }

  @Override
  public List<Tensor> read(long step) {
    return recording.next().records();
  }
}
