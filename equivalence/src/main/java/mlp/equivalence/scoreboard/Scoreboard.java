package mlp.equivalence.scoreboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import mlp.api.Batch;
import mlp.api.Mlp;
import mlp.api.Philox;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.equivalence.diagnosis.Diagnoser;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.Severity;
import mlp.equivalence.inject.Effect;
import mlp.equivalence.inject.Fault;
import mlp.equivalence.inject.Faults;
import mlp.equivalence.inject.FaultyRun;
import mlp.equivalence.inject.Scenario;
import mlp.equivalence.recorded.TracesRun;

/**
 * Plants every fault into scenarios, compares each wrong run with a right one of another
 * implementation, and counts what the diagnosis finds; and compares all right implementations with
 * one another, of which it must say nothing but rounding.
 *
 * @param singles one fault each
 * @param pairs two faults each
 * @param rightPairs steps of two right implementations that were compared
 * @param alarms what was accused of them: must be empty
 */
public record Scoreboard(
    List<Case> singles, List<Case> pairs, int rightPairs, List<String> alarms) {
  private static final int PAIRS = 60;

  /** Copies the lists. */
  public Scoreboard {
    singles = List.copyOf(singles);
    pairs = List.copyOf(pairs);
    alarms = List.copyOf(alarms);
  }

  /**
   * @param tracks the right implementations; the first is compared with the faulty runs
   * @param scenariosOfEach fault, at most
   * @param onCase told of every case, for progress
   */
  public static Scoreboard play(List<Track> tracks, int scenariosOfEach, Consumer<String> onCase) {
    List<Case> singles = new ArrayList<>();
    for (Fault fault : Faults.all()) {
      onCase.accept(fault.name());
      singles.addAll(singles(tracks.get(0), fault, scenariosOfEach));
    }
    List<Case> pairs = pairs(tracks.get(0), onCase);
    List<String> alarms = new ArrayList<>();
    int rightPairs = 0;
    for (Scenario scenario : Scenario.all()) {
      onCase.accept(scenario.name());
      rightPairs += compareRight(tracks, scenario, alarms);
    }
    return new Scoreboard(singles, pairs, rightPairs, alarms);
  }

  /** @return the number of times that {@link #play} tells of a case */
  public static int cases() {
    return Faults.all().size() + PAIRS + Scenario.all().size();
  }

  private static List<Case> singles(Track track, Fault fault, int atMost) {
    List<Case> cases = new ArrayList<>();
    for (Scenario scenario : rotated(fault.name())) {
      if (cases.size() < atMost) {
        of(track, scenario, List.of(fault)).ifPresent(cases::add);
      }
    }
    return cases;
  }

  // Each fault begins with another scenario, so that all take part
  private static List<Scenario> rotated(String name) {
    List<Scenario> all = Scenario.all();
    int from = Math.floorMod(name.hashCode(), all.size());
    return IntStream.range(0, all.size())
        .mapToObj(i -> all.get((from + i) % all.size()))
        .toList();
  }

  private static List<Case> pairs(Track track, Consumer<String> onCase) {
    List<Fault> named =
        Faults.all().stream().filter(fault -> fault.cause().isPresent()).toList();
    Philox random = new Philox(1, Philox.Purpose.DATA, 2, 0);
    List<Case> cases = new ArrayList<>();
    while (cases.size() < PAIRS) {
      Fault one = named.get(random.nextBelow(named.size()));
      Fault other = named.get(random.nextBelow(named.size()));
      Scenario scenario = Scenario.all().get(random.nextBelow(Scenario.all().size()));
      if (!one.cause().equals(other.cause()) && areSeen(scenario, one, other)) {
        of(track, scenario, List.of(one, other)).ifPresent(found -> {
          onCase.accept(one.name() + "+" + other.name());
          cases.add(found);
        });
      }
    }
    return cases;
  }

  // Each changes something, alone and beside the other
  private static boolean areSeen(Scenario scenario, Fault one, Fault other) {
    if (!applies(scenario, one) || !applies(scenario, other)) {
      return false;
    }
    List<Trace> right = FaultyRun.of(scenario, List.of());
    List<Trace> first = FaultyRun.of(scenario, List.of(one));
    List<Trace> second = FaultyRun.of(scenario, List.of(other));
    List<Trace> both = FaultyRun.of(scenario, List.of(one, other));
    return Effect.of(right, first).isPresent()
        && Effect.of(right, second).isPresent()
        && Effect.of(first, both).isPresent()
        && Effect.of(second, both).isPresent();
  }

  private static boolean applies(Scenario scenario, Fault fault) {
    return IntStream.range(0, scenario.steps())
        .anyMatch(step -> fault.appliesTo(scenario.setup(step)));
  }

  private static Optional<Case> of(Track track, Scenario scenario, List<Fault> faults) {
    if (!faults.stream().allMatch(fault -> applies(scenario, fault))) {
      return Optional.empty();
    }
    List<Trace> wrong = FaultyRun.of(scenario, faults);
    return Effect.of(FaultyRun.of(scenario, List.of()), wrong)
        .map(effect -> Case.of(
            faults.stream().map(Fault::name).toList(),
            scenario.name(),
            effect,
            faults.stream().flatMap(fault -> fault.cause().stream()).toList(),
            diagnose(scenario, right(track, scenario), wrong)));
  }

  private static Diagnosis diagnose(Scenario scenario, List<Trace> left, List<Trace> right) {
    return Diagnoser.diagnose(
        scenario.network(), scenario.training(), new TracesRun(left), new TracesRun(right));
  }

  private static List<Trace> right(Track track, Scenario scenario) {
    Mlp mlp = track.create(
        scenario.network(), scenario.training(), scenario.initial(), scenario.dataType());
    List<Trace> traces = new ArrayList<>();
    for (Batch batch : scenario.batches()) {
      traces.add(mlp.trace(batch));
    }
    return traces;
  }

  private static int compareRight(List<Track> tracks, Scenario scenario, List<String> alarms) {
    List<List<Trace>> runs = new ArrayList<>();
    tracks.forEach(track -> runs.add(right(track, scenario)));
    runs.add(FaultyRun.of(scenario, List.of()));
    int steps = 0;
    for (int i = 0; i < runs.size(); i++) {
      for (int j = i + 1; j < runs.size(); j++) {
        Diagnosis diagnosis = diagnose(scenario, runs.get(i), runs.get(j));
        steps += scenario.steps();
        if (diagnosis.verdict().compareTo(Severity.ROUNDING) > 0) {
          alarms.add(scenario.name() + ": " + runs.get(i).get(0).producer() + " and "
              + runs.get(j).get(0).producer() + ", " + diagnosis.first().orElseThrow());
        }
      }
    }
    return steps;
  }
}
