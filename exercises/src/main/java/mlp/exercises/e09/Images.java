package mlp.exercises.e09;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mlp.api.DataType;
import mlp.data.DataOptions;
import mlp.data.DataSet;
import mlp.data.DataSets;
import mlp.data.Scaling;

/** The two data sets: digits, which is always there, and MNIST, where it is. */
final class Images {
  private static final List<String> FILES = List.of(
      "train-images-idx3-ubyte",
      "train-labels-idx1-ubyte",
      "t10k-images-idx3-ubyte",
      "t10k-labels-idx1-ubyte");

  private Images() {}

  static DataSet digits(Scaling scaling) {
    return DataSets.load("digits", DataOptions.defaults().withScaling(scaling), DataType.FLOAT32);
  }

  /** @param folder from {@link #mnistFolder} */
  static DataSet mnist(Path folder, Scaling scaling) {
    DataOptions options = DataOptions.defaults().withScaling(scaling).withMnistDirectory(folder);
    return DataSets.load("mnist", options, DataType.FLOAT32);
  }

  /**
   * @return the folder of MNIST's files: {@code $MLP_DATA} or its folder mnist, or else where
   *     {@code ./mlp train --data mnist} has put what it downloaded; nothing is downloaded here
   */
  static Optional<Path> mnistFolder() {
    String usual = System.getenv("MLP_DATA");
    if (usual != null && !usual.isBlank()) {
      return first(Path.of(usual), Path.of(usual, "mnist"));
    }
    String cacheHome = System.getenv("XDG_CACHE_HOME");
    Path cache = cacheHome == null || cacheHome.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(cacheHome);
    return first(cache.resolve("mlp").resolve("mnist"));
  }

  private static Optional<Path> first(Path... folders) {
    return List.of(folders).stream().filter(Images::isComplete).findFirst();
  }

  private static boolean isComplete(Path folder) {
    return FILES.stream()
        .allMatch(name -> Files.isRegularFile(folder.resolve(name))
            || Files.isRegularFile(folder.resolve(name + ".gz")));
  }
}
