package mlp.equivalence.diagnosis;

/**
 * What was found of one record of one step.
 *
 * @param step from 0
 * @param record its name
 * @param maxAbsoluteDifference of any element; between the record and its replay where one side
 *     alone has it
 * @param bound how far rounding may bring that element apart, on both sides together
 * @param ulps how many values of the coarser data type lie between the two elements
 * @param verdict of the record
 * @param isFault whether the difference arises here: what the operation takes is the same on both
 *     sides, or its own result is off the rules
 */
public record RecordVerdict(
    long step,
    String record,
    double maxAbsoluteDifference,
    double bound,
    long ulps,
    Severity verdict,
    boolean isFault) {}
