package mlp.cli;

import java.util.List;
import java.util.concurrent.Callable;
import mlp.api.InvalidInput;
import mlp.api.Track;
import mlp.equivalence.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mlp compare}: all tracks, from the same weights, on the same batches. */
@Command(
    name = "compare",
    abbreviateSynopsis = true,
    description =
        "Trains the tracks from the same weights on the same batches and says whether they"
            + " are the same network.")
final class CompareCommand implements Callable<Integer> {
  private final Interruption interruption;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--tracks",
      split = ",",
      paramLabel = "NAME",
      description = "Two tracks or more, separated by commas. Default: all")
  private List<String> trackNames;

  @Mixin
  private ExperimentOptions options = new ExperimentOptions();

  @Mixin
  private OutputOptions output = new OutputOptions();

  CompareCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    List<Track> tracks = chosenTracks();
    Run run = new Run(spec, interruption);
    Experiment experiment = run.prepare(options, options.plan(), output);
    Outcome outcome = run.of(experiment, tracks, Beginning.AT_FIRST_WEIGHTS, Saving.NONE);
    run.report(outcome, output);
    return exitCode(outcome.verdict().orElseThrow());
  }

  static int exitCode(Verdict verdict) {
    return verdict == Verdict.DIFFERENT ? 1 : 0;
  }

  private List<Track> chosenTracks() {
    List<Track> all = Track.all();
    if (trackNames == null) {
      return all;
    }
    for (String name : trackNames) {
      Tracks.named(all, "--tracks", name);
    }
    List<Track> chosen =
        all.stream().filter(track -> trackNames.contains(track.name())).toList();
    if (chosen.size() < 2) {
      throw new InvalidInput(
          "--tracks", String.join(",", trackNames), "at least two different tracks to compare");
    }
    return chosen;
  }
}
