package mlp.equivalence.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import mlp.api.DataType;
import mlp.api.Labels;
import mlp.api.Track;
import mlp.equivalence.Difference;
import mlp.equivalence.torch.TorchComparison.Kind;

/** The largest differences from PyTorch that were measured, as a table. */
final class TorchHeadroom {
  private static final Path FILE = Path.of("target", "torch-headroom.txt");

  private record Row(String name, String column) {}

  private record Largest(double relative, String where) {}

  private final Set<String> columns = new LinkedHashSet<>();
  private final Map<Row, Largest> parameters = new LinkedHashMap<>();
  private final Map<Row, Largest> kinds = new LinkedHashMap<>();

  /** @return what notes the differences of one case */
  TorchComparison.Listener of(TorchCase each, Track track, DataType dataType) {
    String column = track.name() + ", " + Labels.of(dataType);
    columns.add(column);
    return (kind, step, difference) -> {
      String where = each + ", step " + step + ": " + difference.tensor();
      note(kinds, new Row(Labels.of(kind), column), difference, where);
      if (kind == Kind.PARAMETERS) {
        for (String feature : each.features()) {
          String row = feature + (each.isAlone() ? "" : ", combined");
          note(parameters, new Row(row, column), difference, where);
        }
      }
    };
  }

  private static void note(Map<Row, Largest> rows, Row row, Difference difference, String where) {
    Largest largest = new Largest(difference.relative(), where);
    rows.merge(row, largest, (a, b) -> b.relative > a.relative ? b : a);
  }

  void write() throws IOException {
    StringBuilder text = new StringBuilder(
        "Largest difference from PyTorch in float64, relative to the largest entry of its tensor.\n");
    text.append("\nParameters, by feature:\n");
    table(text, parameters);
    text.append("\nBy what is compared:\n");
    table(text, kinds);
    text.append("\nWhere:\n");
    kinds.forEach((row, largest) -> text.append(
        String.format(Locale.ROOT, "%-12s %-22s %s%n", row.name, row.column, largest.where)));
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, text);
  }

  private void table(StringBuilder text, Map<Row, Largest> rows) {
    text.append(" ".repeat(48));
    columns.forEach(column -> text.append(String.format("%24s", column)));
    rows.keySet().stream().map(Row::name).distinct().sorted().forEach(name -> {
      text.append(String.format("%n%-48s", name));
      for (String column : columns) {
        Largest largest = rows.get(new Row(name, column));
        text.append(
            largest == null
                ? "-".indent(23).stripTrailing()
                : String.format(Locale.ROOT, "%24.1e", largest.relative));
      }
    });
    text.append("\n");
  }
}
