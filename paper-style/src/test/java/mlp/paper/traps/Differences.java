package mlp.paper.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.paper.PaperTrack;

/**
 * What DL4J's steps have otherwise than those that are meant, which the paper-style track takes.
 */
final class Differences {
  private static final double SAME = 1e-9; // of the largest element

  private Differences() {}

  /** "2 W1.after": step and name of each record that differs, in order. */
  static List<String> between(List<Trace> steps, Trap trap) {
    List<String> different = new ArrayList<>();
    Mlp meant = meant(trap);
    for (Trace written : steps) {
      Trace expected = meant.trace(batch(written));
      for (Tensor record : written.records()) {
        expected
            .find(record.name())
            .filter(other -> differ(record, other))
            .ifPresent(other -> different.add(written.step() + " " + record.name()));
      }
    }
    return different;
  }

  static Mlp meant(Trap trap) {
    return new PaperTrack()
        .create(
            trap.network(),
            trap.training(),
            InitialWeights.of(trap.network(), trap.training().seed(), DataType.FLOAT64),
            DataType.FLOAT64);
  }

  static Batch batch(Trace trace) {
    return new Batch(matrix(trace, "x"), matrix(trace, "y"));
  }

  private static Matrix matrix(Trace trace, String name) {
    Tensor tensor = trace.find(name).orElseThrow();
    return Matrix.of(tensor.shape()[0], tensor.shape()[1], tensor.values());
  }

  private static boolean differ(Tensor found, Tensor expected) {
    assertThat(found.shape()).as(found.name()).isEqualTo(expected.shape());
    double difference = 0;
    for (int i = 0; i < found.values().length; i++) {
      difference = Math.max(difference, Math.abs(found.values()[i] - expected.values()[i]));
    }
    return difference
        > SAME * Arrays.stream(expected.values()).map(Math::abs).max().orElse(0);
  }
}
