package mlp.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes a stream on which nothing has arrived for a while, so that its reader fails instead of
 * waiting for ever: the JDK's HTTP client has a time limit for the response's head only.
 */
final class StallGuard implements AutoCloseable {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stall-guard");
        thread.setDaemon(true);
        return thread;
      });
  private volatile long lastArrival = System.nanoTime();

  StallGuard(InputStream stream, Duration patience) {
    long nanos = patience.toNanos();
    clock.scheduleWithFixedDelay(
        () -> {
          if (System.nanoTime() - lastArrival > nanos) {
            close(stream);
          }
        },
        nanos,
        nanos / 4,
        TimeUnit.NANOSECONDS);
  }

  void bytesArrived() {
    lastArrival = System.nanoTime();
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
