package mlp.cli.experiment;

import java.util.ArrayList;
import java.util.List;
import mlp.cli.experiment.Findings.Claim;
import mlp.cli.experiment.Findings.Part;
import mlp.cli.experiment.Findings.Table;

/** Findings as lines for the terminal: tables, claims and what to try next. */
public final class FindingsText {
  private FindingsText() {}

  /** @return the lines, without line breaks */
  public static List<String> lines(Findings findings) {
    List<String> lines = new ArrayList<>();
    for (Part part : findings.parts()) {
      for (Table table : part.tables()) {
        lines.add(part.title() + ": " + table.title());
        lines.addAll(lines(table));
        lines.add("");
      }
    }
    for (Claim claim : findings.claims()) {
      lines.add((claim.holds() ? "✓ " : "✗ not in this run: ") + claim.sentence());
      lines.add("    " + claim.measured());
    }
    return lines;
  }

  // The first column to the left, numbers to the right.
  private static List<String> lines(Table table) {
    List<List<String>> rows = new ArrayList<>(List.of(table.columns()));
    table.rows().forEach(row -> rows.add(row.stream().map(Numbers::cell).toList()));
    int[] widths = new int[table.columns().size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      String space = " ".repeat(widths[column] - cell.length());
      line.append("  ").append(column == 0 ? cell + space : space + cell);
    }
    return line.toString().stripTrailing();
  }
}
