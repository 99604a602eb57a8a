package mlp.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mlp.api.Clipping;
import mlp.api.EarlyStopping;
import mlp.api.Labels;
import mlp.api.Schedule;
import mlp.api.Training;
import mlp.data.DataSet;

/** All settings of a run in words, in the terminal and on the page alike. */
public final class Settings {
  private Settings() {}

  /** @return each setting under its name; those that do nothing are left out */
  public static Map<String, String> of(Experiment experiment) {
    Training training = experiment.training();
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("data", experiment.data().name() + ": " + experiment.data().description());
    rows.put("examples", examples(experiment.data()));
    rows.put("network", Wording.network(experiment.network()));
    rows.put(
        "parameters", String.format(Locale.ROOT, "%,d", experiment.network().parameterCount()));
    rows.put("loss", Labels.of(experiment.network().loss()));
    rows.put("first weights", Wording.initializer(experiment.network().initializer()));
    rows.put("data type", Labels.of(experiment.dataType()));
    rows.put("optimizer", Wording.optimizer(training));
    if (!(training.schedule() instanceof Schedule.Constant)) {
      rows.put("schedule", schedule(training.schedule()));
    }
    if (!regularization(training).isEmpty()) {
      rows.put("besides", String.join(", ", regularization(training)));
    }
    rows.put("batch", Integer.toString(training.batchSize()));
    rows.put("epochs", Integer.toString(training.epochs()));
    rows.put("seed", Long.toString(training.seed()));
    return rows;
  }

  /** @return how many examples each part has */
  static String examples(DataSet data) {
    return String.format(
            Locale.ROOT, "%,d examples to train on, ", data.training().rows())
        + data.validation()
            .map(part -> String.format(Locale.ROOT, "%,d to validate with, ", part.rows()))
            .orElse("")
        + String.format(Locale.ROOT, "%,d to test on", data.test().rows());
  }

  /** @return optimizer, schedule and all else that a step does, and how many there are */
  static String training(Training training) {
    List<String> parts = new ArrayList<>(List.of(Wording.optimizer(training)));
    if (!(training.schedule() instanceof Schedule.Constant)) {
      parts.add(schedule(training.schedule()));
    }
    parts.addAll(regularization(training));
    parts.add("batch " + training.batchSize() + ", " + Wording.count(training.epochs(), "epoch")
        + ", seed " + training.seed());
    return String.join("; ", parts);
  }

  private static String schedule(Schedule schedule) {
    if (schedule instanceof Schedule.Step s) {
      return "rate × " + Wording.number(s.factor()) + " every " + steps(s.every());
    }
    if (schedule instanceof Schedule.Exponential e) {
      return "rate × " + Wording.number(e.factor()) + " every step";
    }
    if (schedule instanceof Schedule.Cosine c) {
      return "cosine down to " + Wording.number(c.end()) + " of the rate in " + steps(c.steps())
          + (c.warmUp() > 0 ? ", warm-up " + steps(c.warmUp()) : "");
    }
    if (schedule instanceof Schedule.OneCycle o) {
      return "one cycle of " + steps(o.steps()) + ", peak at " + Wording.number(o.peak())
          + " of them, from 1/" + Wording.number(o.startDivisor()) + " of the rate, to 1/"
          + Wording.number(o.startDivisor() * o.endDivisor());
    }
    if (schedule instanceof Schedule.Plateau p) {
      return "rate × " + Wording.number(p.factor()) + " when the loss of " + steps(p.window())
          + " has not fallen by " + Wording.number(p.threshold()) + " of it "
          + (p.patience() + 1) + " times in a row";
    }
    return "constant rate";
  }

  private static String steps(long steps) {
    return String.format(Locale.ROOT, "%,d step%s", steps, steps == 1 ? "" : "s");
  }

  private static List<String> regularization(Training training) {
    List<String> parts = new ArrayList<>();
    if (training.clipping() instanceof Clipping.GlobalNorm norm) {
      parts.add("gradients clipped to the norm " + Wording.number(norm.max()));
    }
    if (training.clipping() instanceof Clipping.Value value) {
      parts.add("gradients clipped to ±" + Wording.number(value.max()));
    }
    addIfSet(parts, "L2 ", training.l2());
    addIfSet(parts, "weight decay ", training.weightDecay());
    addIfSet(parts, "max-norm ", training.maxNorm());
    addIfSet(parts, "label smoothing ", training.labelSmoothing());
    if (training.earlyStopping() instanceof EarlyStopping.Patience patience) {
      parts.add("ends after " + Wording.count(patience.epochs(), "epoch")
          + " without a new least validation loss"
          + (patience.minimumImprovement() > 0
              ? " by " + Wording.number(patience.minimumImprovement())
              : ""));
    }
    return parts;
  }

  private static void addIfSet(List<String> parts, String name, double value) {
    if (value > 0) {
      parts.add(name + Wording.number(value));
    }
  }
}
