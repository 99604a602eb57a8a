package mlp.api;

import java.util.Optional;

/**
 * What an epoch brought.
 *
 * @param epoch from 0
 * @param steps how many training steps it took
 * @param loss the mean over all rows of the losses before their steps
 * @param seconds the time spent in the steps alone, without the making of batches and without the
 *     evaluation
 * @param medianStepSeconds the median of the times of its steps
 * @param validation how well the network does on the validation examples afterwards, if there are
 *     any
 * @param test how well it does on the test examples
 */
public record EpochResult(
    int epoch,
    int steps,
    double loss,
    double seconds,
    double medianStepSeconds,
    Optional<Evaluation> validation,
    Evaluation test) {}
