package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import mlp.api.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files either load or are refused, with no other exception and little memory. The seed is
 * fixed: a failure can be repeated.
 */
class MutationTest {
  private static final int MUTANTS_PER_FILE = 1_500;

  /** The budget of 1 MiB, four times, for what the JDK reads a zip with. */
  private static final long MOST_ALLOCATED = 4 * Fixtures.LITTLE_MEMORY;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir
  Path folder;

  private int loaded;
  private int refused;

  /** Reads the file as its kind, and everything in it. */
  private interface Reader {
    Collection<NpyArray> read(Path file, Budget budget);
  }

  @Test
  void mutantsOfNpy() throws IOException {
    List<String> files = List.of("version1.npy", "version2.npy", "version3.npy", "text.npy");
    mutate(files, (file, budget) -> List.of(Npy.read(file, budget)));
  }

  @Test
  void mutantsOfNpz() throws IOException {
    List<String> files = List.of("inexact.npz", "texts.npz", "numbers.npz", "numbers-deflated.npz");
    mutate(files, (file, budget) -> Npz.read(file, budget).values());
  }

  private void mutate(List<String> files, Reader reader) throws IOException {
    SplittableRandom random = new SplittableRandom(20_261_101);
    for (String file : files) {
      byte[] sound = Fixtures.bytes(file);
      for (int i = 0; i < MUTANTS_PER_FILE; i++) {
        byte[] mutant = mutant(sound, random);
        Path path = Files.write(folder.resolve("mutant"), mutant);
        requireLoadedOrRefused(path, file + " " + i, reader);
        Files.delete(path); // To truncate it instead would wait for the disk each time.
      }
    }
    System.out.println(files + ": " + loaded + " mutants loaded, " + refused + " refused");
    assertThat(loaded).as("mutants that load").isPositive();
    assertThat(refused).as("mutants that are refused").isGreaterThan(loaded);
  }

  private void requireLoadedOrRefused(Path path, String mutant, Reader reader) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      for (NpyArray array : reader.read(path, new Budget(Fixtures.LITTLE_MEMORY))) {
        use(array);
      }
      loaded++;
    } catch (InvalidInput refusal) {
      refused++;
      assertThat(refusal).as(mutant).hasMessageContaining(path.toString());
      assertThat(refusal.getMessage().lines()).as(mutant).hasSize(1);
    } catch (RuntimeException | Error unexpected) {
      throw new AssertionError("mutant " + mutant, unexpected);
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("bytes allocated for " + mutant).isLessThan(MOST_ALLOCATED);
  }

  private static void use(NpyArray array) {
    if (!array.type().isText()) {
      array.toDoubles();
    } else if (array.shape().length == 0) {
      array.text();
    }
  }

  /** One to eight changes: a bit or a byte, a run of equal bytes, a cut, or a piece moved. */
  private static byte[] mutant(byte[] sound, SplittableRandom random) {
    byte[] bytes = sound.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes && bytes.length > 1; i++) {
      int at = place(bytes.length, random);
      int run = Math.min(bytes.length - at, 1 + random.nextInt(8));
      switch (random.nextInt(6)) {
        case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) random.nextInt(256);
        case 3 -> Arrays.fill(bytes, at, at + run, (byte) (random.nextBoolean() ? 0xff : 0));
        case 4 -> System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - run + 1), run);
        default -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
      }
    }
    return bytes;
  }

  /** Anywhere, or, as often, among the first and last bytes, where the headers are. */
  private static int place(int length, SplittableRandom random) {
    int edge = Math.min(length, 200);
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(edge);
      case 1 -> length - 1 - random.nextInt(edge);
      default -> random.nextInt(length);
    };
  }
}
