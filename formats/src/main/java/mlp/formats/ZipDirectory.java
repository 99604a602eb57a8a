package mlp.formats;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * How long the directory of a zip file is, which is read as a whole. It is said by a record at the
 * file's end, before a comment (APPNOTE.TXT, 4.3.16), and where it does not fit there by another
 * one before (4.3.14).
 */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int LENGTH_AT = 12;
  private static final long IN_64_BITS = 0xffff_ffffL;

  private ZipDirectory() {}

  /**
   * @param length of the file
   * @return at least as many bytes as the directory has: of several records that may be the one at
   *     the end, what the largest says, and where that is in 64 bits, the file's length
   */
  static long mostBytes(Path file, long length) throws IOException {
    byte[] tail = new byte[(int) Math.min(length, END_LENGTH + LONGEST_COMMENT)];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(length - tail.length);
      in.readFully(tail);
    }
    ByteBuffer end = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
    long most = 0;
    for (int at = 0; at + END_LENGTH <= tail.length; at++) {
      if (end.getInt(at) == END) {
        long said = Integer.toUnsignedLong(end.getInt(at + LENGTH_AT));
        most = Math.max(most, said == IN_64_BITS ? length : said);
      }
    }
    return Math.min(most, length);
  }
}
