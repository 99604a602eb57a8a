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
import mlp.equivalence.Agreement;
import mlp.equivalence.ControlRun;
import mlp.equivalence.Restart;

/**
 * Trains tracks from the same weights on the same batches, each epoch by one track after the other,
 * so that whatever slows the machine for a while slows all of them.
 */
final class Comparison {
  private final Experiment experiment;
  private final List<Track> tracks;
  private final Beginning beginning;
  private final Keeper keeper;
  private final List<Contestant> contestants = new ArrayList<>();
  private final Progress progress;
  private final Interruption interruption;

  /** @param tracks at least one, from the lowest level to the highest */
  Comparison(
      Experiment experiment,
      List<Track> tracks,
      Beginning beginning,
      Keeper keeper,
      Progress progress,
      Interruption interruption) {
    this.experiment = experiment;
    this.tracks = List.copyOf(tracks);
    this.beginning = beginning;
    this.keeper = keeper;
    this.progress = progress;
    this.interruption = interruption;
    for (Track track : tracks) {
      Mlp mlp = track.create(
          experiment.network(),
          experiment.training(),
          beginning.parameters(),
          experiment.dataType());
      beginning.state().ifPresent(mlp::restore);
      contestants.add(new Contestant(track.name(), mlp));
    }
  }

  /**
   * Trains all tracks to the last epoch.
   *
   * @throws TrainingDiverged if a loss is NaN or infinite
   * @throws Interrupted if the user ends the training
   */
  Outcome run() {
    List<PairAgreement> agreement = new ArrayList<>();
    int epochs = experiment.training().epochs();
    try (progress) {
      progress.begin(
          epochs,
          contestants.size() * contestants.get(0).loop.stepsPerEpoch(),
          contestants.size() * contestants.get(0).mlp.steps());
      for (int epoch = beginning.progress().epochs().size(); anyUnfinished(); epoch++) {
        trainAll(epoch);
        agreement.addAll(compareAll(epoch + 1));
      }
    }
    List<TrackResult> results = contestants.stream()
        .map(contestant -> new TrackResult(contestant.name, contestant.mlp, contestant.loop))
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
    Parameters initial = beginning.parameters();
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

  private boolean anyUnfinished() {
    return contestants.stream().anyMatch(contestant -> !contestant.loop.isFinished());
  }

  private void trainAll(int epoch) {
    for (Contestant contestant : contestants) {
      if (!contestant.loop.isFinished()) {
        train(contestant, epoch);
      }
    }
  }

  private void train(Contestant contestant, int epoch) {
    try {
      EpochResult result = contestant.loop.nextEpoch();
      if (!Double.isFinite(result.test().loss())) {
        throw new TrainingDiverged(epoch, result.steps() - 1, result.test().loss());
      }
      if (contestant == contestants.get(0)) {
        progress.epochDone(epoch, result);
      }
    } catch (CancellationException e) {
      throw new Interrupted(
          epoch,
          experiment.training().epochs(),
          keeper.onInterruption(contestant.mlp, contestant.loop));
    }
  }

  private List<PairAgreement> compareAll(int epoch) {
    List<Parameters> models = contestants.stream()
        .map(contestant -> contestant.mlp.state().model(experiment.network()))
        .toList();
    List<PairAgreement> agreement = new ArrayList<>();
    for (int i = 0; i < contestants.size(); i++) {
      for (int j = i + 1; j < contestants.size(); j++) {
        Contestant first = contestants.get(i);
        Contestant second = contestants.get(j);
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

    Contestant(String name, Mlp mlp) {
      this.name = name;
      this.mlp = mlp;
      loop = new TrainingLoop(
          mlp,
          experiment.data().training(),
          experiment.data().validation(),
          experiment.data().test(),
          beginning.progress(),
          this);
    }

    @Override
    public void onStep(int epoch, int step, double loss) {
      progress.stepDone();
      keeper.onStep(mlp, loop);
    }

    @Override
    public boolean isCancelled() {
      return interruption.isRequested();
    }
  }
}
