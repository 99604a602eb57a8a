package mlp.cli;

import java.io.PrintWriter;
import java.util.List;
import mlp.api.InvalidInput;
import mlp.api.Track;
import mlp.api.TrainingDiverged;
import picocli.CommandLine.Model.CommandSpec;

/** What compare and train do alike: check, train, print, write. */
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
   * @return what was found, once it is printed and written
   * @throws InvalidInput before any training, if an option or a file cannot be used
   * @throws TrainingDiverged if a loss is NaN or infinite
   * @throws Interrupted if the user ends the training
   */
  Outcome of(ExperimentOptions options, OutputOptions output, List<Track> tracks) {
    output.requireWritable();
    options.dataFile().ifPresent(file -> output.requireApartFrom("--data", file));
    Experiment experiment = options.experiment(err);
    Comparison comparison = new Comparison(experiment, tracks, Progress.on(err), interruption);
    ResultTable.printHeader(experiment, out);
    Outcome outcome = comparison.run();
    new ResultTable(outcome, out).print();
    output.write(outcome, out);
    if (out.checkError()) {
      throw new InvalidInput("standard output cannot be written to: the results were not printed");
    }
    return outcome;
  }
}
