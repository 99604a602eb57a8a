package mlp.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mlp.api.InvalidInput;

/**
 * Rows of comma-separated cells (RFC 4180, UTF-8): numbers, and a label in the last column. A first
 * row is a header, and left out, if none of its cells but the last is a number. Empty lines are
 * left out, too.
 */
final class CsvTable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int LONGEST_QUOTE = 40;

  private final String file;
  private int columns;
  private double[] features = new double[1024];
  private int length;
  private final List<String> labels = new ArrayList<>();
  private final Map<String, String> sameLabels = new HashMap<>();

  private CsvTable(String file) {
    this.file = file;
  }

  /** @throws InvalidInput at the first bad cell or row, with its line and column, both from 1 */
  static CsvTable read(Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw new InvalidInput(path + ": this is not a file that can be read to its end");
    }
    try (InputStream bytes = Files.newInputStream(path)) {
      return read(bytes, path.toString());
    } catch (IOException fault) {
      throw FileFault.of(path, fault);
    }
  }

  /**
   * @param file the name for messages
   * @throws InvalidInput at the first bad cell or row, with its line and column, both from 1
   */
  static CsvTable read(InputStream bytes, String file) throws IOException {
    CsvTable table = new CsvTable(file);
    // A fresh decoder reports malformed bytes instead of replacing them.
    InputStreamReader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
    try (CsvReader<CsvRecord> records = CsvReader.builder()
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .ofCsvRecord(text)) {
      for (CsvRecord record : records) {
        table.add(record);
      }
    } catch (UncheckedIOException fault) {
      throw fault.getCause();
    } catch (CsvParseException fault) {
      throw unparsable(file, fault);
    }
    if (table.labels.isEmpty()) {
      throw new InvalidInput(file, "no rows of data", "rows of numbers, with a label at the end");
    }
    return table;
  }

  private static InvalidInput unparsable(String file, CsvParseException fault) throws IOException {
    Throwable cause = fault.getCause();
    if (cause instanceof UncheckedIOException wrapped) {
      throw wrapped.getCause();
    }
    if (cause instanceof IOException unread) {
      throw unread;
    }
    String reason = cause == null ? fault.getMessage() : cause.getMessage();
    return new InvalidInput(file + ": not well-formed CSV: " + reason, fault);
  }

  private void add(CsvRecord row) {
    List<String> cells = row.getFields();
    if (columns == 0) {
      columns = cells.size();
      requireColumns(row, cells);
      if (isHeader(cells)) {
        return;
      }
    }
    if (cells.size() != columns) {
      throw new InvalidInput(
          line(row), cells.size() + " columns", columns + ", as the first line has");
    }
    if (length + columns > features.length) {
      features = Arrays.copyOf(features, Math.max(2 * features.length, length + columns));
    }
    for (int j = 0; j < columns - 1; j++) {
      features[length++] = number(row, j);
    }
    labels.add(label(row));
  }

  private void requireColumns(CsvRecord row, List<String> cells) {
    if (columns < 2) {
      boolean otherSeparator = cells.get(0).indexOf(';') >= 0 || cells.get(0).indexOf('\t') >= 0;
      throw new InvalidInput(
          line(row),
          "one column",
          otherSeparator
              ? "columns separated by commas; replace the separator"
              : "at least two columns separated by commas: numbers, and a label at the end");
    }
  }

  private boolean isHeader(List<String> cells) {
    for (int j = 0; j < columns - 1; j++) {
      String cell = cells.get(j).strip();
      if (j == 0 && !cell.isEmpty() && cell.charAt(0) == BYTE_ORDER_MARK) {
        cell = cell.substring(1);
      }
      if (cell.isEmpty() || !Double.isNaN(DecimalNumber.parse(cell)) || isNotFinite(cell)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a cell is one of the usual spellings of NaN and infinity: a bad number, no title. */
  private static boolean isNotFinite(String cell) {
    return cell.matches("(?i)[+-]?(nan|inf|infinity)");
  }

  private double number(CsvRecord row, int column) {
    String cell = row.getField(column);
    String digits = labels.isEmpty() && column == 0 && cell.startsWith("" + BYTE_ORDER_MARK)
        ? cell.substring(1)
        : cell;
    double value = DecimalNumber.parse(digits.strip());
    if (!Double.isFinite(value)) {
      throw new InvalidInput(place(row, column), quote(cell), "a finite number");
    }
    return value;
  }

  private String label(CsvRecord row) {
    String label = row.getField(columns - 1).strip();
    if (label.isEmpty()) {
      throw new InvalidInput(place(row, columns - 1), "an empty cell", "a label");
    }
    // One string for each class, however many rows there are.
    return sameLabels.computeIfAbsent(label, same -> same);
  }

  private String line(CsvRecord row) {
    return file + ", line " + row.getStartingLineNumber();
  }

  private String place(CsvRecord row, int column) {
    return line(row) + ", column " + (column + 1);
  }

  private static String quote(String cell) {
    String shown = cell.length() > LONGEST_QUOTE ? cell.substring(0, LONGEST_QUOTE) + "…" : cell;
    return '"' + shown.replaceAll("\\p{Cntrl}", " ") + '"';
  }

  /** [rows, columns − 1]. */
  Table features() {
    return Table.of(columns - 1, Arrays.copyOf(features, length));
  }

  /** The last column. */
  List<String> labels() {
    return labels;
  }
}
