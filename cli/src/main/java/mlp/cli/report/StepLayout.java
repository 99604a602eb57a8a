package mlp.cli.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the records of a step stand in its picture: in columns from the inputs to the loss, four
 * for each layer, and in bands from what is given down to the update. Neighbours in a column of a
 * band stand above one another, so that the flow forward is the lower edge of its band and the flow
 * back the upper edge of the band below.
 */
final class StepLayout {

  /** From top to bottom. */
  enum Band {
    GIVEN("given"),
    FORWARD("forward →"),
    BACKWARD("← backward"),
    UPDATE("update");

    private final String label;

    Band(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    private boolean standsOnItsEdge() {
      return this == GIVEN || this == FORWARD;
    }
  }

  /**
   * A record's place.
   *
   * @param rank of its column among those that are there
   */
  record Box(String record, String label, int rank, double x, double y, double width) {
    double middle() {
      return y + BOX / 2;
    }

    double right() {
      return x + width;
    }
  }

  /** A layer's columns, or the inputs' or the loss's. */
  record Group(String label, double x, double width) {}

  private record Cell(String record, String label, int column, Band band) {}

  static final double BOX = 24;
  private static final double STEP = 30; // from one box to the next below it
  private static final double TOP = 34;
  private static final double LEFT = 100;
  private static final double BETWEEN_COLUMNS = 32;
  private static final double BETWEEN_GROUPS = 44;
  private static final double BETWEEN_BANDS = 40;
  private static final double LETTER = 7;
  private static final int COLUMNS = 4; // of a layer: z, normalization, a, dropout
  private static final Pattern OF_LAYER = Pattern.compile("(\\D+)(\\d+)(\\.\\D+)?");
  private static final Pattern STATE =
      Pattern.compile("opt\\.(\\w+\\.[A-Za-z]+(\\d+))(\\.before)?");

  private final int layers;
  private final Map<String, Box> boxes = new LinkedHashMap<>();
  private final Map<Band, Double> bands = new EnumMap<>(Band.class);
  private final Map<Integer, Double> lefts = new TreeMap<>(); // by column
  private final Map<Integer, Double> widths = new TreeMap<>();
  private final List<Group> groups = new ArrayList<>();
  private double width;
  private double height = TOP;

  /**
   * @param layers of the network
   * @param records in the order in which they are computed
   */
  StepLayout(int layers, List<String> records) {
    this.layers = layers;
    List<Cell> cells = records.stream().map(this::cell).toList();
    placeColumns(cells);
    for (Band band : Band.values()) {
      place(cells.stream().filter(cell -> cell.band() == band).toList(), band);
    }
  }

  Map<String, Box> boxes() {
    return boxes;
  }

  /** @return where the middle of a band's first row is */
  Map<Band, Double> bands() {
    return bands;
  }

  List<Group> groups() {
    return groups;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  private Cell cell(String record) {
    Matcher state = STATE.matcher(record);
    if (state.matches()) {
      String parameter = state.group(1).substring(state.group(1).indexOf('.') + 1);
      Band band = state.group(3) == null ? Band.UPDATE : Band.GIVEN;
      return new Cell(record, state.group(1), ofParameter(parameter), band);
    }
    Matcher layer = OF_LAYER.matcher(record);
    if (!layer.matches()) {
      return ofStep(record);
    }
    String kind = layer.group(1);
    String detail = layer.group(3) == null ? "" : layer.group(3);
    int i = Integer.parseInt(layer.group(2));
    if (detail.startsWith(".running")) {
      Band band = detail.endsWith(".after") ? Band.UPDATE : Band.GIVEN;
      String label = detail.substring(1).replace(".after", "");
      return new Cell(record, label, COLUMNS * i + 1, band);
    }
    if (detail.equals(".after")) {
      return new Cell(record, record, ofParameter(kind + i), Band.UPDATE);
    }
    return switch (kind) {
      case "W", "b", "gamma", "beta" -> new Cell(record, record, ofParameter(kind + i), Band.GIVEN);
      case "dW", "db", "dgamma", "dbeta" ->
        new Cell(record, record, ofParameter(record.substring(1)), Band.BACKWARD);
      default -> ofFlow(record, kind, i);
    };
  }

  private static Cell ofFlow(String record, String kind, int i) {
    boolean isBackward = kind.startsWith("d") && !kind.equals("drop");
    int column = switch (isBackward ? kind.substring(1) : kind) {
      case "z" -> 0;
      case "bn" -> 1;
      case "a" -> 2;
      default -> 3;
    };
    return new Cell(
        record, record, COLUMNS * i + column, isBackward ? Band.BACKWARD : Band.FORWARD);
  }

  private Cell ofStep(String record) {
    int last = COLUMNS * (layers + 1);
    return switch (record) {
      case "x" -> new Cell(record, record, 2, Band.FORWARD);
      case "y" -> new Cell(record, record, last, Band.GIVEN);
      case "loss", "y.smoothed" -> new Cell(record, record, last, Band.FORWARD);
      default -> new Cell(record, record, last, Band.UPDATE);
    };
  }

  private static int ofParameter(String parameter) {
    int i = Integer.parseInt(parameter.replaceAll("\\D", ""));
    return COLUMNS * i + (parameter.startsWith("gamma") || parameter.startsWith("beta") ? 1 : 0);
  }

  // As wide as the longest label in it, and a sign before it
  private void placeColumns(List<Cell> cells) {
    cells.forEach(
        cell -> widths.merge(cell.column(), LETTER * (cell.label().length() + 2) + 14, Math::max));
    double x = LEFT;
    int before = -1;
    double groupFrom = x;
    for (int column : widths.keySet()) {
      int group = column / COLUMNS;
      if (before >= 0) {
        boolean isNew = group != before;
        if (isNew) {
          addGroup(before, groupFrom, x);
          groupFrom = x + BETWEEN_GROUPS;
        }
        x += isNew ? BETWEEN_GROUPS : BETWEEN_COLUMNS;
      }
      lefts.put(column, x);
      x += widths.get(column);
      before = group;
    }
    addGroup(before, groupFrom, x);
    width = x + BETWEEN_COLUMNS;
  }

  private void addGroup(int group, double from, double to) {
    String label = group == 0 ? "inputs" : group > layers ? "loss" : "layer " + group;
    groups.add(new Group(label, from, to - from));
  }

  private void place(List<Cell> cells, Band band) {
    if (cells.isEmpty()) {
      return;
    }
    Map<Integer, List<Cell>> stacks = new TreeMap<>();
    cells.forEach(
        cell -> stacks.computeIfAbsent(cell.column(), c -> new ArrayList<>()).add(cell));
    int rows = stacks.values().stream().mapToInt(List::size).max().orElseThrow();
    List<Integer> ranks = new ArrayList<>(lefts.keySet());
    stacks.forEach((column, stack) -> {
      int first = band.standsOnItsEdge() ? rows - stack.size() : 0;
      for (int i = 0; i < stack.size(); i++) {
        Cell cell = stack.get(i);
        double y = height + STEP * (first + i);
        boxes.put(
            cell.record(),
            new Box(
                cell.record(),
                cell.label(),
                ranks.indexOf(column),
                lefts.get(column),
                y,
                widths.get(column)));
      }
    });
    bands.put(band, height + (band.standsOnItsEdge() ? STEP * (rows - 1) : 0) + BOX / 2);
    height += STEP * rows + BETWEEN_BANDS;
  }
}
