package mlp.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * One run of the real command line within this JVM.
 *
 * @param out what it printed to stdout
 * @param err what it printed to stderr
 */
public record CommandLineRun(int exitCode, String out, String err) {

  /** Runs the command with these arguments. */
  public static CommandLineRun of(String... arguments) {
    return of(new Interruption(), arguments);
  }

  static CommandLineRun of(Interruption interruption, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.commandLine(interruption, new PrintWriter(out), new PrintWriter(err))
        .execute(arguments);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }

  List<String> errorLines() {
    return err.lines().toList();
  }
}
