package mlp.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import mlp.api.InvalidInput;
import mlp.api.Track;
import mlp.cli.experiment.Findings;
import mlp.cli.experiment.FindingsJson;
import mlp.cli.experiment.FindingsText;
import mlp.cli.experiment.Lab;
import mlp.cli.experiment.Study;
import mlp.cli.report.ExperimentPage;
import mlp.formats.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mlp experiment}: a question, answered by a few short trainings and a page to look at. */
@Command(
    name = "experiment",
    abbreviateSynopsis = true,
    description = "Trains what a question needs, prints a table and writes a page with plots."
        + " Without a name it lists the experiments.")
final class ExperimentCommand implements Callable<Integer> {
  private final Interruption interruption;

  @Spec
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "activations, initializers, vanishing, approximation, xor, schedules,"
          + " gradient-clipping or regularization")
  private String name;

  @Option(
      names = "--track",
      defaultValue = "numpy-style",
      paramLabel = "NAME",
      description = "Who trains. Default: ${DEFAULT-VALUE}")
  private String trackName;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "NUMBER",
      description = "Decides everything that is drawn. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "The folder of the page, index.html. Default: out/experiment-NAME")
  private Path report;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write tables and lines as JSON to this file, too.")
  private Path json;

  ExperimentCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (name == null) {
      list(out);
    } else {
      run(Study.named(name), Tracks.named(Track.all(), "--track", trackName), out);
    }
    if (out.checkError()) {
      throw new InvalidInput("standard output cannot be written to: the results were not printed");
    }
    return 0;
  }

  private static void list(PrintWriter out) {
    for (Study study : Study.all()) {
      out.printf("%-18s %s%n", study.name(), study.question());
    }
    out.println();
    out.println("./mlp experiment NAME runs one; each takes less than a minute.");
  }

  private void run(Study study, Track track, PrintWriter out) {
    Path folder = report != null ? report : Path.of("out", "experiment-" + study.name());
    OutputOptions.requireWritablePage(folder);
    if (json != null) {
      OutputOptions.requireWritableFile("--json", json);
      OutputOptions.requireApart("--json", json, "--report", folder);
    }
    out.println(study.question());
    out.println(track.name() + ", seed " + seed);
    out.println();
    out.flush();
    Findings findings = findings(study, track);
    FindingsText.lines(findings).forEach(out::println);
    out.println();
    if (json != null) {
      String text = FindingsJson.of(study, track.name(), seed, findings);
      AtomicFile.write(json, file -> file.write(text.getBytes(StandardCharsets.UTF_8)));
      out.println("results: " + json);
    }
    out.println("report: " + ExperimentPage.write(folder, study, track.name(), seed, findings));
    out.println("next: " + findings.next().get(0));
  }

  private Findings findings(Study study, Track track) {
    try (Progress progress = Progress.on(spec.commandLine().getErr())) {
      return study.run(new Lab(track, seed, new Lab.Monitor() {
        private int done;

        @Override
        public void begin(int trainings) {
          progress.begin(trainings, 1);
        }

        @Override
        public void done(String training) {
          progress.taskDone(++done, training);
        }

        @Override
        public boolean isCancelled() {
          return interruption.isRequested();
        }
      }));
    } catch (CancellationException e) {
      throw new Interrupted("interrupted; nothing was written");
    }
  }
}
