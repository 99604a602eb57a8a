package mlp.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import mlp.api.DataType;

/**
 * 1,797 handwritten digits of 8×8 pixels (Alpaydin and Kaynak 1998, see the attribution beside the
 * resource). Its {@link StratifiedSplit} puts a fifth of each class into the test part, always the
 * same rows.
 */
final class Digits {
  private static final String RESOURCE = "digits.csv.gz";
  private static final int SIDE = 8;
  private static final int BRIGHTEST = 16;

  private Digits() {}

  static DataSet load(DataOptions options, DataType dataType) {
    CsvTable table = table();
    ClassLabels labels = ClassLabels.of(RESOURCE, table.labels());
    Examples all =
        new Examples(table.features(), Table.oneHot(labels.classes().size(), labels.labels()));
    StratifiedSplit split = StratifiedSplit.of(labels.labels(), StratifiedSplit.DEFAULT_FRACTION);
    Examples training = all.rows(split.training());
    Scaler scaler = Scaler.fitPixels(options.scalingOr(Scaling.UNIT), training.inputs(), BRIGHTEST);
    return new DataSet(
        "digits",
        "1,797 handwritten digits of 8×8 pixels (Alpaydin and Kaynak 1998, UCI, CC BY 4.0)",
        training.scaled(scaler, dataType),
        all.rows(split.test()).scaled(scaler, dataType),
        List.copyOf(labels.classes()),
        SIDE,
        SIDE);
  }

  private static CsvTable table() {
    try (InputStream resource = Digits.class.getResourceAsStream(RESOURCE);
        InputStream bytes = new GZIPInputStream(resource)) {
      return CsvTable.read(bytes, RESOURCE);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
