package mlp.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures a {@link Plan}: every measurement in a JVM of its own, by JMH, and every peer in a
 * process of its own. Training steps are measured in rounds, all tracks and peers of a workload in
 * turn, and so is MNIST, so that a machine that is busy for a while slows all of them.
 */
public final class BenchmarkRun {
  /** Is told how far the run is. */
  public interface Listener {
    /** @param measurements that will be made in all, at most */
    void begin(int measurements);

    /** @param what was measured last, in words */
    void done(String what);

    /** @return whether to end the run */
    boolean isCancelled();
  }

  /**
   * Peers that could not be timed.
   *
   * @param what it was asked for
   * @param reason in one line
   */
  public record Absent(String peer, String what, String reason) {}

  /** What a peer is asked in every round. */
  private record Question(
      Chapter chapter,
      String method,
      String peer,
      String dataType,
      String parameter,
      String value) {}

  private static final List<String> METHODS_OF_MACHINE =
      List.of("copy", "fmaFloat32", "fmaFloat64");
  private static final int FORKS_OF_START_UP = 5;

  private final Plan plan;
  private final Listener listener;
  private final JmhResults results = new JmhResults();
  private final Map<Question, List<double[]>> peerTimes = new LinkedHashMap<>();
  private final Map<String, JsonNode> peerVersions = new LinkedHashMap<>();
  private final Map<Question, Absent> absent = new LinkedHashMap<>();

  public BenchmarkRun(Plan plan, Listener listener) {
    this.plan = plan;
    this.listener = listener;
  }

  /**
   * Measures everything.
   *
   * @throws InvalidInput if the plan's Python cannot run the peers, or another benchmark is running
   *     on this machine; then nothing was measured
   * @throws CancellationException if the listener cancels
   * @throws IllegalStateException if a benchmark fails, or a track differs from the lowest level
   */
  public void run() {
    try (Peers peers = plan.python().map(Peers::new).orElse(null)) {
      listener.begin(measurements());
      plan.chapters().forEach(chapter -> measure(chapter, peers));
    }
  }

  private void measure(Chapter chapter, Peers peers) {
    if (chapter == Chapter.TRAINING_STEP) {
      trainingSteps(peers);
    } else if (chapter == Chapter.TIME_TO_ACCURACY) {
      timesToAccuracy(peers);
    } else if (chapter == Chapter.MACHINE_LIMIT) {
      for (String method : METHODS_OF_MACHINE) {
        measure(chapter, chapter.pattern() + method + "$", Map.of(), method);
      }
    } else {
      for (String dataType : plan.dataTypes()) {
        measure(chapter, chapter.pattern(), Map.of("dataType", dataType), chapter.benchmarkName());
      }
    }
  }

  private int measurements() {
    int rounds = 0;
    for (Chapter chapter : plan.chapters()) {
      rounds += switch (chapter) {
        case MACHINE_LIMIT -> METHODS_OF_MACHINE.size();
        case TRAINING_STEP ->
          plan.rounds()
              * Workload.values().length
              * plan.dataTypes().size()
              * (1 + (plan.python().isPresent() ? Peers.NAMES.size() : 0));
        case TIME_TO_ACCURACY ->
          plan.rounds() * (1 + (plan.python().isPresent() ? Peers.TRAINED.size() : 0));
        default -> plan.dataTypes().size();
      };
    }
    return rounds;
  }

  private void trainingSteps(Peers peers) {
    for (int round = 1; round <= plan.rounds(); round++) {
      for (String dataType : plan.dataTypes()) {
        for (Workload workload : Workload.values()) {
          String label = Labels.of(workload);
          String what = "step of " + label + ", " + dataType + ", round " + round;
          measure(
              Chapter.TRAINING_STEP,
              Chapter.TRAINING_STEP.pattern(),
              Map.of(
                  "workload", label,
                  "dataType", dataType,
                  "threads", Integer.toString(plan.threads())),
              what);
          if (peers != null) {
            peerSteps(peers, workload, dataType, what);
          }
        }
      }
    }
  }

  private void peerSteps(Peers peers, Workload workload, String dataType, String what) {
    String label = Labels.of(workload);
    for (String peer : Peers.NAMES) {
      ask(
          new Question(Chapter.TRAINING_STEP, "step", peer, dataType, "workload", label),
          what,
          () -> peers.step(peer, workload, dataType, plan));
    }
  }

