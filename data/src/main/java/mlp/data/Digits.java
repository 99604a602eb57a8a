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
    StratifiedSplit split =
        StratifiedSplit.ofTest(labels.labels(), StratifiedSplit.DEFAULT_FRACTION);
    Parts.Scaled parts = Parts.of(all.rows(split.training()), all.rows(split.heldOut()), options)
        .scaled(
            inputs -> Scaler.fitPixels(options.scalingOr(Scaling.UNIT), inputs, BRIGHTEST),
            dataType);
    return new DataSet(
        "digits",
        "1,797 handwritten digits of 8×8 pixels (Alpaydin and Kaynak 1998, UCI, CC BY 4.0)",
        parts.training(),
        parts.validation(),
        parts.test(),
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
