package mlp.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Makes small files in MNIST's format. */
final class IdxFiles {
  private IdxFiles() {}

  /** @return an IDX file of unsigned bytes: header, then the values */
  static byte[] idx(byte[] values, int... shape) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
    file.putInt(0x0800 | shape.length);
    for (int length : shape) {
      file.putInt(length);
    }
    return file.put(values).array();
  }

  /** @return so many images whose every pixel is the image's number */
  static byte[] images(int count) {
    byte[] pixels = new byte[count * 28 * 28];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / (28 * 28));
    }
    return idx(pixels, count, 28, 28);
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  /** Writes a small, sound MNIST: the training part plain, the test part as gzip. */
  static void writeMnist(Path folder) throws IOException {
    Files.write(folder.resolve("train-images-idx3-ubyte"), images(3));
    Files.write(folder.resolve("train-labels-idx1-ubyte"), idx(new byte[] {7, 0, 9}, 3));
    Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), gzip(images(2)));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), gzip(idx(new byte[] {1, 2}, 2)));
  }
}
