package mlp.equivalence.diagnosis;

import java.util.List;
import mlp.api.DataType;
import mlp.api.Tensor;

/** The recorded steps of one implementation, read one at a time. */
public interface RecordedRun {

  /** Who computed: a track, or a file's name. */
  String name();

  /** In which it computed. */
  DataType dataType();

  /** @return the steps, ascending, from 0 */
  List<Long> steps();

  /**
   * @param step one of {@link #steps}; each is asked for at most once, in their order
   * @return its tensors under the names of {@link mlp.api.Trace}; any of them may be missing
   */
  List<Tensor> read(long step);

  /**
   * Asked after a step was read.
   *
   * @return whether the next step begins with what that one has left, and so tells of it
   */
  default boolean goesOn() {
    return true;
  }
}
