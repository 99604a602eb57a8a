package mlp.cli.report;

/** Text made safe to stand in HTML, in elements and in quoted attributes. */
final class Html {
  private Html() {}

  static String escape(Object text) {
    return String.valueOf(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** @return an element with text in it: escaped */
  static String element(String name, Object text) {
    return "<" + name + ">" + escape(text) + "</" + name + ">";
  }
}
