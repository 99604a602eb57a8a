package mlp.cli.experiment;

import java.util.List;

/**
 * What a study found: the one result that the terminal, the JSON file and the page show.
 *
 * @param claims what the study is made to show, and whether this run shows it
 * @param parts in the order in which they are to be read
 * @param formulas that explain it
 * @param next commands to try
 * @param settings what was trained, and how
 */
public record Findings(
    List<Claim> claims,
    List<Part> parts,
    List<Formula> formulas,
    List<String> next,
    List<Setting> settings) {

  /**
   * A sentence that numbers decide.
   *
   * @param sentence what is expected
   * @param holds whether it is so in this run
   * @param measured this run's numbers, in a sentence
   */
  public record Claim(String sentence, boolean holds, String measured) {}

  /**
   * A formula of {@code docs/rules.md}.
   *
   * @param rule its number: R6
   */
  public record Formula(String rule, String text) {}

  /** What was chosen for the trainings: the network, the optimizer. */
  public record Setting(String name, String value) {}

  /**
   * A part of the page.
   *
   * @param text what to look at, and what one sees
   */
  public record Part(String title, String text, List<Figure> figures, List<Table> tables) {
    /** Copies the lists. */
    public Part {
      figures = List.copyOf(figures);
      tables = List.copyOf(tables);
    }
  }

  /**
   * Figures in rows; the first column names the row.
   *
   * @param rows texts and numbers, as many as there are columns
   */
  public record Table(String title, List<String> columns, List<List<Object>> rows) {
    /** Copies the lists. */
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }
}
