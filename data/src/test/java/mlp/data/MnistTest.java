package mlp.data;

import static mlp.data.IdxFiles.gzip;
import static mlp.data.IdxFiles.idx;
import static mlp.data.IdxFiles.images;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
  private static final String TRAINING_IMAGES = "train-images-idx3-ubyte";
  private static final String TRAINING_LABELS = "train-labels-idx1-ubyte";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";

  @TempDir
  private Path folder;

  @BeforeEach
  void writeSoundFiles() throws IOException {
    IdxFiles.writeMnist(folder);
  }

  @Test
  void readsPlainAndGzipFilesOfAFolder() {
    DataSet mnist = load();

    assertThat(mnist.training().rows()).isEqualTo(3);
    assertThat(mnist.test().rows()).isEqualTo(2);
    assertThat(mnist.training().inputs().columns()).isEqualTo(784);
    assertThat(mnist.imageRows() * mnist.imageColumns()).isEqualTo(784);
    assertThat(mnist.training().inputs().get(2, 783)).isEqualTo(2 / 255.0);
    assertThat(mnist.training().targets().argMax(0)).isEqualTo(7);
    assertThat(mnist.test().targets().argMax(1)).isEqualTo(2);
    assertThat(mnist.classes()).hasSize(10);
  }

  @Test
  void float32IsFloat64Rounded() {
    DataSet narrow =
        DataSets.load("mnist", DataOptions.defaults().withMnistDirectory(folder), DataType.FLOAT32);

    assertThat(narrow.training().inputs().float32())
        .isEqualTo(load().training().inputs().as(DataType.FLOAT32).float32());
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Files.delete(folder.resolve(TEST_IMAGES));
    refused(folder
        + ": got a folder without t10k-images-idx3-ubyte, expected a folder that holds MNIST's"
        + " four files, gzip (t10k-images-idx3-ubyte.gz) or not");

    assertThatThrownBy(() -> DataSets.load(
            "mnist",
            DataOptions.defaults().withMnistDirectory(folder.resolve("none")),
            DataType.FLOAT32))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("none: got no folder, expected");
  }

  @Test
  void wrongMagicNumbersAreRefused() throws IOException {
    byte[] labelsAsImages = idx(new byte[784], 784);
    replace(TRAINING_IMAGES, labelsAsImages);
    refused(
        ": got the magic number 0x00000801, expected 0x00000803: an IDX file of bytes in 3 dim");

    replace(TRAINING_LABELS, "this is a text".getBytes());
    refused(
        ": got the magic number 0x74686973, expected 0x00000801: an IDX file of bytes in 1 dim");
  }

  @Test
  void truncatedFilesAreRefused() throws IOException {
    replace(TRAINING_IMAGES, Arrays.copyOf(images(3), 2000));
    refused(": got 1984 values, expected 2352, as its header promises; get the file again");
    replace(TRAINING_IMAGES, Arrays.copyOf(images(3), 6));
    refused(": the file ends in its header; it was cut off");
    replace(TRAINING_IMAGES, new byte[0]);
    refused(": the file ends in its header; it was cut off");
    replace(TRAINING_IMAGES, images(3));

    byte[] gzip = gzip(images(2));
    replace(TEST_IMAGES, Arrays.copyOf(gzip, gzip.length - 20));
    refused("the gzip data end early; the file was cut off, get it again");
    byte[] damaged = gzip.clone();
    damaged[gzip.length - 6] ^= 1;
    replace(TEST_IMAGES, damaged);
    refused("the gzip data are damaged");
  }

  @Test
  void moreThanTheHeaderPromisesIsRefused() throws IOException {
    replace(TRAINING_IMAGES, Arrays.copyOf(images(3), images(3).length + 1));
    refused(": got more than 2352 values, expected what its header promises");
  }

  @Test
  void aGzipBombIsReadNoFurtherThanItsHeaderPromises() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(images(2));
      for (int i = 0; i < 200; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    byte[] cutOff = Arrays.copyOf(bomb.toByteArray(), bomb.size() - 100);
    replace(TEST_IMAGES, cutOff);
    // Were it read to its end, the message would say that the gzip data end early.
    refused(": got more than 1568 values, expected what its header promises");
  }

  @Test
  void promisesThatTheFileCannotKeepAllocateNothing() throws IOException {
    byte[] header = Arrays.copyOf(idx(new byte[0], 2_000_000, 28, 28), 100);
    replace(TRAINING_IMAGES, header);
    refused(": got 100 bytes for 1568000000 promised values, expected a whole file");
    replace(TRAINING_IMAGES, idx(new byte[0], 60_000_000, 28, 28));
    refused(": got the dimensions [60000000, 28, 28], expected dimensions of at least 1 and of at");
    replace(TRAINING_IMAGES, idx(new byte[0], -1, 28, 28));
    refused(": got the dimensions [-1, 28, 28], expected");
    replace(TRAINING_IMAGES, idx(new byte[0], 0, 28, 28));
    refused(": got the dimensions [0, 28, 28], expected");
  }

  @Test
  void imagesOfAnotherSizeAreRefused() throws IOException {
    replace(TRAINING_IMAGES, idx(new byte[3 * 64], 3, 8, 8));
    refused(TRAINING_IMAGES + ": got images of 8×8 pixels, expected 28×28");
  }

  @Test
  void imagesAndLabelsOfDifferentCountAreRefused() throws IOException {
    replace(TRAINING_LABELS, idx(new byte[] {1, 2}, 2));
    refused(TRAINING_LABELS
        + ": got 2 labels, expected 3, one for each image in train-images-idx3-ubyte");
  }

  @Test
  void labelsOutOfRangeAreRefused() throws IOException {
    replace(TRAINING_LABELS, idx(new byte[] {1, 10, 2}, 3));
    refused(TRAINING_LABELS + ", label 2: got 10, expected a digit from 0 to 9");
    replace(TRAINING_LABELS, idx(new byte[] {1, 2, -1}, 3));
    refused(TRAINING_LABELS + ", label 3: got 255, expected a digit from 0 to 9");
  }

  private void replace(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private void refused(String message) {
    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidInput.class)
        .message()
        .startsWith(folder.toString())
        .contains(message)
        .doesNotContain("\n");
  }

  private DataSet load() {
    return DataSets.load(
        "mnist", DataOptions.defaults().withMnistDirectory(folder), DataType.FLOAT64);
  }
}
