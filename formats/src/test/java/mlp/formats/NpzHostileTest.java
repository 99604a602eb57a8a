package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mlp.api.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no zip file of arrays, or not a whole one, is refused by file and member. */
class NpzHostileTest extends NpzRefusals {

  @Test
  void aSoundFileIsRead() throws IOException {
    assertThat(read(Fixtures.zip("W1.npy", SCALAR))).containsOnlyKeys("W1");
    assertThat(read(Fixtures.zip("step10/layer:0/σ.npy", SCALAR)))
        .containsOnlyKeys("step10/layer:0/σ");
  }

  @Test
  void anEmptyFileHoldsNoArrays() {
    Path file = folder.resolve("empty.npz");
    Npz.write(file, Map.of());
    assertThat(Npz.read(file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../W1.npy",
        "/W1.npy",
        "a/../W1.npy",
        "./W1.npy",
        "a//W1.npy",
        "a/.npy",
        "..\\W1.npy",
        "C:\\W1.npy",
        ".npy",
        "W\u001b[2J1.npy",
        "W\n1.npy",
      })
  void namesOfPaths(String member) {
    requireRefused(Fixtures.zip(member, SCALAR), "member", "the name");
    assertThatThrownBy(() -> read(Fixtures.zip(member, SCALAR)))
        .message()
        .doesNotContain("\u001b", "\n");
    String name = member.substring(0, member.length() - ".npy".length());
    assertThatThrownBy(
            () -> Npz.write(folder.resolve("new.npz"), Map.of(name, NpyArray.ofText(""))))
        .isInstanceOf(InvalidInput.class);
    assertThat(folder.resolve("new.npz")).doesNotExist();
  }

  @Test
  void namesTooLong() {
    requireRefused(Fixtures.zip("x".repeat(1_001) + ".npy", SCALAR), "at most 1000 characters");
  }

  @Test
  void membersThatAreNoArrays() {
    requireRefused(Fixtures.zip("readme.txt", SCALAR), "member readme.txt", "end in .npy");
    requireRefused(Fixtures.zip("folder/", new byte[0]), "member folder/", "end in .npy");
    requireRefused(Fixtures.zip("W1.npy", new byte[0]), "member W1.npy", "numpy.save");
  }

  @Test
  void aSecondMemberOfAName() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : new String[] {"W1.npy", "W2.npy"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(SCALAR);
      }
    }
    byte[] twice = Fixtures.replace(out.toByteArray(), "W2.npy", "W1.npy");
    requireRefused(twice, "member W1.npy", "a second member");
  }

  @Test
  void bombs() {
    byte[] zeros = Fixtures.npy(Fixtures.header("'<f8'", "False", "(1000000,)"), 8_000_000);
    byte[] bomb = Fixtures.zip("bomb.npy", zeros);
    assertThat(bomb.length).isLessThan(10_000);
    requireRefused(bomb, "member bomb.npy", "-Xmx");
  }

  @Test
  void headersThatPromiseMoreThanTheMemberHolds() {
    byte[] promise = Fixtures.npy(Fixtures.header("'<f8'", "False", "(1000000,)"), 8);
    requireRefused(Fixtures.zip("W1.npy", promise), "member W1.npy", "8 bytes of data");
  }

  @Test
  void filesThatAreNoZips() {
    requireRefused(new byte[0]);
    requireRefused(SCALAR);
    requireRefused(new byte[100_000]);
    assertThatThrownBy(() -> Npz.read(folder.resolve("absent.npz")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageEndingWith("absent.npz: there is no such file");
    assertThatThrownBy(() -> Npz.read(folder))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("not a file that can be read");
  }

  @Test
  void everyTruncation() {
    byte[] whole = Fixtures.bytes("inexact.npz");
    for (int length = 0; length < whole.length; length++) {
      requireRefused(Arrays.copyOf(whole, length));
    }
  }
}
