package mlp.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    double[] validationLosses = {}; // of batches of 5 rows, epoch by epoch
    long stepsBefore;

    Recorder(int batchSize, int epochs) {
      this(new Training(new Optimizer.Sgd(), 0.1, batchSize, epochs, 5));
    }

    Recorder(Training training) {
      this.training = training;
    }

    @Override
    public double step(Batch batch) {
      seen.add(batch.inputs().toDoubles());
      return nextLoss == 1 ? batch.rows() : nextLoss;
    }

    @Override
    public double loss(Batch batch) {
      int epoch = (int) steps() / 3 - 1; // of 10 rows in batches of 4
      return batch.rows() == 5 ? validationLosses[epoch] : batch.inputs().get(0, 0);
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
      return stepsBefore + seen.size();
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
      return new TrainingState(steps(), List.of());
    }

    @Override
    public void restore(TrainingState state) {
      stepsBefore = state.steps();
      seen.clear();
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
  void aTrainingGoesOnInTheMiddleOfAnEpochAsIfItHadNeverStopped() {
    Recorder whole = new Recorder(4, 3);
    List<EpochResult> expected =
        new TrainingLoop(whole, examples(10), examples(3), TrainingListener.NONE).run();
    for (int stop = 0; stop <= 9; stop++) {
      int stopAfter = stop;
      Recorder first = new Recorder(4, 3);
      TrainingListener stopping = new TrainingListener() {
        @Override
        public boolean isCancelled() {
          return first.seen.size() == stopAfter;
        }
      };
      TrainingLoop begun = new TrainingLoop(first, examples(10), examples(3), stopping);
      begun.run();
      Recorder second = new Recorder(4, 3);
      second.restore(first.state());
      List<EpochResult> results = resumed(second, begun.progress()).run();
      assertThat(results.stream().map(EpochResult::loss))
          .isEqualTo(expected.stream().map(EpochResult::loss).toList());
      List<double[]> seen = new ArrayList<>(first.seen);
      seen.addAll(second.seen);
      assertThat(seen.stream().map(Arrays::toString))
          .isEqualTo(whole.seen.stream().map(Arrays::toString).toList());
    }
  }

  private static TrainingLoop resumed(Recorder mlp, TrainingProgress begun) {
    return new TrainingLoop(
        mlp, examples(10), Optional.empty(), examples(3), begun, TrainingListener.NONE);
  }

  @Test
  void aProgressThatIsNotTheNetworksIsRefused() {
    Recorder mlp = new Recorder(4, 3);
    mlp.restore(new TrainingState(4, List.of()));
    assertThatThrownBy(() -> resumed(mlp, TrainingProgress.NONE))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("steps: got 4, expected steps of epoch 1, which has 3");
  }

  private static Recorder withPatience(double... validationLosses) {
    Recorder mlp = new Recorder(new Training(new Optimizer.Sgd(), 0.1, 4, 9, 5)
        .toBuilder().earlyStopping(new EarlyStopping.Patience(2, 0.1)).build());
    mlp.validationLosses = validationLosses;
    return mlp;
  }

  private static TrainingLoop validated(Recorder mlp, TrainingProgress begun) {
    return new TrainingLoop(
        mlp, examples(10), Optional.of(examples(5)), examples(3), begun, TrainingListener.NONE);
  }

  /** 0.95 is lower than 1, but by less than 0.1; 0.8 begins the count anew. */
  @Test
  void endsWhenTheValidationLossHasNotFallenEnoughAndGoesBackToTheBestEpoch() {
    Recorder mlp = withPatience(1, 0.95, 0.8, 0.85, 0.75, 0.1);
    TrainingLoop loop = validated(mlp, TrainingProgress.NONE);
    assertThat(loop.run()).hasSize(5);
    assertThat(loop.isFinished()).isTrue();
    assertThat(mlp.steps()).as("steps after the third epoch").isEqualTo(9);
  }

  @Test
  void patienceIsRememberedAcrossABreak() {
    Recorder first = withPatience(1, 0.5, 0.6, 0.7);
    TrainingLoop begun = validated(first, TrainingProgress.NONE);
    begun.nextEpoch();
    begun.nextEpoch();
    begun.nextEpoch();
    assertThat(begun.isFinished()).isFalse();
    Recorder second = withPatience(1, 0.5, 0.6, 0.7);
    second.restore(first.state());
    TrainingLoop loop = validated(second, begun.progress());
    assertThat(loop.run()).hasSize(4);
    assertThat(second.steps()).as("steps after the second epoch").isEqualTo(6);
  }

  @Test
  void anEarlyEndNeedsValidationExamples() {
    assertThatThrownBy(() -> resumed(withPatience(), TrainingProgress.NONE))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("earlyStopping: got no validation examples");
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
