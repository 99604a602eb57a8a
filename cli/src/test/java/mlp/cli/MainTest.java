package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "compare --help",
        "train --help",
        "experiment --help",
        "help compare",
        "train -h"
      })
  void helpIsEverywhere(String arguments) {
    CommandLineRun run = CommandLineRun.of(arguments.split(" "));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: mlp").contains("Exit codes:");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void helpNamesEveryOptionOnce() {
    String help = CommandLineRun.of("compare", "--help").out();

    assertThat(help.lines().filter(line -> line.strip().startsWith("--"))).doesNotHaveDuplicates();
    assertThat(help).contains("--data", "--layers", "--json", "--report", "--dtype", "--tracks");
  }

  @Test
  void theVersionNamesTheLibraries() {
    CommandLineRun run = CommandLineRun.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .matches(
            "mlp \\d+\\.\\d+\\.\\d+ \\(DL4J 1\\.0\\.0-M2\\.1, ND4J 1\\.0\\.0-M2\\.1, Java \\d+\\)\\R");
  }

  @Test
  void anUnexpectedExceptionIsExitCode70() {
    CommandLineRun run = runFailing("failing");

    assertThat(run.exitCode()).isEqualTo(70);
    assertThat(run.errorLines()).hasSize(1);
    assertThat(run.err()).contains("boom").contains("--stacktrace");
  }

  @Test
  void theStackTraceIsShownWhenAskedFor() {
    CommandLineRun run = runFailing("failing", "--stacktrace");

    assertThat(run.exitCode()).isEqualTo(70);
    assertThat(run.err()).contains("\tat mlp.cli.MainTest$Failing.call");
  }

  private static CommandLineRun runFailing(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        Main.commandLine(new Interruption(), new PrintWriter(out), new PrintWriter(err));
    // What is set on a command line holds for the commands that it has by then.
    commandLine
        .addSubcommand(new Failing())
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(ErrorMessages::onException);
    int exitCode = commandLine.execute(arguments);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }

  @Command(name = "failing")
  static final class Failing implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalStateException("boom");
    }
  }
}
