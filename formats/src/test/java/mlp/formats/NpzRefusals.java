package mlp.formats;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import mlp.api.InvalidInput;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of hostile .npz files share. */
abstract class NpzRefusals {
  /** A sound .npy file of one number. */
  static final byte[] SCALAR = Fixtures.npy(Fixtures.header("'<f8'", "False", "()"), Double.BYTES);

  @TempDir
  Path folder;

  Map<String, NpyArray> read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("hostile.npz"), bytes);
    return Npz.read(file, new Budget(Fixtures.LITTLE_MEMORY));
  }

  void requireRefused(byte[] bytes, String... says) {
    AbstractThrowableAssert<?, ?> refusal = assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("hostile.npz");
    for (String part : says) {
      refusal.hasMessageContaining(part);
    }
  }
}
