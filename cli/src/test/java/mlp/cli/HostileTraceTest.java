package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code mlp diff} of files of traces that are damaged, contradict themselves, or were made to do
 * harm: a verdict, or one line that says what is wrong; soon, with bounded memory, and no file that
 * is half written. The seed is fixed: a failure can be repeated.
 */
class HostileTraceTest {
  private static final int USUAL = 2_000;
  private static final int MANY = 10_000;
  private static final long SECOND = 1_000_000_000;
  private static final long MIB = 1 << 20;

  /** What all replays of a small step may need one after another, causes searched. */
  private static final long MOST_ALLOCATED = 512 * MIB;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path TORCH = Path.of("../equivalence/src/test/resources/mlp/equivalence");

  @TempDir
  Path folder;

  private final List<Path> sound = new ArrayList<>();
  private final List<byte[]> soundBytes = new ArrayList<>();

  @BeforeEach
  void record() throws IOException {
    record("bn.npz", "--layers", "3", "--batch-norm", "--dropout", "0.2", "--optimizer", "adam");
    record("sgd.npz", "--layers", "4,4", "--optimizer", "sgd", "--dtype", "float32");
    record(
        "clip.npz", "--layers", "2", "--clip-norm", "0.1", "--l2", "0.01", "--schedule", "cosine");
    for (String name : List.of(
        "square-weight-transposed",
        "dampening",
        "running-variance",
        "clip-each-parameter",
        "partial-state-dict",
        "partial-sum")) {
      add(TORCH.resolve("torch-mistakes/" + name + ".npz"));
    }
    Map<String, byte[]> bare = ZipBytes.members(Files.readAllBytes(sound.get(1)));
    bare.remove("meta.npy");
    add(Files.write(folder.resolve("bare.npz"), ZipBytes.of(bare)));
  }

  private void record(String name, String... options) throws IOException {
    Path out = folder.resolve(name);
    String[] recorded = {
      "trace",
      "--track",
      "numpy-style",
      "--data",
      "moons",
      "--samples",
      "20",
      "--batch",
      "4",
      "--epochs",
      "2",
      "--steps",
      "0,1,3",
      "--out",
      out.toString()
    };
    CommandLineRun run = run(recorded, options);
    assertThat(run.exitCode()).as(run.err()).isZero();
    add(out);
  }

  private void add(Path file) throws IOException {
    sound.add(file);
    soundBytes.add(Files.readAllBytes(file));
  }

