package mlp.data;

import java.nio.file.Path;
import mlp.api.DataType;

/** A user's own CSV file: numeric columns, the last one the label. */
final class CsvData {
  private CsvData() {}

  static DataSet load(String spec, Path file, DataOptions options, DataType dataType) {
    CsvTable table = CsvTable.read(file);
    ClassLabels labels = ClassLabels.of(file + ", last column", table.labels());
    Table features = table.features();
    Examples all = new Examples(features, Table.oneHot(labels.classes().size(), labels.labels()));
    StratifiedSplit split = StratifiedSplit.of(labels.labels(), options.testFractionOrDefault());
    Examples training = all.rows(split.training());
    Scaler scaler = Scaler.fit(options.scalingOr(Scaling.STANDARDIZE), training.inputs());
    return new DataSet(
        spec,
        features.rows() + " rows of " + features.columns() + " features from " + file.getFileName(),
        training.scaled(scaler, dataType),
        all.rows(split.test()).scaled(scaler, dataType),
        labels.classes(),
        0,
        0);
  }
}
