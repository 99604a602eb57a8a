package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import mlp.api.DataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged checkpoint is refused, or it is equal to the sound one in everything. */
class CheckpointDamageTest {
  @TempDir
  Path folder;

  private Damage damage;

  @BeforeEach
  void begin() {
    damage = new Damage(
        folder,
        Checkpoints.bytes(Checkpoints.full(DataType.FLOAT32)),
        (file, budget) -> Checkpoints.bytes(CheckpointFile.read(file, budget)));
  }

  @Test
  void everyLength() {
    assertTimeoutPreemptively(Duration.ofMinutes(5), damage::truncate);
    assertThat(damage.loaded()).as("truncated files that load").isZero();
  }

  @Test
  void oneBitFlipped() {
    assertTimeoutPreemptively(Duration.ofMinutes(5), damage::flipSingleBits);
    assertThat(damage.refused()).as("files that are refused").isGreaterThan(400);
    // A zip file says much twice, and times and attributes, which mean nothing here.
    assertThat(damage.loaded()).as("files that load").isBetween(1, damage.refused() / 2);
  }

  @Test
  void manyBitsFlipped() {
    assertTimeoutPreemptively(Duration.ofMinutes(5), damage::flipManyBits);
    assertThat(damage.refused()).as("files that are refused").isGreaterThan(damage.loaded());
  }
}
