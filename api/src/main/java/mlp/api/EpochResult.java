package mlp.api;

/**
 * What an epoch brought.
 *
 * @param epoch from 0
 * @param steps how many training steps it took
 * @param loss the mean over all rows of the losses before their steps
 * @param seconds the time spent in the steps alone, without the making of batches and without the
 *     evaluation
 * @param medianStepSeconds the median of the times of its steps
 * @param test how well the network does on the test examples afterwards
 */
public record EpochResult(
    int epoch, int steps, double loss, double seconds, double medianStepSeconds, Evaluation test) {}