  // Each round has first weights and an order of its own: the seed.
  private void timesToAccuracy(Peers peers) {
    Chapter chapter = Chapter.TIME_TO_ACCURACY;
    for (int round = 1; round <= plan.rounds(); round++) {
      int seed = round;
      String label = Integer.toString(seed);
      String what = "MNIST to 98%, round " + round;
      measure(chapter, chapter.pattern(), Map.of("seed", label), what);
      if (peers != null) {
        for (String peer : Peers.TRAINED) {
          ask(
              new Question(chapter, "train", peer, TimeToAccuracy.DATA_TYPE, "seed", label),
              what,
              () -> peers.train(peer, seed, plan));
        }
      }
    }
  }

  private void ask(Question question, String what, Supplier<Peers.Answer> asked) {
    requireGoingOn();
    String peer = question.peer;
    if (!absent.containsKey(question)) {
      Peers.Answer answer = asked.get();
      answer
          .microseconds()
          .ifPresentOrElse(
              times -> {
                peerTimes.computeIfAbsent(question, unused -> new ArrayList<>()).add(times);
                peerVersions.put(peer, answer.versions());
              },
              () -> absent.put(question, new Absent(peer, question.value, answer.reason())));
    }
    listener.done(peer + ", " + what);
  }

  private void measure(
      Chapter chapter, String pattern, Map<String, String> parameters, String what) {
    requireGoingOn();
    Path log = temporaryFile();
    ChainedOptionsBuilder options = new OptionsBuilder()
        .include(pattern)
        .forks(chapter == Chapter.START_UP ? FORKS_OF_START_UP : 1)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.NORMAL)
        .output(log.toString());
    if (chapter == Chapter.MACHINE_LIMIT) {
      // Our tracks may do without it; what the machine can do does not depend on that.
      options.jvmArgsAppend("--add-modules", "jdk.incubator.vector");
    } else if (chapter == Chapter.TIME_TO_ACCURACY) {
      Path folder = plan.mnist().orElseThrow().toAbsolutePath();
      options.jvmArgsAppend("-D" + TimeToAccuracy.MNIST + "=" + folder);
    }
    if (chapter != Chapter.START_UP && chapter != Chapter.TIME_TO_ACCURACY) {
      options
          .warmupIterations(warmUps(parameters))
          .warmupTime(TimeValue.milliseconds(Plan.WARM_UP_MILLISECONDS))
          .measurementIterations(plan.iterations())
          .measurementTime(TimeValue.milliseconds(plan.milliseconds()));
    }
    if (chapter == Chapter.TRAINING_STEP) {
      options.addProfiler(GCProfiler.class);
    }
    parameters.forEach((name, value) -> options.param(name, value));
    try {
      new Runner(options.build()).run().forEach(results::add);
      Files.delete(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RunnerException e) {
      if (e.getMessage().contains("JMH lock")) {
        log.toFile().delete();
        throw new InvalidInput(
            "another benchmark is running on this machine: wait until it has ended");
      }
      throw new IllegalStateException(
          what + " could not be measured: " + e.getMessage() + "; see " + log, e);
    }
    listener.done(what);
  }

  // The compiler waits for calls, of which a large network makes few in a second.
  private static int warmUps(Map<String, String> parameters) {
    boolean isWide = Labels.of(Workload.WIDE).equals(parameters.get("workload"));
    return isWide ? 4 * Plan.WARM_UPS : Plan.WARM_UPS;
  }

  // What JMH says; it stays where a measurement failed.
  private static Path temporaryFile() {
    try {
      return Files.createTempFile("mlp-jmh", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireGoingOn() {
    if (listener.isCancelled()) {
      throw new CancellationException("the benchmarks were ended");
    }
  }

  /** @return JMH's own JSON: an array with an element for each benchmark and its parameters */
  public String jmhJson() {
    return results.json();
  }

  /** @return the versions that each peer named: Python's, its libraries' */
  public Map<String, JsonNode> peerVersions() {
    return peerVersions;
  }

  /** @return the peers that could not be timed */
  public List<Absent> absent() {
    return List.copyOf(absent.values());
  }

  /** @return all that was measured, the tracks from the lowest level to the highest, then peers */
  public List<Timing> timings() {
    List<Timing> timings = new ArrayList<>(results.timings());
    peerTimes.forEach((question, rounds) -> timings.add(new Timing(
        question.chapter,
        question.method,
        question.peer,
        question.dataType,
        Map.of(question.parameter, question.value),
        rounds.stream().flatMapToDouble(DoubleStream::of).toArray(),
        Optional.empty())));
    return timings;
  }
}
