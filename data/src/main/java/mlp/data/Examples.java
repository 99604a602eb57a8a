package mlp.data;

import mlp.api.Batch;
import mlp.api.DataType;

/**
 * Examples as they were read, before scaling.
 *
 * @param inputs [rows, features]
 * @param targets [rows, outputs]
 */
record Examples(Table inputs, Table targets) {

  Examples rows(int[] chosen) {
    return new Examples(inputs.rows(chosen), targets.rows(chosen));
  }

  Batch scaled(Scaler scaler, DataType dataType) {
    return new Batch(scaler.apply(inputs, dataType), targets.toMatrix(dataType));
  }
}
