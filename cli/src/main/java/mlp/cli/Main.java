package mlp.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code mlp}. */
@Command(
    name = "mlp",
    description =
        "One multi-layer perceptron, written at three levels of abstraction and compared.",
    subcommands = {
      CompareCommand.class,
      TrainCommand.class,
      TraceCommand.class,
      DiffCommand.class,
      InjectCommand.class,
      TrapCommand.class,
      ScoreboardCommand.class,
      ExperimentCommand.class,
      ExerciseCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:a difference was found that rounding does not explain",
      "2:wrong usage or input",
      "70:an error of the program itself",
      "130:interrupted by the user"
    })
public final class Main implements Runnable {
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "On an error of the program itself, show where it happened.")
  private boolean stacktrace;

  /** Runs the command that the arguments name, and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true");
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Interruption interruption = Interruption.ofThisProcess();
    int exitCode = commandLine(interruption, out, err).execute(arguments);
    out.flush();
    err.flush();
    interruption.exit(exitCode);
  }

  /**
   * @param interruption asked by trainings whether they shall end early
   * @param out for results
   * @param err for progress and errors
   * @return the command line, ready to parse and execute
   */
  static CommandLine commandLine(Interruption interruption, PrintWriter out, PrintWriter err) {
    CommandLine commandLine = new CommandLine(new Main(), new CommandFactory(interruption));
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setExecutionStrategy(ErrorMessages::execute);
    commandLine.setParameterExceptionHandler(ErrorMessages::onWrongUsage);
    commandLine.setExecutionExceptionHandler(ErrorMessages::onException);
    return commandLine;
  }

  boolean showsStackTraces() {
    return stacktrace;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given: expected compare, train, trace, diff, inject, trap, scoreboard, experiment,"
            + " exercise, bench or doctor, as in: mlp compare");
  }
}
