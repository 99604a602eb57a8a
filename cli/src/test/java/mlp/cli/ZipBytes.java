package mlp.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Zip files as bytes: their members, and what is wrong with them on purpose. */
final class ZipBytes {
  private static final byte[] IN_DIRECTORY = {'P', 'K', 1, 2};
  private static final long[] SIZES = {0, 1, 0x7fff_ffffL, 0xffff_ffffL, 0x8000_0000L, 100_000};

  /** Where a member's entry in the directory has its checksum, sizes, lengths and place. */
  private static final int[] FIELDS = {8, 10, 16, 20, 24, 28, 30, 32, 38, 42};

  private ZipBytes() {}

  /** @return the members, in the file's order */
  static Map<String, byte[]> members(byte[] zip) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        members.put(entry.getName(), in.readAllBytes());
      }
    }
    return members;
  }

  static byte[] of(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(1);
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** Gives a name to a second member, everywhere in the file, or another of the same length. */
  static byte[] renamed(byte[] zip, String name, String other) {
    byte[] from = name.getBytes(StandardCharsets.UTF_8);
    byte[] to = other.getBytes(StandardCharsets.UTF_8);
    byte[] renamed = zip.clone();
    for (int at : places(zip, from)) {
      System.arraycopy(to, 0, renamed, at, Math.min(from.length, to.length));
    }
    return renamed;
  }

  /** Changes a field of the directory, which says what a member is and where. */
  static byte[] withOtherDirectory(byte[] zip, SplittableRandom random) {
    List<Integer> entries = places(zip, IN_DIRECTORY);
    byte[] changed = zip.clone();
    if (!entries.isEmpty()) {
      int at = entries.get(random.nextInt(entries.size())) + FIELDS[random.nextInt(FIELDS.length)];
      int value = (int) SIZES[random.nextInt(SIZES.length)];
      ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
      if (random.nextBoolean()) {
        value = buffer.getInt(at) + random.nextInt(-3, 4);
      }
      buffer.putInt(at, value);
    }
    return changed;
  }

  private static List<Integer> places(byte[] bytes, byte[] part) {
    List<Integer> places = new ArrayList<>();
    for (int at = 0; at + part.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        places.add(at);
      }
    }
    return places;
  }
}
