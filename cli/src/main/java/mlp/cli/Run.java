package mlp.cli;

import java.io.PrintWriter;
import java.util.List;
import mlp.api.InvalidInput;
import mlp.api.Track;
import mlp.api.TrainingDiverged;
import picocli.CommandLine.Model.CommandSpec;

/** What compare and train do alike: train, print, write. */
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
   * @throws InvalidInput if the data do not fit, or standard output is closed
   * @throws TrainingDiverged if a loss is NaN or infinite
   * @throws Interrupted if the user ends the training
   */
  Outcome of(
      Experiment experiment,
      OutputOptions output,
      List<Track> tracks,
      Beginning beginning,
      Keeper keeper) {
    Comparison comparison =
        new Comparison(experiment, tracks, beginning, keeper, Progress.on(err), interruption);
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
