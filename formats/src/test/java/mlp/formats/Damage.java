package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import mlp.api.InvalidInput;

/**
 * Damages a file and reads it: it is refused by an InvalidInput that names it in one line, or what
 * is read of it makes the sound file again, to the byte; with little memory either way. Seeds are
 * fixed: a failure can be repeated.
 */
final class Damage {
  private static final int MUTANTS = 2_000;

  /** The budget of 1 MiB, four times, for what the JDK and Jackson read with. */
  private static final long MOST_ALLOCATED = 4 * Fixtures.LITTLE_MEMORY;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Path folder;
  private final byte[] sound;
  private final Reader reader;
  private int loaded;
  private int refused;

  /** Reads all of a file, and makes a file of it again. */
  interface Reader {
    byte[] read(Path file, Budget budget);
  }

  Damage(Path folder, byte[] sound, Reader reader) {
    this.folder = folder;
    this.sound = sound;
    this.reader = reader;
  }

  int loaded() {
    return loaded;
  }

  int refused() {
    return refused;
  }

  void truncate() throws IOException {
    for (int length = 0; length < sound.length; length++) {
      requireEqualOrRefused(Arrays.copyOf(sound, length), "the first " + length + " bytes");
    }
  }

  /** One bit of every fourth byte or so, from the first to the last. */
  void flipSingleBits() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (int at = 0; at < sound.length; at += 1 + random.nextInt(7)) {
      byte[] mutant = sound.clone();
      int bit = random.nextInt(Byte.SIZE);
      mutant[at] ^= (byte) (1 << bit);
      requireEqualOrRefused(mutant, "bit " + bit + " of byte " + at);
    }
  }

  void flipEveryBit() throws IOException {
    for (int at = 0; at < sound.length; at++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] mutant = sound.clone();
        mutant[at] ^= (byte) (1 << bit);
        requireEqualOrRefused(mutant, "bit " + bit + " of byte " + at);
      }
    }
  }

  /** Two to eight bits, all in one of eight regions of the file, or anywhere. */
  void flipManyBits() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = sound.clone();
      int region = random.nextInt(9);
      int from = region == 8 ? 0 : region * sound.length / 8;
      int to = region == 8 ? sound.length : (region + 1) * sound.length / 8;
      int flips = 2 + random.nextInt(7);
      for (int flip = 0; flip < flips; flip++) {
        mutant[random.nextInt(from, to)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      }
      requireEqualOrRefused(mutant, "mutant " + i);
    }
  }

  private void requireEqualOrRefused(byte[] bytes, String what) throws IOException {
    Path file = Files.write(folder.resolve("damaged"), bytes);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    byte[] read = null;
    try {
      read = reader.read(file, new Budget(Fixtures.LITTLE_MEMORY));
      loaded++;
    } catch (InvalidInput refusal) {
      refused++;
      assertThat(refusal).as(what).hasMessageContaining(file.toString());
      assertThat(refusal.getMessage().lines()).as(what).hasSize(1);
    } catch (RuntimeException | Error unexpected) {
      throw new AssertionError(what, unexpected);
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("bytes allocated for " + what).isLessThan(MOST_ALLOCATED);
    if (read != null) {
      assertThat(Arrays.equals(read, sound))
          .as("what is read of " + what + " is equal")
          .isTrue();
    }
    Files.delete(file); // To truncate it instead would wait for the disk each time.
  }
}
