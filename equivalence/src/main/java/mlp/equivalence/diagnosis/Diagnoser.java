package mlp.equivalence.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import mlp.api.InvalidInput;
import mlp.api.Network;
import mlp.api.Tensor;
import mlp.api.Training;
import mlp.equivalence.replay.Records;

/** Compares two recorded runs of one network and training, two steps in memory at a time. */
public final class Diagnoser {
  private static final int MOST_TOLD = 10;

  private final Network network;
  private final Training training;
  private final RecordedRun left;
  private final RecordedRun right;
  private final RecordNames names;
  private final List<RecordVerdict> records = new ArrayList<>();
  private final List<Diagnosis.Growth> growth = new ArrayList<>();
  private final Set<String> assumed = new LinkedHashSet<>();
  private Diagnosis.StepPair shown;
  private Severity shownFor; // the worst of the step that is shown
  private final FaultNaming naming = new FaultNaming();

  private Diagnoser(Network network, Training training, RecordedRun left, RecordedRun right) {
    this.network = network;
    this.training = training;
    this.left = left;
    this.right = right;
    names = new RecordNames(network, training);
  }

  /**
   * @param network that both are meant to be
   * @param training that both are meant to do
   * @throws InvalidInput if they have no step in common, or a tensor does not fit the network
   */
  public static Diagnosis diagnose(
      Network network, Training training, RecordedRun left, RecordedRun right) {
    return new Diagnoser(network, training, left, right).diagnosis();
  }

  private Diagnosis diagnosis() {
    List<Long> steps = new ArrayList<>(left.steps());
    steps.retainAll(new HashSet<>(right.steps()));
    if (steps.isEmpty()) {
      throw new InvalidInput(
          "steps",
          left.name() + " has " + told(left) + ", " + right.name() + " has " + told(right),
          "a step that both have");
    }
    if (steps.size() < Math.max(left.steps().size(), right.steps().size())) {
      assumed.add(steps.size() + " steps that both have were compared, the others not");
    }
    StepDiagnosis.Side a = null;
    StepDiagnosis.Side b = null;
    Map<String, StepDiagnosis.Status> statuses = Map.of();
    List<Tensor> nextLeft = left.read(steps.get(0));
    List<Tensor> nextRight = right.read(steps.get(0));
    for (int i = 0; i < steps.size(); i++) {
      long step = steps.get(i);
      List<Tensor> ofLeft = nextLeft;
      List<Tensor> ofRight = nextRight;
      if (i + 1 < steps.size()) {
        boolean leftGoesOn = left.goesOn();
        boolean rightGoesOn = right.goesOn();
        nextLeft = left.read(steps.get(i + 1));
        nextRight = right.read(steps.get(i + 1));
        if (steps.get(i + 1) == step + 1) {
          ofLeft = leftGoesOn ? withResults(left, ofLeft, nextLeft) : ofLeft;
          ofRight = rightGoesOn ? withResults(right, ofRight, nextRight) : ofRight;
        }
      }
      a = side(left, step, ofLeft, ofRight, a);
      b = side(right, step, ofRight, ofLeft, b);
      statuses = diagnose(a, b, statuses);
    }
    return result();
  }

  // What a step leaves, where it was not recorded, is what the next one begins with
  private List<Tensor> withResults(RecordedRun run, List<Tensor> own, List<Tensor> next) {
    Set<String> known = own.stream().map(Tensor::name).collect(Collectors.toSet());
    List<Tensor> all = new ArrayList<>(own);
    for (Tensor tensor : next) {
      Optional<String> result = names.resultOf(tensor.name());
      if (result.isPresent() && known.add(result.get())) {
        all.add(tensor.named(result.get()));
      }
    }
    if (all.size() > own.size()) {
      assumed.add(run.name() + ": what a step leaves was taken from what the next one begins with");
    }
    return all;
  }

