package mlp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mlp.api.DataType;
import mlp.api.Matrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads the real files, where they are: in the folder that the environment variable MLP_DATA names,
 * in its folder mnist, or in ../shared/data/mnist beside the project.
 */
class RealMnistTest {
  private static final List<RemoteFile> FILES =
      List.of(Mnist.TRAINING_IMAGES, Mnist.TRAINING_LABELS, Mnist.TEST_IMAGES, Mnist.TEST_LABELS);

  private static Path folder;

  @BeforeAll
  static void findFiles() {
    String named = System.getenv("MLP_DATA");
    Stream<Path> candidates = named != null
        ? Stream.of(Path.of(named), Path.of(named, "mnist"))
        : Stream.of(Path.of("../../shared/data/mnist"));
    folder = candidates.filter(RealMnistTest::holdsFiles).findFirst().orElse(null);
    assumeTrue(
        folder != null,
        "skipped: MNIST's files are not here; set MLP_DATA to the folder that holds them");
  }

  private static boolean holdsFiles(Path folder) {
    return FILES.stream()
        .allMatch(file -> Files.exists(folder.resolve(file.name()))
            || Files.exists(folder.resolve(file.archive())));
  }

  @Test
  void everyImageAndLabelIsThere() {
    DataSet mnist =
        DataSets.load("mnist", DataOptions.defaults().withMnistDirectory(folder), DataType.FLOAT32);

    assertThat(mnist.training().rows()).isEqualTo(60_000);
    assertThat(mnist.test().rows()).isEqualTo(10_000);
    assertThat(counts(mnist.training().targets()))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(counts(mnist.test().targets()))
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    // The mean of all training pixels, as it is widely published.
    double sum = 0;
    for (float pixel : mnist.training().inputs().float32()) {
      sum += pixel;
    }
    assertThat(sum / (60_000 * 784)).isBetween(0.13065, 0.13067);
  }

  @Test
  void aCacheFilledFromAMirrorHoldsTheSame(@TempDir Path cache) throws IOException {
    try (LoopbackServer server = new LoopbackServer()) {
      for (RemoteFile file : FILES) {
        Path archive = folder.resolve(file.archive());
        Path plain = folder.resolve(file.name());
        server.offer(file.archive(), Files.readAllBytes(Files.exists(archive) ? archive : plain));
      }
      DataOptions options = DataOptions.defaults().withCacheDirectory(cache);
      List<URI> mirrors = List.of(server.folder());
      DataSet downloaded = Mnist.load(options, DataType.FLOAT32, mirrors);
      int requests = server.requests().size();
      DataSet cached = Mnist.load(options, DataType.FLOAT32, mirrors);
      DataSet direct = DataSets.load("mnist", options.withMnistDirectory(folder), DataType.FLOAT32);

      assertThat(requests).isEqualTo(4);
      assertThat(server.requests()).hasSize(4);
      assertThat(downloaded.test().inputs().float32())
          .isEqualTo(direct.test().inputs().float32());
      assertThat(cached.training().targets().float32())
          .isEqualTo(direct.training().targets().float32());
    }
  }

  private static int[] counts(Matrix targets) {
    int[] counts = new int[targets.columns()];
    for (int row = 0; row < targets.rows(); row++) {
      counts[targets.argMax(row)]++;
    }
    return counts;
  }
}
