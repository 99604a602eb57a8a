package mlp.cli;

import java.io.PrintWriter;
import java.util.List;
import mlp.api.InvalidInput;
import mlp.api.Track;
import mlp.api.TrainingDiverged;
import picocli.CommandLine.Model.CommandSpec;

/** What compare and train do alike: check, load, train, print, write. */
final class Run {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Interruption interruption;

  Run(CommandSpec command, Interruption interruption) {
    out = command.commandLine().getOut();
    err = command.commandLine().getErr();
    this.interruption = interruption;
  }

  /**
   * @return what is trained
   * @throws InvalidInput if an output cannot be written, or the data cannot be had
   */
  Experiment prepare(ExperimentOptions options, Plan plan, OutputOptions output) {
    output.requireWritable();
    plan.data().file().ifPresent(file -> output.requireApartFrom("--data", file));
    return options.experiment(plan, err);
  }

  /**
   * @return what was found
   * @throws InvalidInput before any training, if data and network do not fit
   * @throws TrainingDiverged if a loss is NaN or infinite
   * @throws Interrupted if the user ends the training
   */
  Outcome of(Experiment experiment, List<Track> tracks, Beginning beginning, Saving saving) {
    Progress progress = Progress.on(err);
    Comparison comparison =
        new Comparison(experiment, tracks, beginning, saving, progress, interruption);
    ResultTable.printHeader(experiment, out);
    return comparison.run();
  }

  /** Prints what was found, and writes the files that were asked for. */
  void report(Outcome outcome, OutputOptions output) {
    new ResultTable(outcome, out).print();
    output.write(outcome, out);
    if (out.checkError()) {
      throw new InvalidInput("standard output cannot be written to: the results were not printed");
    }
  }
}
