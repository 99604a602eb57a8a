package mlp.equivalence.diagnosis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mlp.api.DataType;
import mlp.equivalence.replay.Cause;
import mlp.equivalence.replay.Records;

/**
 * How two implementations of one network compare: the four questions, answered.
 *
 * @param verdict the worst of all records
 * @param first where they first differ: the first record whose operation does; of two that differ
 *     by rounding the first whose bits do; nothing where all bits are the same
 * @param cause of the first fault; nothing where none is known
 * @param faults all records that are wrong by themselves, in order
 * @param records all that were compared
 * @param growth after each step, the largest difference of a parameter, relative to the largest
 *     entry of its tensor
 * @param drift whether the growth is that of roundings, if it was measured
 * @param shown the step of the first difference, or else the first step, with all its tensors
 * @param assumed what was not said by either side, and how it was understood
 */
public record Diagnosis(
    Severity verdict,
    Optional<RecordVerdict> first,
    Optional<NamedCause> cause,
    List<Fault> faults,
    List<RecordVerdict> records,
    List<Growth> growth,
    Optional<Drift> drift,
    StepPair shown,
    List<String> assumed) {
  /** Copies the lists. */
  public Diagnosis {
    faults = List.copyOf(faults);
    records = List.copyOf(records);
    growth = List.copyOf(growth);
    assumed = List.copyOf(assumed);
  }

  /**
   * @param control how a disturbance of rounding's size grows in the same run
   * @return the same diagnosis; where nothing is wrong in any step, but the sides have come further
   *     apart than the control, it is suspicious
   */
  public Diagnosis with(List<Growth> control) {
    Drift found = new Drift(control, growth);
    boolean isDrift = faults.isEmpty() && found.isBeyondRounding(shown.coarser());
    return new Diagnosis(
        isDrift ? verdict.or(Severity.SUSPICIOUS) : verdict,
        first,
        cause,
        faults,
        records,
        growth,
        Optional.of(found),
        shown,
        assumed);
  }

  /**
   * @param causes conventions that are known, and meant
   * @return the same diagnosis without the faults that they explain alone; where no other is left,
   *     what remains is rounding
   */
  public Diagnosis accepting(Set<Cause> causes) {
    List<Fault> left = faults.stream()
        .filter(fault -> fault
            .cause()
            .filter(named -> causes.containsAll(named.causes().keySet()))
            .isEmpty())
        .toList();
    if (left.size() == faults.size()) {
      return this;
    }
    Optional<RecordVerdict> firstLeft = left.stream()
        .findFirst()
        .flatMap(fault -> records.stream()
            .filter(
                record -> record.step() == fault.step() && record.record().equals(fault.record()))
            .findFirst());
    List<String> told = new ArrayList<>(assumed);
    int accepted = faults.size() - left.size();
    told.add(accepted == 1 ? "1 fault was accepted" : accepted + " faults were accepted");
    return new Diagnosis(
        left.isEmpty() ? Severity.ROUNDING : verdict,
        firstLeft.or(() -> first),
        left.stream().findFirst().flatMap(Fault::cause),
        left,
        records,
        growth,
        drift,
        shown,
        told);
  }

  /** @return the same diagnosis, with more that was assumed */
  public Diagnosis with(Collection<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(assumed);
    return new Diagnosis(verdict, first, cause, faults, records, growth, drift, shown, all);
  }

  /**
   * One step of both sides.
   *
   * @param leftName who computed the left one
   * @param rightName who computed the right one
   */
  public record StepPair(String leftName, Records left, String rightName, Records right) {
    /** @return the data type of the side that rounds more */
    public DataType coarser() {
      boolean isSingle =
          left.dataType() == DataType.FLOAT32 || right.dataType() == DataType.FLOAT32;
      return isSingle ? DataType.FLOAT32 : DataType.FLOAT64;
    }
  }

  /**
   * How far the parameters are apart after a step.
   *
   * @param step from 0
   * @param relative the largest difference, relative to the largest entry of its tensor
   */
  public record Growth(long step, double relative) {}
}
