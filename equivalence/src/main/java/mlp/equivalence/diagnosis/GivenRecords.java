package mlp.equivalence.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mlp.api.DataType;
import mlp.api.Tensor;
import mlp.equivalence.Difference;
import mlp.equivalence.Tolerances;
import mlp.equivalence.diagnosis.StepDiagnosis.Side;
import mlp.equivalence.diagnosis.StepDiagnosis.Status;
import mlp.equivalence.replay.Cause;

/**
 * What a step takes and does not compute: inputs, targets, parameters, masks. It must be the same
 * on both sides; parameters and states of later steps must be what the step before has left.
 */
final class GivenRecords {
  private final Side left;
  private final Side right;
  private final DataType coarser;
  private final Map<String, Status> before; // of the step before, by name

  /** What is said of a record. */
  record Judgement(Status status, List<Fault> faults) {}

  GivenRecords(Side left, Side right, DataType coarser, Map<String, Status> before) {
    this.left = left;
    this.right = right;
    this.coarser = coarser;
    this.before = before;
  }

  private long step() {
    return left.records().step();
  }

  Judgement of(String name, Optional<Tensor> a, Optional<Tensor> b) {
    String kept = name.startsWith("opt.") ? name.replaceFirst("\\.before$", "") : name + ".after";
    List<Fault> faults = new ArrayList<>();
    boolean isCarried = isCarried(left, name, kept, a, faults);
    isCarried |= isCarried(right, name, kept, b, faults);
    Status was = before.getOrDefault(kept, Status.EQUAL);
    if (!faults.isEmpty()) {
      return new Judgement(new Status(Severity.DIFFERENT, was.bound()), faults);
    }
    if (a.isEmpty() || b.isEmpty()) {
      return new Judgement(isExtra(name) ? new Status(Severity.DIFFERENT, 0) : was, faults);
    }
    if (isSame(a.get(), b.get())) {
      return same(a.get(), b.get());
    }
    if (isCarried) {
      return new Judgement(new Status(was.severity().or(Severity.ROUNDING), was.bound()), faults);
    }
    if (step() > 0 && !name.equals("x") && !name.equals("y")) {
      return afterGap(a.get(), b.get());
    }
    return different(name);
  }

  // A bias before batch normalization, which one side alone has: z and μ differ by it, x̂ does not
  private boolean isExtra(String name) {
    return name.matches("b\\d+") && !left.records().network().parameterShapes().containsKey(name);
  }

  private boolean isCarried(
      Side side, String name, String kept, Optional<Tensor> tensor, List<Fault> faults) {
    Optional<Tensor> was = side.records().before().flatMap(step -> step.find(kept));
    if (was.isEmpty()) {
      return false;
    }
    if (tensor.isPresent() && !isSame(was.get(), tensor.get())) {
      double residual = Difference.of(was.get(), tensor.get(), coarser).absolute();
      NamedCause cause = new NamedCause(Map.of(Cause.PARAMETERS_NOT_CARRIED, 1.0), residual, 0);
      faults.add(new Fault(step(), name, side.name(), residual, Optional.of(cause)));
    }
    return true;
  }

  private Judgement same(Tensor a, Tensor b) {
    boolean isEqual = Arrays.equals(a.values(), b.values());
    return new Judgement(
        isEqual
            ? Status.EQUAL
            : new Status(Severity.ROUNDING, Difference.of(a, b, coarser).absolute()),
        List.of());
  }

  private Judgement different(String name) {
    GivenCause causes = causes();
    NamedCause cause = causes.of(name);
    String side = causes.isOfLeft(name) ? left.name() : right.name();
    return new Judgement(
        new Status(Severity.DIFFERENT, 0),
        List.of(new Fault(step(), name, side, cause.residualBefore(), Optional.of(cause))));
  }

  private GivenCause causes() {
    Map<String, Tensor> ofLeft = new HashMap<>();
    Map<String, Tensor> ofRight = new HashMap<>();
    left.records().all().forEach(tensor -> ofLeft.put(tensor.name(), tensor));
    right.records().all().forEach(tensor -> ofRight.put(tensor.name(), tensor));
    return new GivenCause(left.records().network(), left.records().training(), ofLeft, ofRight);
  }

  // Steps in between are missing: the two may have come apart by rounding, or by something there
  private Judgement afterGap(Tensor a, Tensor b) {
    Difference difference = Difference.of(a, b, coarser);
    double rounding = Tolerances.rounding(coarser, step());
    boolean isAfterFault =
        before.values().stream().anyMatch(status -> status.severity() == Severity.DIFFERENT);
    Severity severity = isAfterFault
        ? Severity.DIFFERENT
        : difference.relative() <= rounding ? Severity.ROUNDING : Severity.SUSPICIOUS;
    return new Judgement(new Status(severity, absolute(difference, rounding)), List.of());
  }

  // A relative bound of a record as an absolute one
  private static double absolute(Difference difference, double rounding) {
    return difference.relative() == 0
        ? 0
        : rounding * difference.absolute() / difference.relative();
  }

  /** Of a record that neither side's own records tell anything about. */
  Judgement ofUnknown(String name, Tensor a, Tensor b) {
    Difference difference = Difference.of(a, b, coarser);
    double rounding = Tolerances.rounding(coarser, step() + 1);
    if (difference.identical()) {
      return new Judgement(Status.EQUAL, List.of());
    }
    double bound = absolute(difference, rounding);
    if (difference.relative() <= rounding) {
      return new Judgement(new Status(Severity.ROUNDING, bound), List.of());
    }
    Fault fault = new Fault(step(), name, right.name(), difference.absolute(), Optional.empty());
    return new Judgement(new Status(Severity.DIFFERENT, bound), List.of(fault));
  }

  /** Of a mask, or a rate of a plateau: either side's is right by itself. */
  Judgement ofFree(String name, Tensor a, Tensor b) {
    if (isSame(a, b)) {
      return same(a, b);
    }
    return name.endsWith(".mask") ? different(name) : otherRate(a, b);
  }

  private Judgement otherRate(Tensor a, Tensor b) {
    double rate = left.records().training().learningRate();
    double difference = Math.abs(a.values()[0] - b.values()[0]);
    boolean isLeftFirst = Math.abs(a.values()[0] - rate) < Math.abs(b.values()[0] - rate);
    Tensor first = isLeftFirst ? a : b;
    boolean isFirstRate = Math.abs(first.values()[0] - rate) <= 2 * coarser.unitRoundoff() * rate;
    Optional<NamedCause> cause = isFirstRate
        ? Optional.of(new NamedCause(Map.of(Cause.SCHEDULE_MISSING, 1.0), difference, 0))
        : Optional.empty();
    String side = (isLeftFirst ? left : right).name();
    return new Judgement(
        new Status(Severity.DIFFERENT, 0),
        List.of(new Fault(step(), "learningRate", side, difference, cause)));
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
