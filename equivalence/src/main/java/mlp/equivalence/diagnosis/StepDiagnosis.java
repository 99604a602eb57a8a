package mlp.equivalence.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mlp.api.DataType;
import mlp.api.Schedule;
import mlp.api.Tensor;
import mlp.equivalence.Difference;
import mlp.equivalence.Tolerances;
import mlp.equivalence.replay.Cause;
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

  private final RecordNames names;
  private final Side left;
  private final Side right;
  private final DataType coarser;
  private final Map<String, Severity> before; // of the step before, by name
  private final Map<String, Severity> severities = new HashMap<>();
  private final List<RecordVerdict> verdicts = new ArrayList<>();
  private final Map<String, List<Finding>> findings = new LinkedHashMap<>();
  private final List<Fault> given = new ArrayList<>();

  StepDiagnosis(RecordNames names, Side left, Side right, Map<String, Severity> before) {
    this.names = names;
    this.left = left;
    this.right = right;
    this.before = before;
    boolean isSingle = left.records().dataType() == DataType.FLOAT32
        || right.records().dataType() == DataType.FLOAT32;
    coarser = isSingle ? DataType.FLOAT32 : DataType.FLOAT64;
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

  Map<String, Severity> severities() {
    return severities;
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
      judgeGiven(name, a, b);
      return;
    }
    int known = findings.size();
    Optional<Expected> ofLeft = a.flatMap(tensor -> left.replay(name));
    Optional<Expected> ofRight = b.flatMap(tensor -> right.replay(name));
    if (ofLeft.isEmpty() && ofRight.isEmpty()) {
      if (a.isPresent() && b.isPresent()) {
        judgeDirectly(name, a.get(), b.get());
      }
      return;
    }
    Comparison comparison = new Comparison(a, ofLeft, b, ofRight);
    if (comparison.differs()) {
      List<Finding> off = new ArrayList<>();
      a.filter(tensor -> ofLeft.isPresent() && ofLeft.get().excess(tensor) > 1)
          .ifPresent(tensor -> off.add(new Finding(left, tensor, ofLeft.get())));
      b.filter(tensor -> ofRight.isPresent() && ofRight.get().excess(tensor) > 1)
          .ifPresent(tensor -> off.add(new Finding(right, tensor, ofRight.get())));
      if (!off.isEmpty()) {
        findings.put(name, off);
      }
    }
    boolean isFault = findings.size() > known;
    Severity inputs = inputs();
    Severity severity = isFault
        ? comparison.excess() > SUSPICIOUS ? Severity.DIFFERENT : Severity.SUSPICIOUS
        : comparison.severity(inputs);
    if (name.endsWith(".mask") && !isFault && a.isPresent() && b.isPresent()) {
      severity = judgeMask(name, a.get(), b.get());
      isFault = severity == Severity.DIFFERENT;
    }
    boolean isRate = name.equals("learningRate") && a.isPresent() && b.isPresent();
    if (isRate && !isFault && isFreeRate() && !isSame(a.get(), b.get())) {
      severity = Severity.DIFFERENT;
      isFault = true;
      given.add(otherRate(a.get(), b.get()));
    }
    add(name, comparison, inputs, severity, isFault);
  }

  // A plateau's rate depends on losses that a step does not have: each side may be right
  private boolean isFreeRate() {
    return left.records().training().schedule() instanceof Schedule.Plateau;
  }

  private Fault otherRate(Tensor a, Tensor b) {
    double rate = left.records().training().learningRate();
    double difference = Math.abs(a.values()[0] - b.values()[0]);
    boolean isLeftFirst = Math.abs(a.values()[0] - rate) < Math.abs(b.values()[0] - rate);
    Tensor less = isLeftFirst ? a : b;
    boolean isFirstRate = Math.abs(less.values()[0] - rate) <= 2 * coarser.unitRoundoff() * rate;
    Optional<NamedCause> cause = isFirstRate
        ? Optional.of(new NamedCause(Map.of(Cause.SCHEDULE_MISSING, 1.0), difference, 0))
        : Optional.empty();
    return new Fault(
        step(), "learningRate", (isLeftFirst ? left : right).name(), difference, cause);
  }

  private void add(
      String name, Comparison comparison, Severity inputs, Severity severity, boolean isFault) {
    severities.put(name, severity);
    verdicts.add(new RecordVerdict(
        step(),
        name,
        comparison.absolute(),
        comparison.bound(inputs),
        comparison.ulps(coarser),
        severity,
        isFault));
  }

  private Severity judgeMask(String name, Tensor a, Tensor b) {
    if (isSame(a, b)) {
      return isEqual(a, b) ? Severity.EQUAL : Severity.ROUNDING;
    }
    given.add(new Fault(step(), name, right.name(), 1, Optional.of(causes().of(name))));
    return Severity.DIFFERENT;
  }

  private GivenCause causes() {
    Map<String, Tensor> ofLeft = new HashMap<>();
    Map<String, Tensor> ofRight = new HashMap<>();
    left.records().all().forEach(tensor -> ofLeft.put(tensor.name(), tensor));
    right.records().all().forEach(tensor -> ofRight.put(tensor.name(), tensor));
    return new GivenCause(left.records().network(), left.records().training(), ofLeft, ofRight);
  }

  // The worst of what the record that was replayed last is computed from
  private Severity inputs() {
    Severity worst = Severity.EQUAL;
    for (Side side : List.of(left, right)) {
      for (String used : side.records().used()) {
        worst = worst.or(severities.getOrDefault(used, Severity.EQUAL));
      }
      for (String used : side.records().usedOfStepBefore()) {
        worst = worst.or(before.getOrDefault(used, Severity.EQUAL));
      }
      side.records().forgetUsed();
    }
    return worst;
  }

  private void judgeGiven(String name, Optional<Tensor> a, Optional<Tensor> b) {
    String kept = kept(name);
    boolean isCarried = carried(left, name, kept, a) | carried(right, name, kept, b);
    if (a.isEmpty() || b.isEmpty()) {
      severities.put(name, before.getOrDefault(kept, Severity.EQUAL));
      return;
    }
    Severity severity = Severity.DIFFERENT;
    boolean isFault = false;
    if (isEqual(a.get(), b.get())) {
      severity = Severity.EQUAL;
    } else if (isSame(a.get(), b.get())) {
      severity = Severity.ROUNDING;
    } else if (isCarried) {
      severity = before.getOrDefault(kept, Severity.ROUNDING);
    } else if (step() > 0 && !name.equals("x") && !name.equals("y")) {
      severity = afterGap(a.get(), b.get());
    } else {
      isFault = true;
      GivenCause causes = causes();
      NamedCause cause = causes.of(name);
      String side = causes.isOfLeft(name) ? left.name() : right.name();
      given.add(new Fault(step(), name, side, cause.residualBefore(), Optional.of(cause)));
    }
    add(name, Comparison.direct(a.get(), b.get()), Severity.EQUAL, severity, isFault);
  }

  // What the step before left, which this step must find
  private static String kept(String name) {
    return name.startsWith("opt.") ? name.replaceFirst("\\.before$", "") : name + ".after";
  }

  private boolean carried(Side side, String name, String kept, Optional<Tensor> tensor) {
    Optional<Tensor> was = side.records().before().flatMap(step -> step.find(kept));
    if (was.isEmpty()) {
      return false;
    }
    if (tensor.isPresent() && !isSame(was.get(), tensor.get())) {
      double residual = Difference.of(was.get(), tensor.get(), coarser).absolute();
      NamedCause cause = new NamedCause(Map.of(Cause.PARAMETERS_NOT_CARRIED, 1.0), residual, 0);
      given.add(new Fault(step(), name, side.name(), residual, Optional.of(cause)));
    }
    return true;
  }

  // Steps in between are missing: the two may have come apart by rounding, or by something there
  private Severity afterGap(Tensor a, Tensor b) {
    if (before.containsValue(Severity.DIFFERENT)) {
      return Severity.DIFFERENT;
    }
    double relative = Difference.of(a, b, coarser).relative();
    return relative <= Tolerances.rounding(coarser, step())
        ? Severity.ROUNDING
        : Severity.SUSPICIOUS;
  }

  private void judgeDirectly(String name, Tensor a, Tensor b) {
    Difference difference = Difference.of(a, b, coarser);
    Severity severity = difference.identical()
        ? Severity.EQUAL
        : difference.relative() <= Tolerances.rounding(coarser, step() + 1)
            ? Severity.ROUNDING
            : Severity.DIFFERENT;
    boolean isFault = severity == Severity.DIFFERENT;
    if (isFault) {
      given.add(new Fault(step(), name, right.name(), difference.absolute(), Optional.empty()));
    }
    add(name, Comparison.direct(a, b), Severity.EQUAL, severity, isFault);
  }

  private static boolean isEqual(Tensor a, Tensor b) {
    return Arrays.equals(a.values(), b.values());
  }

  // The same but for the rounding to the coarser type
  private boolean isSame(Tensor a, Tensor b) {
    if (a.values().length != b.values().length) {
      return false;
    }
    for (int k = 0; k < a.values().length; k++) {
      double x = a.values()[k];
      double y = b.values()[k];
      boolean isSame = x == y || Double.isNaN(x) && Double.isNaN(y);
      if (!isSame && !(Math.abs(x - y) <= 2 * coarser.unitRoundoff() * Math.abs(x))) {
        return false;
      }
    }
    return true;
  }
}
