package mlp.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import mlp.api.Track;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mlp doctor}: what the tracks compute with on this machine. */
@Command(
    name = "doctor",
    abbreviateSynopsis = true,
    description = "Says what each track computes with here: kernels, libraries, threads.")
final class DoctorCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Environment environment = Environment.here();
    line(out, "processor", environment.cpu().orElse("unknown"));
    line(out, "cores", Integer.toString(environment.cores()));
    line(out, "system", environment.os() + ", " + environment.architecture());
    line(out, "JDK", environment.jdk());
    line(out, "libraries", "DL4J " + environment.dl4j() + ", ND4J " + environment.nd4j());
    line(out, "threads", Integer.toString(ThreadsOption.started(null)));
    for (Track track : Track.all()) {
      line(out, track.name(), track.engine());
    }
    return 0;
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf(Locale.ROOT, "%-12s %s%n", name, value);
  }
}
