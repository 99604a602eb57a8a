package mlp.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import mlp.api.EpochResult;

/** Shows how far a training is: a bar on a terminal, elsewhere some lines. */
final class Progress implements AutoCloseable {
  private static final int BAR_WIDTH = 78;
  private static final int LINES = 10;

  private final PrintWriter err;
  private final boolean terminal;
  private ProgressBar bar;
  private int epochs;

  private Progress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** @return progress on stderr, with a bar where the launcher found a terminal there */
  static Progress on(PrintWriter err) {
    return new Progress(err, Boolean.getBoolean("mlp.terminal"));
  }

  /** @param stepsPerEpoch of all tracks together */
  void begin(int epochs, int stepsPerEpoch) {
    this.epochs = epochs;
    if (terminal) {
      bar = new ProgressBarBuilder()
          .setTaskName("training")
          .setInitialMax((long) epochs * stepsPerEpoch)
          .setUpdateIntervalMillis(100)
          .setStyle(ProgressBarStyle.ASCII)
          .setConsumer(new ConsoleProgressBarConsumer(new PrintStream(System.err, true), BAR_WIDTH))
          .build();
    }
  }

  void stepDone() {
    if (bar != null) {
      bar.step();
    }
  }

  /** @param epoch from 0 */
  void epochDone(int epoch, EpochResult result) {
    int done = epoch + 1;
    if (bar != null) {
      bar.setExtraMessage(String.format(Locale.ROOT, " loss %.4f", result.loss()));
    } else if (done * LINES / epochs > epoch * LINES / epochs) {
      err.println(
          String.format(Locale.ROOT, "epoch %d of %d, loss %.4f", done, epochs, result.loss()));
      err.flush();
    }
  }

  /**
   * One of the trainings of an experiment is done, each of which counts as an epoch.
   *
   * @param done how many are, with this one
   */
  void trainingDone(int done, String name) {
    if (bar != null) {
      bar.step();
      bar.setExtraMessage(" " + name);
    } else if (done * LINES / epochs > (done - 1) * LINES / epochs) {
      err.println("training " + done + " of " + epochs + ": " + name);
      err.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
