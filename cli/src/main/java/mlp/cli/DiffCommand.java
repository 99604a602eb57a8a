package mlp.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.api.Network;
import mlp.api.Tensor;
import mlp.api.Track;
import mlp.api.Training;
import mlp.cli.report.DiffPage;
import mlp.equivalence.diagnosis.Diagnoser;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.Severity;
import mlp.equivalence.recorded.FileRun;
import mlp.equivalence.recorded.Inference;
import mlp.equivalence.recorded.TrackRun;
import mlp.equivalence.replay.Cause;
import mlp.formats.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mlp diff}: where two implementations first differ, whether it is rounding, and why. */
@Command(
    name = "diff",
    abbreviateSynopsis = true,
    description = "Compares training steps of two implementations, operation by operation: where"
        + " they first differ, whether it is rounding, which known cause explains it, and what else"
        + " is wrong. Each side is a file of traces (of mlp trace, of python/mlp_trace.py, or any"
        + " .npz of named arrays) or a track. A track beside a file takes the file's steps; two"
        + " tracks are recorded now, as the options say.")
final class DiffCommand implements Callable<Integer> {
  /** From so many steps on in a row, the growth of roundings is measured. */
  private static final int STEPS_OF_A_RUN = 10;

  private final Interruption interruption;

  @Spec
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "A file, or a track's name.")
  private String left;

  @Parameters(index = "1", paramLabel = "B", description = "Another one.")
  private String right;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = "What the tensors of files are that have other names: a JSON object as"
          + " {\"fc1.weight\": \"W1.T\"}, .T for a transposed one. Names of PyTorch, Keras, JAX and"
          + " DL4J are recognized without it.")
  private Path map;

  @Option(
      names = "--steps",
      defaultValue = "0",
      paramLabel = StepsOption.LABEL,
      description =
          "Which steps of two tracks, counted from 0, as 0,1,10-20. Default: ${DEFAULT-VALUE}")
  private String steps;

  @Option(
      names = "--accept",
      split = ",",
      paramLabel = "CAUSE[,CAUSE...]",
      description = "Conventions of the other side that are meant, as unbiased-running-variance:"
          + " what they explain is no difference. All names: docs/causes.md")
  private List<String> accepted = List.of();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the result as JSON to this file.")
  private Path json;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write the result as one page, index.html, to this folder.")
  private Path report;

  @Mixin
  private ExperimentOptions options = new ExperimentOptions();

  DiffCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    if (json != null) {
      OutputOptions.requireWritableFile("--json", json);
    }
    if (report != null) {
      OutputOptions.requireWritablePage(report);
    }
    OutputOptions.requireApart("--json", json, "--report", report);
    boolean isOfTracks = track(left).isPresent() && track(right).isPresent();
    Set<Cause> conventions = accepted.stream()
        .map(name -> Labels.parse(Cause.class, "--accept", name))
        .collect(Collectors.toSet());
    Diagnosis diagnosis = (isOfTracks ? ofTracks() : ofFiles()).accepting(conventions);
    PrintWriter out = spec.commandLine().getOut();
    out.print(DiffText.of(diagnosis));
    write(diagnosis, out);
    if (out.checkError()) {
      throw new InvalidInput("standard output cannot be written to");
    }
    return diagnosis.verdict().compareTo(Severity.ROUNDING) <= 0 ? 0 : 1;
  }

  private void write(Diagnosis diagnosis, PrintWriter out) {
    if (json != null) {
      AtomicFile.write(
          json, file -> file.write(DiffJson.of(diagnosis).getBytes(StandardCharsets.UTF_8)));
      out.println("results: " + json);
    }
    if (report != null) {
      out.println("report: " + DiffPage.write(report, diagnosis));
    }
  }

  private static Optional<Track> track(String name) {
    return Track.all().stream().filter(track -> track.name().equals(name)).findFirst();
  }

  private Diagnosis ofTracks() {
    if (map != null) {
      throw new InvalidInput("--map has no effect beside two tracks; leave it out");
    }
    if (left.equals(right)) {
      throw new InvalidInput("tracks", left + " twice", "two different ones");
    }
    TreeSet<Long> chosen = StepsOption.parse(steps);
    Experiment experiment =
        options.experiment(options.plan(), spec.commandLine().getErr());
    experiment.network().requireBatch(experiment.data().training(), experiment.dataType());
    try (Progress none = Progress.none();
        Progress progress = Progress.on(spec.commandLine().getErr())) {
      return Diagnoser.diagnose(
          experiment.network(),
          experiment.training(),
          new LiveRun(track(left).orElseThrow(), experiment, chosen, none, interruption),
          new LiveRun(track(right).orElseThrow(), experiment, chosen, progress, interruption));
    }
  }

  private Diagnosis ofFiles() {
    Optional<Track> leftTrack = track(left);
    Optional<Track> rightTrack = track(right);
    String described = leftTrack.isPresent() ? right : left;
    options.refuseBesideATrace(described);
    Map<String, String> names = map == null ? Map.of() : FileRun.readMap(map);
    try (FileRun file = open(described, names)) {
      List<String> assumed = new ArrayList<>();
      Inference inference =
          new Inference(file.name(), file.dataType(), file.read(file.steps().get(0)));
      if (leftTrack.isPresent() || rightTrack.isPresent()) {
        Network network = network(file, Optional.empty(), inference, assumed);
        Training training = training(file, Optional.empty(), network, inference, assumed);
        Track track = leftTrack.or(() -> rightTrack).orElseThrow();
        TrackRun run = new TrackRun(track, network, training, file);
        boolean isTrackFirst = leftTrack.isPresent();
        Diagnosis diagnosis = Diagnoser.diagnose(
            network, training, isTrackFirst ? run : file, isTrackFirst ? file : run);
        assumed.addAll(run.assumed());
        return complete(diagnosis, file, network, training, assumed);
      }
      try (FileRun other = open(right, names)) {
        Network network = network(file, Optional.of(other), inference, assumed);
        Training training = training(file, Optional.of(other), network, inference, assumed);
        Diagnosis diagnosis = Diagnoser.diagnose(network, training, file, other);
        assumed.addAll(other.assumed());
        return complete(diagnosis, file, network, training, assumed);
      }
    }
  }

  private Diagnosis complete(
      Diagnosis diagnosis, FileRun file, Network network, Training training, List<String> assumed) {
    assumed.addAll(0, file.assumed());
    Diagnosis told = diagnosis.with(assumed);
    List<Long> all = file.steps();
    long span = all.get(all.size() - 1) - all.get(0) + 1;
    boolean isRun = span == all.size() && all.size() >= STEPS_OF_A_RUN && all.get(0) == 0;
    if (!isRun || !diagnosis.faults().isEmpty() || diagnosis.growth().isEmpty()) {
      return told;
    }
    try {
      return told.with(TrackRun.control(Track.all().get(0), network, training, file));
    } catch (InvalidInput incomplete) {
      return told; // a track cannot take these steps
    }
  }

  private FileRun open(String name, Map<String, String> names) {
    Path path = Path.of(name);
    if (!Files.exists(path)) {
      throw new InvalidInput(
          name + " is neither a file nor a track: expected an .npz file, or one of "
              + String.join(", ", Track.all().stream().map(Track::name).toList()));
    }
    Path folderless = path.getFileName();
    boolean isTold = !Path.of(left).getFileName().equals(Path.of(right).getFileName());
    return FileRun.open(path, isTold ? folderless.toString() : name, names);
  }

  private Network network(
      FileRun file, Optional<FileRun> other, Inference inference, List<String> assumed) {
    Optional<Network> said =
        file.meta().network().or(() -> other.flatMap(run -> run.meta().network()));
    if (said.isPresent() && !options.isNetworkGiven()) {
      return said.get();
    }
    Network network = options.network(inference);
    assumed.addAll(inference.assumed());
    inference.assumed().clear();
    return network;
  }

  private Training training(
      FileRun file,
      Optional<FileRun> other,
      Network network,
      Inference inference,
      List<String> assumed) {
    int rows = file.read(file.steps().get(0)).stream()
        .filter(tensor -> tensor.name().equals("x"))
        .map(Tensor::shape)
        .mapToInt(shape -> shape.length == 0 ? 1 : shape[0])
        .findFirst()
        .orElse(1);
    Optional<Training> given = options.givenTraining(rows);
    if (given.isPresent()) {
      return given.get();
    }
    Optional<Training> said =
        file.meta().training().or(() -> other.flatMap(run -> run.meta().training()));
    if (said.isPresent()) {
      return said.get();
    }
    Training training = inference.training(network);
    assumed.addAll(inference.assumed());
    return training;
  }
}
