package mlp.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mlp.formats.AtomicFile;

/** A page that needs nothing but itself. */
final class Page {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

  private Page() {}

  /**
   * @param template the name of a resource with places {{name}}; {{style}} is the style of all
   *     pages
   * @param parts what stands at each place, as HTML
   */
  static String of(String template, Map<String, String> parts) {
    return PLACEHOLDER.matcher(resource(template)).replaceAll(match -> {
      String name = match.group(1);
      return Matcher.quoteReplacement(
          name.equals("style") ? resource("style.css") : parts.get(name));
    });
  }

  /**
   * Writes the page as a whole or not at all.
   *
   * @param folder created if it is not there
   * @return the page's file
   */
  static Path write(Path folder, String page) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path file = folder.resolve(HtmlReport.PAGE);
    AtomicFile.write(file, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
    return file;
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
