package mlp.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import mlp.api.Threads;

/**
 * Where a run took place, as far as it may affect its times and its rounding.
 *
 * @param cpu the processor's own name, if the system tells it
 * @param cores that the JVM may use
 * @param threads OpenMP threads that ND4J may use; empty where the variable is not set
 */
public record Environment(
    String os,
    String architecture,
    Optional<String> cpu,
    int cores,
    String jdk,
    Optional<String> threads,
    String project,
    String dl4j,
    String nd4j) {
  private static final Path LINUX_CPU = Path.of("/proc/cpuinfo");

  /** @return this machine, this JVM and these libraries */
  public static Environment here() {
    return new Environment(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vendor") + " " + Runtime.version(),
        Optional.ofNullable(System.getenv(Threads.VARIABLE)),
        Versions.project(),
        Versions.dl4j(),
        Versions.nd4j());
  }

  private static Optional<String> cpuModel() {
    try (Stream<String> lines = Files.lines(LINUX_CPU, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
