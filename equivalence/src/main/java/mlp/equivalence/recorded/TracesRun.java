package mlp.equivalence.recorded;

import java.util.List;
import java.util.NoSuchElementException;
import mlp.api.DataType;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.equivalence.diagnosis.RecordedRun;

/**
 * Steps that are in memory.
 *
 * @param traces of one run, ascending, at least one
 */
public record TracesRun(List<Trace> traces) implements RecordedRun {
  /** Copies the list. */
  public TracesRun {
    traces = List.copyOf(traces);
  }

  @Override
  public String name() {
    return traces.get(0).producer();
  }

  @Override
  public DataType dataType() {
    return traces.get(0).dataType();
  }

  @Override
  public List<Long> steps() {
    return traces.stream().map(Trace::step).toList();
  }

  @Override
  public List<Tensor> read(long step) {
    return traces.stream()
        .filter(trace -> trace.step() == step)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("step " + step))
        .records();
  }
}
