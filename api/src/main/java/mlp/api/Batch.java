package mlp.api;

/**
 * Examples: rows of inputs, each with its row of targets. A whole data set is a batch, too.
 *
 * @param inputs x [rows, inputs]
 * @param targets y [rows, outputs], in the same data type
 */
public record Batch(Matrix inputs, Matrix targets) {
  /** @throws InvalidInput if rows or data types differ, or a value is NaN or infinite */
  public Batch {
    if (inputs.rows() != targets.rows()) {
      throw new InvalidInput(
          "targets", targets.rows() + " rows", inputs.rows() + " rows, as the inputs have");
    }
    if (inputs.dataType() != targets.dataType()) {
      throw new InvalidInput(
          "targets",
          Labels.of(targets.dataType()),
          Labels.of(inputs.dataType()) + ", as the inputs");
    }
    inputs.requireFinite("inputs");
    targets.requireFinite("targets");
  }

  /** The number of examples. */
  public int rows() {
    return inputs.rows();
  }

  /** The type of inputs and targets. */
  public DataType dataType() {
    return inputs.dataType();
  }

  /** @return this batch in the data type, rounded to nearest where that has fewer digits */
  public Batch as(DataType dataType) {
    return new Batch(inputs.as(dataType), targets.as(dataType));
  }

  /**
   * @param order indices of rows
   * @param from the first place in the order to take, inclusive
   * @param to the last place in the order to take, exclusive
   * @return the rows order[from], …, order[to − 1]
   */
  public Batch rows(int[] order, int from, int to) {
    return new Batch(inputs.rows(order, from, to), targets.rows(order, from, to));
  }
}
