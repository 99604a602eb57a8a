package mlp.data;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import mlp.api.DataType;
import mlp.api.InvalidInput;

/**
 * MNIST: handwritten digits of 28×28 pixels (LeCun, Cortes and Burges), 60,000 to train and 10,000
 * to test, in their four IDX files. Files from the user's own folder are checked for their form,
 * downloaded ones for every byte.
 */
final class Mnist {
  static final RemoteFile TRAINING_IMAGES =
      new RemoteFile("train-images-idx3-ubyte", 47_040_016, "6bbc9ace898e44ae57da46a324031adb");
  static final RemoteFile TRAINING_LABELS =
      new RemoteFile("train-labels-idx1-ubyte", 60_008, "a25bea736e30d166cdddb491f175f624");
  static final RemoteFile TEST_IMAGES =
      new RemoteFile("t10k-images-idx3-ubyte", 7_840_016, "2646ac647ad5339dbf082846283269ea");
  static final RemoteFile TEST_LABELS =
      new RemoteFile("t10k-labels-idx1-ubyte", 10_008, "27ae3e4e09519cfbb04c329615203637");

  private static final List<URI> MIRRORS = List.of(
      URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
      URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final List<String> CLASSES =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  private static final int SIDE = 28;
  private static final int BRIGHTEST = 255;

  private Mnist() {}

  static DataSet load(DataOptions options, DataType dataType) {
    return load(options, dataType, MIRRORS);
  }

  /** @param mirrors from which to download, if the options name no folder */
  static DataSet load(DataOptions options, DataType dataType, List<URI> mirrors) {
    Source source = options.mnistDirectory() == null
        ? cached(options, mirrors)
        : file -> inFolder(options.mnistDirectory(), file);
    Examples training = examples(source, TRAINING_IMAGES, TRAINING_LABELS);
    Examples test = examples(source, TEST_IMAGES, TEST_LABELS);
    Parts.Scaled parts = Parts.of(training, test, options)
        .scaled(
            inputs -> Scaler.fitPixels(options.scalingOr(Scaling.UNIT), inputs, BRIGHTEST),
            dataType);
    return new DataSet(
        "mnist",
        String.format(
            Locale.ROOT,
            "MNIST: handwritten digits of 28×28 pixels (LeCun, Cortes and Burges), %d to train and %d"
                + " to test",
            training.inputs().rows(),
            test.inputs().rows()),
        parts.training(),
        parts.validation(),
        parts.test(),
        CLASSES,
        SIDE,
        SIDE);
  }

  /** Where a file lies. */
  @FunctionalInterface
  private interface Source {
    Path find(RemoteFile file);
  }

  private static Source cached(DataOptions options, List<URI> mirrors) {
    Path folder = options.cacheDirectory().resolve("mnist");
    return new Download(mirrors, folder, PATIENCE, options.downloadListener())::fetch;
  }

  private static Path inFolder(Path folder, RemoteFile file) {
    for (String name : List.of(file.name(), file.archive())) {
      Path path = folder.resolve(name);
      if (Files.isRegularFile(path)) {
        return path;
      }
    }
    throw new InvalidInput(
        folder.toString(),
        Files.isDirectory(folder) ? "a folder without " + file.name() : "no folder",
        "a folder that holds MNIST's four files, gzip (" + file.archive() + ") or not");
  }

  private static Examples examples(Source source, RemoteFile imageFile, RemoteFile labelFile) {
    Path imagePath = source.find(imageFile);
    Path labelPath = source.find(labelFile);
    IdxFile labels = IdxFile.read(labelPath, 1);
    IdxFile images = IdxFile.read(imagePath, 3);
    int rows = images.shape()[0];
    if (images.shape()[1] != SIDE || images.shape()[2] != SIDE) {
      throw new InvalidInput(
          imagePath.toString(),
          "images of " + images.shape()[1] + "×" + images.shape()[2] + " pixels",
          SIDE + "×" + SIDE);
    }
    if (labels.shape()[0] != rows) {
      throw new InvalidInput(
          labelPath.toString(),
          labels.shape()[0] + " labels",
          rows + ", one for each image in " + imagePath.getFileName());
    }
    return new Examples(
        Table.ofUnsignedBytes(SIDE * SIDE, images.values()),
        Table.oneHot(CLASSES.size(), digits(labelPath, labels.values())));
  }

  private static int[] digits(Path file, byte[] labels) {
    int[] digits = new int[labels.length];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = labels[i] & 0xFF;
      if (digits[i] >= CLASSES.size()) {
        throw new InvalidInput(file + ", label " + (i + 1), digits[i], "a digit from 0 to 9");
      }
    }
    return digits;
  }
}
