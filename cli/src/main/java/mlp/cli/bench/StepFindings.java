package mlp.cli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import mlp.api.Labels;
import mlp.benchmarks.Chapter;
import mlp.benchmarks.Plan;
import mlp.benchmarks.Timing;
import mlp.benchmarks.Workload;
import mlp.cli.Wording;
import mlp.cli.experiment.Figure.Axis;
import mlp.cli.experiment.Figure.Chart;
import mlp.cli.experiment.Figure.Line;
import mlp.cli.experiment.Figure.Shares;
import mlp.cli.experiment.Figure.Whole;
import mlp.cli.experiment.Findings.Claim;
import mlp.cli.experiment.Findings.Part;
import mlp.cli.experiment.Findings.Table;
import mlp.cli.experiment.Numbers;

/** What the training steps of the four workloads show. */
final class StepFindings {
  private static final List<String> PARTS = List.of("fixed", "arithmetic", "copies", "the rest");
  private static final double MICROS = 1e6;

  private final Plan plan;
  private final Timings timings;

  StepFindings(Plan plan, Timings timings) {
    this.plan = plan;
    this.timings = timings;
  }

  Part steps(String dataType) {
    Timings steps = timings.of(Chapter.TRAINING_STEP, dataType);
    List<List<Object>> rows = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      List<Timing> here = steps.all().stream()
          .filter(timing -> timing.parameters().get("workload").equals(Labels.of(workload)))
          .sorted(Comparator.comparingDouble(Timing::median))
          .toList();
      for (Timing timing : here) {
        double rate = workload.flops() / timing.median();
        rows.add(List.of(
            Labels.of(workload),
            timing.subject(),
            timing.median(),
            Numbers.of(timing.quantile(0.25)) + " – " + Numbers.of(timing.quantile(0.75)),
            timing.median() / here.get(0).median(),
            rate / 1000,
            percent(rate / (timings.limit(dataType) * plan.threads())),
            timing.bytesAllocated().map(Numbers::of).orElse("–")));
      }
    }
    List<Workload> workloads = List.of(Workload.values());
    double[] places = workloads.stream().mapToDouble(w -> w.flops() / MICROS).toArray();
    List<Line> lines = new ArrayList<>();
    for (String subject : steps.subjects()) {
      lines.add(new Line(
          subject,
          workloads.stream()
              .mapToDouble(workload -> steps.median(subject, "workload", Labels.of(workload)))
              .toArray()));
    }
    return new Part(
        "A training step in " + dataType,
        "Forward, backward and update of the four networks, from one that is nothing but the fixed"
            + " cost of a step to one that is nothing but arithmetic. Where two lines cross, the"
            + " higher level begins to pay for itself. Among the bytes allocated are JMH's own, some"
            + " 5 kB an iteration, which show where an iteration has few steps.",
        List.of(new Chart(
            "Time of a step by its work",
            new Axis("million additions and multiplications", true),
            new Axis("microseconds", true),
            places,
            lines)),
        List.of(new Table(
            "microseconds a step, " + dataType + ", " + Wording.count(plan.threads(), "thread"),
            List.of(
                "workload",
                "who",
                "median",
                "middle half",
                "to the fastest",
                "GFLOP/s",
                "of the limit",
                "bytes allocated"),
            rows)));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  // The fixed cost is what the smallest network's step takes; the arithmetic is at the limit.
  Part whereTimeGoes(String dataType) {
    Timings steps = timings.of(Chapter.TRAINING_STEP, dataType);
    List<List<Object>> rows = new ArrayList<>();
    List<Whole> wholes = new ArrayList<>();
    for (String track : steps.tracks()) {
      double fixed = steps.median(track, "workload", "xor");
      for (Workload workload : Workload.values()) {
        double all = steps.median(track, "workload", Labels.of(workload));
        double arithmetic = workload.flops() / timings.limit(dataType) / plan.threads();
        double copies = copies(track, workload, dataType);
        double calls = Math.min(fixed, Math.max(0, all - arithmetic - copies));
        double[] shares = {
          calls / all,
          arithmetic / all,
          copies / all,
          Math.max(0, all - calls - arithmetic - copies) / all
        };
        wholes.add(new Whole(track + ", " + Labels.of(workload), shares));
        List<Object> row = new ArrayList<>(List.of(track, Labels.of(workload), all));
        DoubleStream.of(shares).forEach(share -> row.add(percent(share)));
        rows.add(row);
      }
    }
    return new Part(
        "Where the time of a step goes, in " + dataType,
        "The fixed cost is the whole step of xor, whose arithmetic is next to nothing: calls, above"
            + " all from Java into native code, and small objects. Arithmetic is the time that the"
            + " matrix products would take at the machine's limit. Copies are the batch on its way"
            + " from Java arrays to native memory, at the rate of a copy. The rest is what the"
            + " products lose against the limit, and all that is done element by element: biases,"
            + " activations, the loss, the update.",
        List.of(new Shares("Shares of a step, " + dataType, PARTS, wholes)),
        List.of(new Table(
            "the same as figures, " + dataType,
            Stream.concat(Stream.of("who", "workload", "microseconds"), PARTS.stream())
                .toList(),
            rows)));
  }

  private double copies(String track, Workload workload, String dataType) {
    if (track.equals(Timings.LOWEST)) {
      return 0;
    }
    int bytes = dataType.equals("float32") ? 4 : 8;
    int columns = workload.network().inputs() + workload.network().outputs();
    return (double) bytes * workload.batchSize() * columns / timings.copyRate();
  }

  Claim levelsClaim(String dataType) {
    Timings steps = timings.of(Chapter.TRAINING_STEP, dataType);
    boolean holds = true;
    List<String> measured = new ArrayList<>();
    for (String track : steps.tracks()) {
      if (!track.equals(Timings.LOWEST)) {
        double least = timesTheLowest(steps, track, "xor");
        double most = timesTheLowest(steps, track, "wide");
        holds &= least > most;
        measured.add(track + " takes " + Numbers.of(least) + " times as long as " + Timings.LOWEST
            + " for xor, " + Numbers.of(most) + " times for wide");
      }
    }
    return new Claim(
        "A level costs most where there is least to compute, in " + dataType + ".",
        holds,
        String.join("; ", measured) + ".");
  }

  private static double timesTheLowest(Timings steps, String track, String workload) {
    return steps.median(track, "workload", workload)
        / steps.median(Timings.LOWEST, "workload", workload);
  }

  Optional<Claim> peerClaim(String dataType) {
    Timings steps = timings.of(Chapter.TRAINING_STEP, dataType);
    if (timings.peers().isEmpty()) {
      return Optional.empty();
    }
    boolean holds = true;
    List<String> measured = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      String label = Labels.of(workload);
      double ours = steps.median(Timings.LOWEST, "workload", label);
      double best = timings.peers().stream()
          .mapToDouble(peer -> steps.median(peer, "workload", label))
          .filter(Double::isFinite)
          .min()
          .orElse(Double.NaN);
      holds &= ours <= best;
      measured.add(label + " " + Numbers.of(ours / best));
    }
    return Optional.of(new Claim(
        "Plain Java takes no longer than the fastest of the Python peers, in " + dataType + ".",
        holds,
        "Its time over theirs: " + String.join(", ", measured) + "."));
  }
}
