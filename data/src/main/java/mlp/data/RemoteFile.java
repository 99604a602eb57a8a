package mlp.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that mirrors offer as a gzip, and what it is known to hold. MD5 finds damage, not malice:
 * it is the digest that was published.
 *
 * @param name without the suffix .gz
 * @param length of the uncompressed bytes
 * @param md5 of the uncompressed bytes, in hexadecimal digits
 */
record RemoteFile(String name, long length, String md5) {
  String archive() {
    return name + ".gz";
  }

  /**
   * More bytes than any sensible gzip of the file has: the stored blocks of RFC 1951 add five bytes
   * for each 65,535, the gzip header has room for names and comments.
   */
  long longestArchive() {
    return length + length / 1000 + (1 << 16);
  }

  /** @return whether the archive, decompressed, is this file; it is not if it is damaged */
  boolean isIn(Path archive) {
    MessageDigest digest = md5Digest();
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    try (InputStream bytes = IdxFile.open(archive)) {
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        total += n;
        if (total > length) {
          return false;
        }
        digest.update(buffer, 0, n);
      }
    } catch (IOException damaged) {
      return false;
    }
    return total == length && HexFormat.of().formatHex(digest.digest()).equals(md5);
  }

  private static MessageDigest md5Digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has MD5", impossible);
    }
  }
}