  private static CommandLineRun run(String[] first, String... more) {
    return CommandLineRun.of(Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  @Test
  void mutants() throws IOException {
    diffMutants(USUAL, 20_261_126);
  }

  @Tag("slow")
  @Test
  void manyMutants() throws IOException {
    diffMutants(MANY, 1);
  }

  @Test
  void whatIsNoNumberEverywhereIsAVerdict() throws IOException {
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      for (int i = 0; i < sound.size(); i++) {
        Map<String, byte[]> members = ZipBytes.members(soundBytes.get(i));
        members.replaceAll((name, npy) -> NpyBytes.of(npy).filledWith(number).bytes());
        Path filled = Files.write(folder.resolve("filled.npz"), ZipBytes.of(members));
        String what = sound.get(i) + " filled with " + number;
        List<String> itself = List.of("diff", filled.toString(), filled.toString());
        assertThat(requireSane(what, itself)).as(what + ", itself").isZero();
        List<String> other = List.of("diff", filled.toString(), sound.get(i).toString());
        assertThat(requireSane(what, other)).as(what + ", the right one").isEqualTo(1);
      }
    }
  }

  @Test
  void aBombNeedsNoMoreMemoryThanItsMembersMay() throws IOException {
    Map<String, byte[]> members = ZipBytes.members(soundBytes.get(0));
    byte[] zeros = NpyBytes.zeros(1_000_000).bytes();
    for (int i = 0; i < 300; i++) {
      members.put("z" + (9_000 + i) + ".npy", zeros);
    }
    Path bomb = Files.write(folder.resolve("bomb.npz"), ZipBytes.of(members));
    List<String> arguments = List.of("diff", bomb.toString(), "numpy-style");
    assertThat(requireSane("300 members of 8 MB", arguments)).isEqualTo(2);
  }

  @Test
  void manyMembersAreReadSoon() throws IOException {
    Map<String, byte[]> members = ZipBytes.members(soundBytes.get(0));
    byte[] matrix = new NpyBytes(
            "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1)}", new byte[Float.BYTES])
        .bytes();
    for (int i = 0; i < 3_000; i++) {
      members.put("step" + (i + 100) + "/m" + i + ".weight.npy", matrix);
      members.put("m" + i + ".weight.npy", matrix);
    }
    Path file = Files.write(folder.resolve("many.npz"), ZipBytes.of(members));
    List<String> arguments = List.of("diff", file.toString(), "numpy-style");
    assertThat(requireSane("6,000 members", arguments)).isEqualTo(2);
  }

  private void diffMutants(int count, long seed) throws IOException {
    TraceMutants mutants = new TraceMutants(soundBytes, seed);
    SplittableRandom random = new SplittableRandom(seed);
    int[] exits = new int[3];
    warmUp();
    for (int i = 0; i < count; i++) {
      Path mutant = Files.write(folder.resolve("mutant"), mutants.next());
      Path map = Files.writeString(folder.resolve("map"), mutants.nextMap());
      List<String> arguments = new ArrayList<>(List.of("diff", mutant.toString(), beside(random)));
      if (random.nextInt(10) == 0) {
        arguments.addAll(List.of("--map", map.toString()));
      }
      exits[requireSane("mutant " + i + " of seed " + seed, arguments)]++;
      Files.delete(mutant); // To truncate it instead would wait for the disk each time.
      Files.delete(map);
    }
    System.out.println("mutants by exit code: " + Arrays.toString(exits));
    assertThat(exits[0]).as("files that are still right").isPositive();
    assertThat(exits[1]).as("files that differ").isGreaterThan(count / 20);
    assertThat(exits[2]).as("files that are refused").isGreaterThan(count / 4);
  }

  private void warmUp() {
    for (Path file : sound) {
      CommandLineRun.of("diff", file.toString(), sound.get(0).toString());
      for (String track : List.of("numpy-style", "lowlevel", "paper-style")) {
        CommandLineRun.of("diff", file.toString(), track);
      }
    }
  }

  private String beside(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> "lowlevel";
      case 1 -> "paper-style";
      case 2 -> folder.resolve("mutant").toString();
      case 3, 4 -> sound.get(random.nextInt(sound.size())).toString();
      default -> "numpy-style";
    };
  }

  private int requireSane(String what, List<String> arguments) throws IOException {
    Path json = folder.resolve("result.json");
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--json", json.toString()));
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long start = THREADS.getCurrentThreadCpuTime();
    CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
    long time = THREADS.getCurrentThreadCpuTime() - start;
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    String described = what + ": " + all + "\n" + run.err();
    assertThat(run.exitCode()).as(described).isBetween(0, 2);
    assertThat(time).as("CPU time of " + described).isLessThan(SECOND);
    assertThat(bytes).as("bytes allocated for " + described).isLessThan(MOST_ALLOCATED);
    assertThat(Files.exists(json)).as(described).isEqualTo(run.exitCode() < 2);
    if (run.exitCode() == 2) {
      assertThat(run.errorLines()).as(described).hasSize(1);
      assertThat(run.err()).as(described).startsWith("mlp: ").hasSizeLessThan(2_000);
      assertThat(run.out()).as(described).isEmpty();
    } else {
      assertThat(run.err()).as(described).isEmpty();
      assertThat(MAPPER.readTree(json.toFile()).get("verdict").textValue()).isNotEmpty();
    }
    Files.deleteIfExists(json);
    return run.exitCode();
  }
}
