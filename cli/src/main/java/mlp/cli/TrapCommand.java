package mlp.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.InvalidInput;
import mlp.api.Mlp;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.formats.TraceFile;
import mlp.paper.traps.Trap;
import mlp.paper.traps.Traps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mlp trap}: a step of a DL4J configuration that does not do what it is meant to do. */
@Command(
    name = "trap",
    abbreviateSynopsis = true,
    description = "Records what a plain DL4J configuration does that is meant to do something else,"
        + " in an .npz file that tells what is meant. docs/porting.md tells the stories.")
final class TrapCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The trap's name, as --list has them.")
  private String name;

  @Option(names = "--list", description = "List all traps, and what is meant by them.")
  private boolean isList;

  @Option(
      names = "--meant",
      description = "Record what is meant, by numpy-style, instead of what DL4J does.")
  private boolean isMeant;

  @Option(names = "--out", paramLabel = "FILE", description = "The .npz file to write.")
  private Path out;

  @Override
  public Integer call() {
    PrintWriter text = spec.commandLine().getOut();
    if (isList) {
      if (name != null || out != null || isMeant) {
        throw new InvalidInput("--list", "it with a NAME or another option", "it alone");
      }
      Traps.all().forEach(trap -> text.printf("%-26s %s%n", trap.name(), trap.description()));
    } else {
      write(named(name), text);
    }
    if (text.checkError()) {
      throw new InvalidInput("standard output cannot be written to");
    }
    return 0;
  }

  private static Trap named(String name) {
    return Traps.all().stream()
        .filter(trap -> trap.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInput(
            "NAME",
            name == null ? "none" : '"' + name + '"',
            "--list or one of "
                + Traps.all().stream().map(Trap::name).collect(Collectors.joining(", "))));
  }

  private void write(Trap trap, PrintWriter text) {
    if (out == null) {
      throw new InvalidInput("--out", "none", "the .npz file to write");
    }
    OutputOptions.requireWritableFile("--out", out);
    List<Trace> traces = isMeant ? meant(trap) : trap.record();
    TraceFile.write(out, traces.iterator(), Versions.all());
    text.println(trap.name() + ": " + trap.description());
    text.printf(
        "trace: %s, %s of %s%n",
        out, Wording.count(traces.size(), "step"), traces.get(0).producer());
    text.printf("next: ./mlp diff %s numpy-style%n", out);
  }

  private static List<Trace> meant(Trap trap) {
    Mlp mlp = Tracks.named(Track.all(), "--meant", "numpy-style")
        .create(
            trap.network(),
            trap.training(),
            InitialWeights.of(trap.network(), trap.training().seed(), DataType.FLOAT64),
            DataType.FLOAT64);
    return trap.batches().stream().map(mlp::trace).toList();
  }
}
