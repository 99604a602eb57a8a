package mlp.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes files that are wrong in one way or a few of ones that are right: their bytes, their zip
 * directory, names, headers, numbers, shapes, what they say of themselves. All are functions of the
 * seed.
 */
final class TraceMutants {
  private static final int BOMB = 1_000_000;
  private static final String SUFFIX = ".npy";
  private static final String META = "meta" + SUFFIX;
  private static final String[] NAMES = {
    "../x",
    "/etc/passwd",
    "C:\\x",
    "a\\b",
    "x\0",
    "",
    "./x",
    "a//b",
    "W1/../../x",
    "\u202e1W",
    "step99999999999999999999/x",
    "step999999999999999999/x",
    "step999999999999999999/W1",
    "step-1/x",
    "step/x",
    "step1/",
    "step1/step2/x",
    "step00000000000000001/x",
    "step1/meta",
    "W2147483648",
    "W0",
    "b0",
    "W99999999999",
    "z0",
    "a9999",
    "dW10000",
    "W01",
    "W٣",
    "drop0.mask",
    "drop99999999999.mask",
    "bn1.mean",
    "bn1.running.var",
    "bn9.running.mean.after",
    "opt.m.W1",
    "opt.m.W1.before",
    "opt..W1",
    "opt.t",
    "opt.v.gamma99999",
    "loss",
    "clip.norm",
    "learningRate",
    "y.smoothed",
    "x",
    "y",
    "W1",
    "W2",
    "W3",
    "b1",
    "gamma1",
    "beta1",
    "dW1",
    "W1.after",
    "fc1.weight",
    "weight",
    ".weight",
    "fc1.weight.grad.grad",
    "grad.grad.weight",
    "after.new.kernel",
    "dense/kernel",
    "a.running_mean",
    "running_var",
    "lr",
    "labels",
    "LABEL",
    "W".repeat(2000),
    "z1.after.before",
    "dz1",
    "da1",
    "ddrop1.out",
    "dbn1.out"
  };
  private static final String[] VALUES = {
    "1e999",
    "-1",
    "0",
    "99999999999999999999999999",
    "1.5",
    "null",
    "true",
    "\"x\"",
    "\"\"",
    "[]",
    "{}",
    "2147483647",
    "9223372036854775807",
    "9223372036854775806",
    "-0.0",
    "1e-400",
    "NaN",
    "Infinity",
    "[[[[[]]]]]",
    "\"relu\"",
    "\"softmax\"",
    "\"\\u0000\"",
    "1000000",
    "0.999999999"
  };

  private final List<byte[]> sound;
  private final SplittableRandom random;

  TraceMutants(List<byte[]> sound, long seed) {
    this.sound = sound;
    random = new SplittableRandom(seed);
  }

  /** @return the next file, which may still be right */
  byte[] next() throws IOException {
    byte[] file = sound.get(random.nextInt(sound.size()));
    int changes = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
    for (int i = 0; i < changes; i++) {
      try {
        file = changed(file);
      } catch (IOException | RuntimeException isNoZipAnyMore) {
        return file;
      }
    }
    return file;
  }

  /** @return a file of names, right, wrong, or no such file at all */
  String nextMap() {
    return switch (random.nextInt(8)) {
      case 0 -> "[".repeat(1 + random.nextInt(100_000));
      case 1 -> "{\"a\":".repeat(1 + random.nextInt(5_000));
      case 2 -> "{\"x\": " + pick(VALUES) + "}";
      case 3 -> "{\"x\": \"y\", \"x\": \"W1\"}";
      case 4 -> random.nextBoolean() ? "" : "\0\u0001";
      default -> {
        StringBuilder map = new StringBuilder("{");
        for (int i = random.nextInt(4); i >= 0; i--) {
          map.append('"').append(pick(NAMES).replace("\\", "\\\\").replace('\0', '0'));
          map.append("\": \"").append(pick(NAMES).replace("\\", "\\\\").replace('\0', '0'));
          map.append(random.nextBoolean() ? ".T\"" : "\"").append(i > 0 ? ", " : "}");
        }
        yield map.toString();
      }
    };
  }

