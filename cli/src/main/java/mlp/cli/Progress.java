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
  private static final int LINES = 40;

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

  /**
   * @param stepsPerEpoch of all tracks together
   * @param done steps taken before, of all tracks together
   */
  void begin(int epochs, int stepsPerEpoch, long done) {
    this.epochs = epochs;
    if (terminal) {
      bar = new ProgressBarBuilder()
          .setTaskName("training")
          .setInitialMax((long) epochs * stepsPerEpoch)
          .setUpdateIntervalMillis(100)
          .setStyle(ProgressBarStyle.ASCII)
          .setConsumer(new ConsoleProgressBarConsumer(new PrintStream(System.err, true), BAR_WIDTH))
          .build();
      bar.stepTo(done);
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
      bar.setExtraMessage(" epoch " + done + results(result));
    } else if (epochs <= LINES || done * LINES / epochs > epoch * LINES / epochs) {
      err.println(String.format(
          Locale.ROOT,
          "epoch %d of %d%s, %.1f s",
          done,
          epochs,
          results(result),
          result.seconds()));
      err.flush();
    }
  }

  private static String results(EpochResult result) {
    double accuracy = result.test().accuracy();
    return String.format(Locale.ROOT, ", loss %.4f", result.loss())
        + (Double.isNaN(accuracy)
            ? ""
            : String.format(Locale.ROOT, ", test accuracy %.4f", accuracy));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
