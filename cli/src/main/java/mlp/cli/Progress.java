package mlp.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import mlp.api.EpochResult;
import mlp.api.Evaluation;

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

  /** @return progress that nobody sees: of what goes on beside */
  static Progress none() {
    return new Progress(new PrintWriter(PrintWriter.nullWriter()), false);
  }

  /** @param stepsPerEpoch of all tracks together */
  void begin(int epochs, int stepsPerEpoch) {
    this.epochs = epochs;
    begin("training", (long) epochs * stepsPerEpoch);
  }

  /** @param what goes on, in one word */
  void begin(String what, long steps) {
    if (terminal) {
      bar = new ProgressBarBuilder()
          .setTaskName(what)
          .setInitialMax(steps)
          .setUpdateIntervalMillis(100)
          .setStyle(ProgressBarStyle.ASCII)
          .setConsumer(new ConsoleProgressBarConsumer(new PrintStream(System.err, true), BAR_WIDTH))
          .build();
    }
  }

  /** @param steps that were done before, where a training goes on */
  void skip(long steps) {
    if (steps > 0) {
      err.printf(Locale.ROOT, "going on after step %,d%n", steps);
      err.flush();
    }
    if (bar != null) {
      bar.stepBy(steps);
    }
  }

  void stepDone() {
    if (bar != null) {
      bar.step();
    }
  }

  /** @param everyEpoch whether each epoch has its line, on a terminal too */
  void epochDone(EpochResult result, boolean everyEpoch) {
    int done = result.epoch() + 1;
    if (bar != null) {
      bar.setExtraMessage(String.format(Locale.ROOT, " loss %.4f", result.loss()));
    }
    if (everyEpoch) {
      // The line takes the bar's place, which is drawn anew below it.
      String format = bar == null ? "%s%n" : "\r%-" + BAR_WIDTH + "s%n";
      err.printf(Locale.ROOT, format, line(done, result));
      err.flush();
    } else if (bar == null && done * LINES / epochs > (done - 1) * LINES / epochs) {
      err.println(
          String.format(Locale.ROOT, "epoch %d of %d, loss %.4f", done, epochs, result.loss()));
      err.flush();
    }
  }

  private String line(int done, EpochResult result) {
    return String.format(Locale.ROOT, "epoch %d of %d: loss %.4f", done, epochs, result.loss())
        + result
            .validation()
            .map(shown -> ", validation " + figure(shown))
            .orElseGet(() -> ", test " + figure(result.test()))
        + String.format(Locale.ROOT, ", %.1f s", result.seconds());
  }

  private static String figure(Evaluation evaluation) {
    return Double.isNaN(evaluation.accuracy())
        ? "loss " + Wording.loss(evaluation.loss())
        : "accuracy " + Wording.accuracy(evaluation.accuracy());
  }

  /**
   * One of the trainings of an experiment, or of the measurements of a benchmark, is done, each of
   * which counts as an epoch.
   *
   * @param done how many are, with this one
   */
  void taskDone(int done, String name) {
    if (bar != null) {
      bar.step();
      bar.setExtraMessage(" " + name);
    } else if (done * LINES / epochs > (done - 1) * LINES / epochs) {
      err.println(done + " of " + epochs + ": " + name);
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
