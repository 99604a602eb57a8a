package mlp.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions that the build wrote down; asking for one loads no library. */
final class Versions implements IVersionProvider {
  private static final Properties VERSIONS = read();

  static String project() {
    return VERSIONS.getProperty("project");
  }

  static String dl4j() {
    return VERSIONS.getProperty("dl4j");
  }

  static String nd4j() {
    return VERSIONS.getProperty("nd4j");
  }

  /** What a trace says that it was computed with. */
  static Map<String, String> all() {
    return Map.of(
        "mlp",
        project(),
        "dl4j",
        dl4j(),
        "nd4j",
        nd4j(),
        "java",
        Runtime.version().toString());
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "mlp " + project() + " (DL4J " + dl4j() + ", ND4J " + nd4j() + ", Java "
          + Runtime.version().feature() + ")"
    };
  }

  private static Properties read() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
