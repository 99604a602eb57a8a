package mlp.cli;

import java.io.PrintWriter;
import mlp.api.InvalidInput;
import mlp.api.TrainingDiverged;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What goes wrong, in one line on stderr, and its exit code. */
final class ErrorMessages {
  private static final int WRONG_INPUT = 2;
  private static final int INTERRUPTED = 130;
  private static final int PROGRAM_ERROR = 70;

  private ErrorMessages() {}

  /**
   * Runs the command, and turns the errors of the JVM, which would end it with the exit code of a
   * difference, into exceptions.
   */
  static int execute(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      throw new ExecutionException(
          parsed.commandSpec().commandLine(),
          "memory",
          new InvalidInput("memory: the network and the data need more than the "
              + Runtime.getRuntime().maxMemory() / 1_000_000
              + " MB that Java may use; choose fewer units, or set MLP_JAVA_OPTS=-Xmx…"));
    } catch (LinkageError e) {
      throw new ExecutionException(
          parsed.commandSpec().commandLine(), "linkage", new IllegalStateException(e));
    }
  }

  static int onWrongUsage(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    say(
        command,
        exception.getMessage() + "; see " + command.getCommandSpec().qualifiedName() + " --help");
    return WRONG_INPUT;
  }

  static int onException(Exception exception, CommandLine command, ParseResult parsed) {
    if (exception instanceof InvalidInput || exception instanceof TrainingDiverged) {
      say(command, exception.getMessage());
      return WRONG_INPUT;
    }
    if (exception instanceof Interrupted) {
      say(command, exception.getMessage());
      return INTERRUPTED;
    }
    Main main = command.getCommandSpec().root().commandLine().getCommand();
    if (main.showsStackTraces()) {
      exception.printStackTrace(command.getErr());
    }
    say(
        command,
        "an error of the program itself: " + exception
            + (main.showsStackTraces() ? "" : "; run again with --stacktrace to see where"));
    return PROGRAM_ERROR;
  }

  private static void say(CommandLine command, String message) {
    PrintWriter err = command.getErr();
    err.println("mlp: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    err.flush();
  }
}
