package mlp.equivalence.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mlp.api.DataType;
import mlp.api.Schedule;
import mlp.api.Tensor;
import mlp.equivalence.replay.Expected;
import mlp.equivalence.replay.Records;
import mlp.equivalence.replay.StepReplay;

/** One step of both sides, record by record, in the order in which they are computed. */
final class StepDiagnosis {
  /** Up to so many bounds off, and unexplained, a record is suspicious, not different. */
  private static final double SUSPICIOUS = 4;

  /** A record that is off the rules, on one side. */
  record Finding(Side side, Tensor found, Expected expected) {}

  /**
   * One of the two implementations in this step.
   *
   * @param taken the names of records that it has from the other side
   */
  record Side(String name, Records records, Set<String> taken) {
    /** @return a record of its own */
    Optional<Tensor> find(String record) {
      return taken.contains(record) ? Optional.empty() : records.find(record);
    }

    Optional<Expected> replay(String record) {
      return StepReplay.of(records, record);
    }
  }

  /** What was said of a record, and with which bound. */
  record Status(Severity severity, double bound) {
    static final Status EQUAL = new Status(Severity.EQUAL, 0);
  }

  private final RecordNames names;
  private final Side left;
  private final Side right;
  private final DataType coarser;
  private final GivenRecords givenRecords;
  private final Map<String, Status> before; // of the step before, by name
  private final Map<String, Status> statuses = new HashMap<>();
  private final List<RecordVerdict> verdicts = new ArrayList<>();
  private final Map<String, List<Finding>> findings = new LinkedHashMap<>();
  private final List<Fault> given = new ArrayList<>();

  StepDiagnosis(RecordNames names, Side left, Side right, Map<String, Status> before) {
    this.names = names;
    this.left = left;
    this.right = right;
    this.before = before;
    boolean isSingle = left.records().dataType() == DataType.FLOAT32
        || right.records().dataType() == DataType.FLOAT32;
    coarser = isSingle ? DataType.FLOAT32 : DataType.FLOAT64;
    givenRecords = new GivenRecords(left, right, coarser, before);
    for (String name : names.inOrder()) {
      Optional<Tensor> a = left.find(name);
      Optional<Tensor> b = right.find(name);
      if (a.isPresent() || b.isPresent()) {
        judge(name, a, b);
      }
    }
  }

  /** @return one for each record that either side has */
  List<RecordVerdict> verdicts() {
    return verdicts;
  }

  /** @return what became of each record, for the step behind */
  Map<String, Status> statuses() {
    return statuses;
  }

  /** @return by record, what was computed and is off the rules */
  Map<String, List<Finding>> findings() {
    return findings;
  }

  /** @return faults of what is given, with their causes */
  List<Fault> given() {
    return given;
  }

  private long step() {
    return left.records().step();
  }

  private void judge(String name, Optional<Tensor> a, Optional<Tensor> b) {
    if (names.isGiven(name)) {
      keep(name, a, b, givenRecords.of(name, a, b));
      return;
    }
    Optional<Expected> ofLeft = a.flatMap(tensor -> left.replay(name));
    Optional<Expected> ofRight = b.flatMap(tensor -> right.replay(name));
    if (ofLeft.isEmpty() && ofRight.isEmpty()) {
      if (a.isPresent() && b.isPresent()) {
        keep(name, a, b, givenRecords.ofUnknown(name, a.get(), b.get()));
      }
      return;
    }
    Comparison comparison = new Comparison(a, ofLeft, b, ofRight);
    List<Finding> off = comparison.differs() ? off(a, ofLeft, b, ofRight) : List.of();
    Severity inputs = inputs();
    if (!off.isEmpty()) {
      findings.put(name, off);
      boolean isLittle = comparison.excess() <= SUSPICIOUS;
      add(name, comparison, inputs, isLittle ? Severity.SUSPICIOUS : Severity.DIFFERENT, true);
    } else if (isFree(name) && a.isPresent() && b.isPresent()) {
      keep(name, a, b, givenRecords.ofFree(name, a.get(), b.get()));
    } else {
      add(name, comparison, inputs, comparison.severity(inputs), false);
    }
  }

  // Masks are drawn, and a plateau's rate depends on losses that a step does not have
  private boolean isFree(String name) {
    return name.endsWith(".mask")
        || name.equals("learningRate")
            && left.records().training().schedule() instanceof Schedule.Plateau;
  }

  private List<Finding> off(
      Optional<Tensor> a,
      Optional<Expected> ofLeft,
      Optional<Tensor> b,
      Optional<Expected> ofRight) {
    List<Finding> off = new ArrayList<>();
    a.filter(tensor -> ofLeft.isPresent() && ofLeft.get().excess(tensor) > 1)
        .ifPresent(tensor -> off.add(new Finding(left, tensor, ofLeft.get())));
    b.filter(tensor -> ofRight.isPresent() && ofRight.get().excess(tensor) > 1)
        .ifPresent(tensor -> off.add(new Finding(right, tensor, ofRight.get())));
    return off;
  }

  private void keep(
      String name, Optional<Tensor> a, Optional<Tensor> b, GivenRecords.Judgement judgement) {
    judgement.faults().forEach(given::add);
    statuses.put(name, judgement.status());
    if (a.isPresent() && b.isPresent()) {
      Comparison comparison = Comparison.direct(a.get(), b.get());
      verdicts.add(new RecordVerdict(
          step(),
          name,
          comparison.absolute(),
          judgement.status().bound(),
          comparison.ulps(coarser),
          judgement.status().severity(),
          !judgement.faults().isEmpty()));
    }
  }

  private void add(
      String name, Comparison comparison, Severity inputs, Severity severity, boolean isFault) {
    double bound = comparison.bound(inputs);
    statuses.put(name, new Status(severity, bound));
    verdicts.add(new RecordVerdict(
        step(), name, comparison.absolute(), bound, comparison.ulps(coarser), severity, isFault));
  }

  // The worst of what the record that was replayed last is computed from
  private Severity inputs() {
    Severity worst = Severity.EQUAL;
    for (Side side : List.of(left, right)) {
      for (String used : side.records().used()) {
        worst = worst.or(statuses.getOrDefault(used, Status.EQUAL).severity());
      }
      for (String used : side.records().usedOfStepBefore()) {
        worst = worst.or(before.getOrDefault(used, Status.EQUAL).severity());
      }
      side.records().forgetUsed();
    }
    return worst;
  }
}
