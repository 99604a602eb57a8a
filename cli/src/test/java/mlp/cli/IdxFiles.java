package mlp.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes small files in MNIST's format. */
final class IdxFiles {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  private IdxFiles() {}

  /** @return so many black images */
  static byte[] images(int count) {
    return of(IMAGES, new int[] {count, 28, 28}, new byte[count * 28 * 28]);
  }

  static byte[] labels(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return of(LABELS, new int[] {labels.length}, bytes);
  }

  static byte[] of(int magic, int[] shape, byte[] values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(magic);
      for (int length : shape) {
        out.writeInt(length);
      }
      out.write(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
