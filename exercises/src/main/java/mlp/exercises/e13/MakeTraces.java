package mlp.exercises.e13;

import java.nio.file.Path;
import java.util.Map;
import mlp.formats.TraceFile;

/** Writes the traces of this exercise, as they are committed. */
public final class MakeTraces {
  private MakeTraces() {}

  /** The argument is the folder: {@code exercises/traces}. */
  public static void main(String[] arguments) {
    for (PlantedFault fault : PlantedFaults.all()) {
      write(Path.of(arguments[0]), fault);
    }
  }

  static Path write(Path folder, PlantedFault fault) {
    Path file = folder.resolve(fault.file());
    TraceFile.write(file, fault.held(fault.wrong()).iterator(), Map.of());
    return file;
  }
}
