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
    StratifiedSplit split =
        StratifiedSplit.ofTest(labels.labels(), options.testFractionOrDefault());
    Parts.Scaled parts = Parts.of(all.rows(split.training()), all.rows(split.heldOut()), options)
        .scaled(inputs -> Scaler.fit(options.scalingOr(Scaling.STANDARDIZE), inputs), dataType);
    return new DataSet(
        spec,
        features.rows() + " rows of " + features.columns() + " features from " + file.getFileName(),
        parts.training(),
        parts.validation(),
        parts.test(),
        labels.classes(),
        0,
        0);
  }
}
