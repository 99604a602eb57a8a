package mlp.cli.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.EpochResult;
import mlp.api.Evaluation;
import mlp.api.InitialWeights;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Track;
import mlp.api.Training;
import mlp.api.TrainingDiverged;
import mlp.api.TrainingListener;
import mlp.api.TrainingLoop;
import mlp.api.TrainingProgress;
import mlp.data.DataOptions;
import mlp.data.DataSet;
import mlp.data.DataSets;

/** Where studies train: with the track and the seed that the user chose, in double precision. */
public final class Lab {

  /** Told how far a study is, and asked whether it shall go on. */
  public interface Monitor {
    /** Trainings will follow. */
    void begin(int trainings);

    /** One more training is done. */
    void done(String training);

    /** @return true to end the study */
    boolean isCancelled();
  }

  private final Track track;
  private final long seed;
  private final Monitor monitor;

  /** @param seed of everything that is drawn */
  public Lab(Track track, long seed, Monitor monitor) {
    this.track = track;
    this.seed = seed;
    this.monitor = monitor;
  }

  long seed() {
    return seed;
  }

  /** @return the data set, which is generated, where it is, from the seed */
  DataSet data(String name, DataOptions options) {
    return DataSets.load(name, options.withSeed(seed), DataType.FLOAT64);
  }

  /** @return a network with the first weights of R7 */
  Mlp create(Network network, Training training) {
    return create(network, training, InitialWeights.of(network, training.seed(), DataType.FLOAT64));
  }

  Mlp create(Network network, Training training, Parameters initial) {
    return track.create(network, training, initial, DataType.FLOAT64);
  }

  /** Announces how many trainings will be {@link #done}. */
  void begin(int trainings) {
    monitor.begin(trainings);
  }

  void done(String training) {
    monitor.done(training);
  }

  /**
   * Takes one training step.
   *
   * @return the loss before it
   * @throws CancellationException if the user ends the study
   */
  double step(Mlp mlp, Batch batch) {
    if (monitor.isCancelled()) {
      throw new CancellationException();
    }
    return mlp.step(batch);
  }

  /**
   * How losses changed from epoch to epoch, all measured in evaluation mode: index 0 is before
   * training; NaN stands where there was no epoch, because training diverged or ended early.
   *
   * @param loss on the examples that were trained on
   * @param testLoss on others
   * @param testAccuracy on others; NaN where the targets are not classes
   * @param stepLosses what each training step returned
   */
  record Curves(
      String name,
      Mlp mlp,
      double[] loss,
      double[] testLoss,
      double[] testAccuracy,
      List<Double> stepLosses) {

    /** @return 0, 1, …: the places of the curves */
    double[] epochs() {
      return IntStream.range(0, loss.length).asDoubleStream().toArray();
    }

    /** @return the value after the last epoch of all */
    static double last(double[] curve) {
      return curve[curve.length - 1];
    }
  }

  /**
   * Trains to the last epoch, or until the loss is no number any more.
   *
   * @throws CancellationException if the user ends the study
   */
  Curves train(String name, Mlp mlp, Batch examples, Optional<Batch> validation, Batch test) {
    int places = mlp.training().epochs() + 1;
    Curves curves = new Curves(name, mlp, nan(places), nan(places), nan(places), new ArrayList<>());
    TrainingListener listener = new TrainingListener() {
      @Override
      public void onStep(int epoch, int step, double loss) {
        curves.stepLosses.add(loss);
      }

      @Override
      public boolean isCancelled() {
        return monitor.isCancelled();
      }
    };
    TrainingLoop loop =
        new TrainingLoop(mlp, examples, validation, test, TrainingProgress.NONE, listener);
    note(curves, 0, Evaluation.of(mlp, test), Optional.of(examples));
    try {
      while (!loop.isFinished()) {
        EpochResult result = loop.nextEpoch();
        // After an early end the network is that of its best epoch: not the one of this place.
        boolean wentBack = loop.isFinished() && loop.progress().best().isPresent();
        note(
            curves,
            result.epoch() + 1,
            result.test(),
            wentBack ? Optional.empty() : Optional.of(examples));
      }
    } catch (TrainingDiverged e) {
      // The curves end where the loss ceases to be a number: that is what the study shows.
    }
    monitor.done(name);
    return curves;
  }

  private static void note(Curves curves, int place, Evaluation test, Optional<Batch> examples) {
    examples.ifPresent(
        batch -> curves.loss[place] = Evaluation.of(curves.mlp, batch).loss());
    curves.testLoss[place] = test.loss();
    curves.testAccuracy[place] = test.accuracy();
  }

  private static double[] nan(int length) {
    double[] values = new double[length];
    Arrays.fill(values, Double.NaN);
    return values;
  }
}