  private byte[] changed(byte[] file) throws IOException {
    switch (random.nextInt(12)) {
      case 0:
        return bytes(file);
      case 1:
        return Arrays.copyOf(file, random.nextInt(file.length + 1));
      case 2:
        return ZipBytes.withOtherDirectory(file, random);
      case 3:
        String other = pick(NAMES) + SUFFIX;
        String name = pick(ZipBytes.members(file).keySet().toArray(String[]::new));
        return ZipBytes.renamed(file, name, random.nextBoolean() ? other : anyName(file));
      default:
        return members(file);
    }
  }

  private String anyName(byte[] file) throws IOException {
    return pick(ZipBytes.members(file).keySet().toArray(String[]::new));
  }

  private byte[] bytes(byte[] file) {
    byte[] changed = file.clone();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(changed.length);
      int run = Math.min(changed.length - at, 1 + random.nextInt(8));
      switch (random.nextInt(3)) {
        case 0 -> changed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        case 1 -> Arrays.fill(changed, at, at + run, (byte) random.nextInt(256));
        default ->
          System.arraycopy(changed, at, changed, random.nextInt(changed.length - run + 1), run);
      }
    }
    return changed;
  }

  private byte[] members(byte[] file) throws IOException {
    Map<String, byte[]> all = ZipBytes.members(file);
    List<String> names = new ArrayList<>(all.keySet());
    String name = names.get(random.nextInt(names.size()));
    String other = names.get(random.nextInt(names.size()));
    switch (random.nextInt(10)) {
      case 0 -> all.remove(name);
      case 1 -> all.put(name, all.get(other));
      case 2 -> {
        return ZipBytes.of(renamed(all, name, pick(NAMES) + SUFFIX));
      }
      case 3 -> all.put(pick(NAMES) + (random.nextInt(9) == 0 ? "" : SUFFIX), all.get(name));
      case 4 -> all.put(name, NpyBytes.of(all.get(name)).withOtherHeader(random).bytes());
      case 5, 6 ->
        all.put(name, NpyBytes.of(all.get(name)).withOtherNumbers(random).bytes());
      case 7 -> all.put(name, NpyBytes.of(all.get(name)).withOtherShape(random).bytes());
      case 8 -> {
        if (random.nextInt(20) == 0) {
          all.put(name, NpyBytes.zeros(BOMB).bytes());
        }
      }
      default -> {
        String text = all.containsKey(META) ? NpyBytes.of(all.get(META)).text() : "{}";
        all.put(META, NpyBytes.ofText(meta(text.isEmpty() ? "{}" : text)).bytes());
      }
    }
    return ZipBytes.of(all);
  }

  private static Map<String, byte[]> renamed(Map<String, byte[]> all, String from, String to) {
    Map<String, byte[]> renamed = new LinkedHashMap<>();
    all.forEach((name, bytes) -> renamed.put(name.equals(from) ? to : name, bytes));
    return renamed;
  }

  // JSON in which one value is another, one field has another name, or which is none any more
  private String meta(String json) {
    String[] parts = json.split("(?<=[:,\\[{])|(?=[:,\\]}])");
    int at = random.nextInt(parts.length);
    switch (random.nextInt(10)) {
      case 0 -> parts[at] = "[".repeat(20_000);
      case 1 -> parts[at] = "";
      case 2 -> parts[at] = parts[random.nextInt(parts.length)];
      case 3 -> {
        return pick(VALUES);
      }
      case 4 -> {
        return json.replaceFirst("\"step\":\\d+", "\"step\":" + pick(VALUES));
      }
      case 5 -> {
        return json.substring(0, random.nextInt(json.length()));
      }
      default -> parts[at] = pick(VALUES);
    }
    return String.join("", parts);
  }

  private String pick(String[] all) {
    return NpyBytes.pick(all, random);
  }
}
