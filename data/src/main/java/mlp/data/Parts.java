package mlp.data;

import java.util.Optional;
import java.util.function.Function;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;

/**
 * The parts of a data set as they were read. Validation examples are taken out of the training part
 * before anything is learned from it, a scaling too.
 *
 * @param training to train on
 * @param validation to choose settings with and to end a training early, if that was asked for
 * @param test to test with
 */
record Parts(Examples training, Optional<Examples> validation, Examples test) {

  /**
   * @param training the whole training part
   * @throws InvalidInput if no row would be left to validate with
   */
  static Parts of(Examples training, Examples test, DataOptions options) {
    if (options.validationFraction() == null) {
      return new Parts(training, Optional.empty(), test);
    }
    StratifiedSplit split =
        StratifiedSplit.ofValidation(training.targets().labels(), options.validationFraction());
    return new Parts(
        training.rows(split.training()), Optional.of(training.rows(split.heldOut())), test);
  }

  /**
   * Scales all parts by what the training part alone tells.
   *
   * @param fit makes the scaler from the training part's inputs
   */
  Scaled scaled(Function<Table, Scaler> fit, DataType dataType) {
    Scaler scaler = fit.apply(training.inputs());
    return new Scaled(
        training.scaled(scaler, dataType),
        validation.map(examples -> examples.scaled(scaler, dataType)),
        test.scaled(scaler, dataType));
  }

  /** The parts, ready for a network. */
  record Scaled(Batch training, Optional<Batch> validation, Batch test) {}
}
