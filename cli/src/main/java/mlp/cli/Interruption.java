package mlp.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, told to whoever trains. The JVM waits a moment for the command to come to its end, so
 * that a file that is being written is whole or not there.
 */
class Interruption {
  private static final long SECONDS_TO_END = 10;

  private final CountDownLatch commandEnded = new CountDownLatch(1);
  private volatile boolean requested;

  /** @return what a signal to this process requests */
  static Interruption ofThisProcess() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::endCommand, "interruption"));
    return interruption;
  }

  /** Asks the command to end. */
  void request() {
    requested = true;
  }

  boolean isRequested() {
    return requested;
  }

  /** Ends the JVM; where a signal ends it already, that one decides the exit code. */
  void exit(int exitCode) {
    commandEnded.countDown();
    if (!requested) {
      System.exit(exitCode);
    }
  }

  private void endCommand() {
    request();
    try {
      commandEnded.await(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
