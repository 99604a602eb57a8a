package mlp.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import mlp.api.Batch;
import mlp.api.BatchOrder;
import mlp.api.EpochResult;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Track;
import mlp.api.TrainingDiverged;
import mlp.api.TrainingListener;
import mlp.api.TrainingLoop;
import mlp.api.TrainingProgress;
import mlp.data.DataSet;
import mlp.equivalence.Agreement;
import mlp.equivalence.ControlRun;
import mlp.equivalence.Restart;
import mlp.formats.Checkpoint;

/**
 * Trains tracks from the same weights on the same batches, each epoch by one track after the other,
 * so that whatever slows the machine for a while slows all of them. A track that ends early (R17)
 * is compared with the others up to there.
 */
final class Comparison {
  private final Experiment experiment;
  private final List<Track> tracks;
  private final List<Contestant> contestants = new ArrayList<>();
  private final Progress progress;
  private final Saving saving;
  private final Interruption interruption;

  /**
   * @param tracks at least one, from the lowest level to the highest
   * @param beginning of every track
   * @param saving of a single track; of several, nothing is kept
   */
  Comparison(
      Experiment experiment,
      List<Track> tracks,
      Beginning beginning,
      Saving saving,
      Progress progress,
      Interruption interruption) {
    this.experiment = experiment;
    this.tracks = List.copyOf(tracks);
    this.saving = saving;
    this.progress = progress;
    this.interruption = interruption;
    Parameters initial = experiment.initialParameters();
    for (Track track : tracks) {
      Mlp mlp =
          track.create(experiment.network(), experiment.training(), initial, experiment.dataType());
      contestants.add(new Contestant(track.name(), mlp, beginning.of(mlp)));
    }
  }

  /**
   * Trains all tracks to the last epoch, or until they end early.
   *
   * @throws TrainingDiverged if a loss is NaN or infinite
   * @throws Interrupted if the user ends the training
   */
  Outcome run() {
    List<PairAgreement> agreement = new ArrayList<>();
    try (progress) {
      Contestant first = contestants.get(0);
      progress.begin(
          experiment.training().epochs(), contestants.size() * first.loop.stepsPerEpoch());
      progress.skip(first.mlp.steps());
      for (int epoch = first.epochs().size(); !areAllFinished(); epoch++) {
        trainAll(epoch);
        agreement.addAll(compareAll(epoch + 1));
      }
    }
    contestants.forEach(contestant -> saving.finished(contestant::checkpoint));
    List<TrackResult> results = contestants.stream()
        .map(contestant ->
            new TrackResult(contestant.name, contestant.mlp, contestant.loop.progress()))
        .toList();
    boolean cameApart = agreement.stream().anyMatch(PairAgreement::isDifferent);
    Optional<Enlargement> enlargement =
        cameApart ? Optional.of(enlargement(agreement, results)) : Optional.empty();
    Optional<String> otherOutputs =
        cameApart ? Optional.empty() : OutputComparison.firstDifference(experiment, results);
    return new Outcome(
        experiment, results, agreement, enlargement, otherOutputs, Environment.here());
  }

  /** Finds out whether the training enlarged rounding: what a control run and a restart say. */
  private Enlargement enlargement(List<PairAgreement> agreement, List<TrackResult> results) {
    List<Mlp> mlps = contestants.stream().map(contestant -> contestant.mlp).toList();
    Parameters initial = experiment.initialParameters();
    List<Parameters> starts = List.of(initial, mlps.get(0).parameters());
    Restart restart = Restart.of(mlps, starts, firstBatches());
    String fastest = results.stream()
        .min(Comparator.comparingDouble(TrackResult::microsecondsPerStep))
        .orElseThrow()
        .name();
    Track track =
        tracks.stream().filter(t -> t.name().equals(fastest)).findFirst().orElseThrow();
    try {
      ControlRun control = ControlRun.of(
          track,
          experiment.network(),
          experiment.training(),
          initial,
          experiment.data().training(),
          interruption::isRequested);
      return new Enlargement(
          restart,
          agreement.stream()
              .filter(PairAgreement::isDifferent)
              .allMatch(pair -> control.explains(pair.agreement(), pair.epoch())));
    } catch (CancellationException e) {
      throw new Interrupted(
          experiment.training().epochs(), experiment.training().epochs(), "nothing was written");
    }
  }

  private List<Batch> firstBatches() {
    Batch examples = experiment.data().training();
    int batchSize = Math.min(experiment.training().batchSize(), examples.rows());
    int[] order = BatchOrder.of(experiment.training().seed(), 0, examples.rows());
    return IntStream.range(0, Restart.STEPS)
        .map(step -> (int) ((long) step * batchSize % (examples.rows() - batchSize + 1)))
        .mapToObj(from -> examples.rows(order, from, from + batchSize))
        .toList();
  }

  private boolean areAllFinished() {
    return contestants.stream().allMatch(contestant -> contestant.loop.isFinished());
  }

  private void trainAll(int epoch) {
    EpochResult shown = null;
    for (Contestant contestant : contestants) {
      if (!contestant.loop.isFinished()) {
        EpochResult result = train(contestant, epoch);
        shown = shown == null ? result : shown;
      }
    }
    progress.epochDone(shown, contestants.size() == 1);
  }

  private EpochResult train(Contestant contestant, int epoch) {
    try {
      EpochResult result = contestant.loop.nextEpoch();
      if (!Double.isFinite(result.test().loss())) {
        throw new TrainingDiverged(epoch, result.steps() - 1, result.test().loss());
      }
      return result;
    } catch (CancellationException e) {
      throw new Interrupted(
          epoch, experiment.training().epochs(), saving.interrupted(contestant::checkpoint));
    }
  }

  /** Compares parameters and running statistics of the tracks that trained in this epoch. */
  private List<PairAgreement> compareAll(int epoch) {
    List<Contestant> trained = contestants.stream()
        .filter(contestant -> contestant.epochs().size() == epoch)
        .toList();
    List<Parameters> models = trained.stream()
        .map(contestant -> contestant.mlp.state().model(experiment.network()))
        .toList();
    List<PairAgreement> agreement = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      for (int j = i + 1; j < trained.size(); j++) {
        Contestant first = trained.get(i);
        Contestant second = trained.get(j);
        if (first.mlp.steps() != second.mlp.steps()) {
          continue; // One has ended early, and has got back the state after its best epoch.
        }
        agreement.add(new PairAgreement(
            first.name,
            second.name,
            epoch,
            Agreement.of(models.get(i), models.get(j), experiment.dataType(), first.mlp.steps())));
      }
    }
    return agreement;
  }

  /** A track in training. */
  private final class Contestant implements TrainingListener {
    private final String name;
    private final Mlp mlp;
    private final TrainingLoop loop;

    Contestant(String name, Mlp mlp, TrainingProgress begun) {
      this.name = name;
      this.mlp = mlp;
      DataSet data = experiment.data();
      loop = new TrainingLoop(mlp, data.training(), data.validation(), data.test(), begun, this);
    }

    List<EpochResult> epochs() {
      return loop.progress().epochs();
    }

    Checkpoint checkpoint() {
      return new Checkpoint(name, experiment.recipe(), mlp.state(), loop.progress());
    }

    @Override
    public void onStep(int epoch, int step, double loss) {
      progress.stepDone();
      saving.stepDone(mlp.steps(), this::checkpoint);
    }

    @Override
    public boolean isCancelled() {
      return interruption.isRequested();
    }
  }
}
