package mlp.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {
  private static final Network NETWORK = Network.withInputs(1)
      .layer(2, Activation.SOFTMAX)
      .initializer(Initializer.Scaled.ZEROS)
      .loss(Loss.SOFTMAX_CROSS_ENTROPY);

  /** Row i has the input i; even rows are of class 0. */
  private static Batch examples(int rows) {
    double[] x = new double[rows];
    double[] y = new double[2 * rows];
    for (int i = 0; i < rows; i++) {
      x[i] = i;
      y[2 * i + i % 2] = 1;
    }
    return new Batch(Matrix.of(rows, 1, x), Matrix.of(rows, 2, y));
  }

  /** Keeps what it is given; its loss is the number of rows, its prediction always class 0. */
  private static final class Recorder implements Mlp {
    final Training training;
    final List<double[]> seen = new ArrayList<>();
    double nextLoss = 1;

    Recorder(int batchSize, int epochs) {
      training = new Training(new Optimizer.Sgd(), 0.1, batchSize, epochs, 5);
    }

    @Override
    public double step(Batch batch) {
      seen.add(batch.inputs().toDoubles());
      return nextLoss == 1 ? batch.rows() : nextLoss;
    }

    @Override
    public double loss(Batch batch) {
      return batch.inputs().get(0, 0);
    }

    @Override
    public Matrix predict(Matrix inputs) {
      double[] outputs = new double[2 * inputs.rows()];
      for (int row = 0; row < inputs.rows(); row++) {
        outputs[2 * row] = 1;
      }
      return Matrix.of(inputs.rows(), 2, outputs);
    }

    @Override
    public Network network() {
      return NETWORK;
    }

    @Override
    public Training training() {
      return training;
    }

    @Override
    public DataType dataType() {
      return DataType.FLOAT64;
    }

    @Override
    public long steps() {
      return seen.size();
    }

    @Override
    public Parameters parameters() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void load(Parameters parameters) {
      throw new UnsupportedOperationException();
    }

    @Override
    public double trainingLoss(Batch batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TrainingState state() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void restore(TrainingState state) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Parameters gradients(Batch batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Trace trace(Batch batch) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void everyEpochSeesEveryRowOnceInItsOwnOrderAndKeepsTheLastShortBatch() {
    Recorder mlp = new Recorder(4, 2);
    new TrainingLoop(mlp, examples(10), examples(3), TrainingListener.NONE).run();
    assertThat(mlp.seen.stream().map(x -> x.length)).containsExactly(4, 4, 2, 4, 4, 2);
    for (int epoch = 0; epoch < 2; epoch++) {
      double[] rows = mlp.seen.subList(3 * epoch, 3 * epoch + 3).stream()
          .flatMapToDouble(DoubleStream::of)
          .toArray();
      int[] order = BatchOrder.of(5, epoch, 10);
      assertThat(rows).isEqualTo(Arrays.stream(order).asDoubleStream().toArray());
    }
  }

  @Test
  void theEpochsLossIsTheMeanOverRowsNotOverBatches() {
    EpochResult result = new TrainingLoop(
            new Recorder(4, 1), examples(10), examples(3), TrainingListener.NONE)
        .nextEpoch();
    assertThat(result.steps()).isEqualTo(3);
    // Batches of 4, 4 and 2 rows whose losses are 4, 4 and 2.
    assertThat(result.loss()).isEqualTo((4 * 4 + 4 * 4 + 2 * 2) / 10.0);
  }

  @Test
  void cancellationKeepsWholeEpochsAndTakesNoFurtherStep() {
    Recorder mlp = new Recorder(4, 9);
    TrainingListener afterSevenSteps = new TrainingListener() {
      @Override
      public boolean isCancelled() {
        return mlp.seen.size() == 7;
      }
    };
    List<EpochResult> results =
        new TrainingLoop(mlp, examples(10), examples(3), afterSevenSteps).run();
    assertThat(results).hasSize(2);
    assertThat(mlp.seen).hasSize(7);
  }

  @Test
  void listenerHearsEveryStepAndEpoch() {
    List<String> heard = new ArrayList<>();
    TrainingListener listener = new TrainingListener() {
      @Override
      public void onStep(int epoch, int step, double loss) {
        heard.add(epoch + "/" + step + "=" + loss);
      }

      @Override
      public void onEpoch(EpochResult result) {
        heard.add("epoch " + result.epoch());
      }
    };
    new TrainingLoop(new Recorder(6, 2), examples(10), examples(3), listener).run();
    assertThat(heard)
        .containsExactly("0/0=6.0", "0/1=4.0", "epoch 0", "1/0=6.0", "1/1=4.0", "epoch 1");
  }

  @Test
  void aLossThatIsNotFiniteEndsTheTraining() {
    Recorder mlp = new Recorder(4, 1);
    mlp.nextLoss = Double.NaN;
    assertThatThrownBy(
            () -> new TrainingLoop(mlp, examples(10), examples(3), TrainingListener.NONE).run())
        .isInstanceOf(TrainingDiverged.class)
        .hasMessageContaining("the loss is NaN at epoch 1, step 1");
  }

  @Test
  void evaluationCountsClassesAcrossChunks() {
    Evaluation evaluation = Evaluation.of(new Recorder(1, 1), examples(2051));
    // Always class 0: the 1026 even rows are right, the 1025 odd ones are not.
    assertThat(evaluation.confusion()).isDeepEqualTo(new int[][] {{1026, 0}, {1025, 0}});
    assertThat(evaluation.accuracy()).isEqualTo(1026.0 / 2051);
    // Chunks of 1024, 1024 and 3 rows whose losses are their first inputs 0, 1024 and 2048.
    assertThat(evaluation.loss()).isEqualTo((1024 * 1024.0 + 3 * 2048) / 2051);
  }

  @Test
  void targetsThatAreNoClassesHaveNoAccuracy() {
    Batch smooth =
        new Batch(Matrix.of(1, 1, new double[] {1}), Matrix.of(1, 2, new double[] {0.9, 0.1}));
    Evaluation evaluation = Evaluation.of(new Recorder(1, 1), smooth);
    assertThat(evaluation.accuracy()).isNaN();
    assertThat(evaluation.confusion()).isEmpty();
  }
}