  private static String told(RecordedRun run) {
    List<Long> steps = run.steps();
    return steps.size() <= MOST_TOLD
        ? steps.toString()
        : steps.size() + " steps from " + steps.get(0) + " to " + steps.get(steps.size() - 1);
  }

  // What was given to one side alone was given to both
  private StepDiagnosis.Side side(
      RecordedRun run, long step, List<Tensor> own, List<Tensor> other, StepDiagnosis.Side before) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    own.forEach(tensor -> all.put(tensor.name(), tensor));
    Set<String> taken = new LinkedHashSet<>();
    for (Tensor tensor : other) {
      if (names.isGivenToBoth(tensor.name()) && !all.containsKey(tensor.name())) {
        all.put(tensor.name(), tensor);
        taken.add(tensor.name());
      }
    }
    if (!taken.isEmpty()) {
      assumed.add(run.name() + " has no " + String.join(", ", taken)
          + ": those of the other side were taken");
    }
    all.keySet().stream()
        .filter(name -> !names.inOrder().contains(name))
        .forEach(name -> assumed.add(
            run.name() + ": " + name + " is no record of this network, and was not compared"));
    all.keySet().stream()
        .filter(name -> names.isExtraBias(name))
        .forEach(name -> assumed.add(run.name() + ": " + name
            + " stands before a batch normalization, which takes it away again"));
    Shapes.require(network, run.name(), all.values());
    Optional<Records> previous = Optional.ofNullable(before)
        .map(StepDiagnosis.Side::records)
        .filter(records -> records.step() == step - 1);
    Records records =
        Records.of(network, training, run.dataType(), step, List.copyOf(all.values()), previous);
    return new StepDiagnosis.Side(run.name(), records, Set.copyOf(taken));
  }

  private Map<String, StepDiagnosis.Status> diagnose(
      StepDiagnosis.Side a, StepDiagnosis.Side b, Map<String, StepDiagnosis.Status> before) {
    StepDiagnosis step = new StepDiagnosis(names, a, b, before);
    records.addAll(step.verdicts());
    naming.add(step);
    addGrowth(a.records(), b.records());
    show(a.records(), b.records(), step);
    return step.statuses();
  }

  private void show(Records a, Records b, StepDiagnosis step) {
    Severity worst =
        step.verdicts().stream().map(RecordVerdict::verdict).reduce(Severity.EQUAL, Severity::or);
    boolean isFault = worst.compareTo(Severity.ROUNDING) > 0;
    if (shown == null || isFault && shownFor.compareTo(Severity.ROUNDING) <= 0) {
      shown = new Diagnosis.StepPair(left.name(), a, right.name(), b);
      shownFor = worst;
    }
  }

  private void addGrowth(Records a, Records b) {
    Map<String, Tensor> others = new HashMap<>();
    b.all().forEach(tensor -> others.put(tensor.name(), tensor));
    Drift.of(a.step(), a.all(), others, growth);
  }

  private Diagnosis result() {
    List<Fault> faults = naming.faults();
    Severity worst = Severity.EQUAL;
    for (RecordVerdict record : records) {
      worst = worst.or(record.verdict());
    }
    boolean isNamed = faults.stream().anyMatch(fault -> fault.cause().isPresent());
    Severity verdict = isNamed ? Severity.DIFFERENT : worst;
    if (faults.isEmpty() && worst == Severity.DIFFERENT) {
      verdict = Severity.ROUNDING; // but for what a normalization takes away again
    }
    Optional<RecordVerdict> first = faults.stream()
        .findFirst()
        .flatMap(fault -> records.stream()
            .filter(
                record -> record.step() == fault.step() && record.record().equals(fault.record()))
            .findFirst())
        .or(() -> records.stream()
            .filter(record -> record.verdict() != Severity.EQUAL)
            .findFirst());
    return new Diagnosis(
        verdict,
        first,
        faults.stream().findFirst().flatMap(Fault::cause),
        faults,
        records,
        growth,
        Optional.empty(),
        shown,
        List.copyOf(assumed));
  }
}
