package mlp.exercises;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The beginning of what a learner's code prints: it may print without end. */
final class Printed extends OutputStream {
  private static final int MOST_BYTES = 2_000;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean isCut;

  @Override
  public synchronized void write(int value) {
    if (kept.size() < MOST_BYTES) {
      kept.write(value);
    } else {
      isCut = true;
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    int fits = Math.min(length, MOST_BYTES - kept.size());
    kept.write(bytes, from, fits);
    isCut |= fits < length;
  }

  /** @return what was printed since the last call */
  synchronized String take() {
    String text = kept.toString(StandardCharsets.UTF_8) + (isCut ? "…" : "");
    kept.reset();
    isCut = false;
    return text;
  }
}
