package mlp.equivalence.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import mlp.equivalence.Difference;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Keeps the largest difference of each kind that the tests have seen, and writes a table of them,
 * with their tolerances, when the run ends: to the log and to target/headroom.txt.
 */
final class Headroom implements BeforeAllCallback, AfterAllCallback {
  private static final Path FILE = Path.of("target", "headroom.txt");
  private static final Map<String, Row> ROWS = new TreeMap<>();

  private static boolean open;

  private record Row(double measured, double tolerance, String where) {}

  /**
   * Notes a difference, while a test class runs that this extends; the one that leaves the least
   * headroom is kept.
   *
   * @param kind a row of the table
   * @param where it was measured
   */
  static synchronized void note(
      String kind, Difference difference, double tolerance, String where) {
    if (!open) {
      return;
    }
    Row row = new Row(difference.relative(), tolerance, where + ": " + difference.tensor());
    ROWS.merge(kind, row, (a, b) -> share(a) >= share(b) ? a : b);
  }

  private static double share(Row row) {
    return row.measured == 0 ? 0 : row.measured / row.tolerance;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    open = true;
    AutoCloseable table = Headroom::write;
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Headroom.class))
        .computeIfAbsent("table", key -> table, AutoCloseable.class);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    open = false;
  }

  private static synchronized void write() throws IOException {
    StringBuilder table = new StringBuilder(String.format(
        Locale.ROOT, "%-36s %9s %9s %9s  %s%n", "", "measured", "tolerance", "headroom", "where"));
    ROWS.forEach((kind, row) -> table.append(String.format(
        Locale.ROOT,
        "%-36s %9.2e %9.2e %9s  %s%n",
        kind,
        row.measured,
        row.tolerance,
        row.measured == 0 ? "exact" : String.format(Locale.ROOT, "%.1f×", 1 / share(row)),
        row.where)));
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, table);
    LoggerFactory.getLogger(Headroom.class).info("headroom\n{}", table);
  }
}
