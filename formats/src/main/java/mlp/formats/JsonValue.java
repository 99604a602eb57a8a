package mlp.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mlp.api.InvalidInput;

/** A JSON value that knows where it stands in its text, so that a refusal can say it. */
final class JsonValue {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int LONGEST = 1 << 20;

  /** What a character of JSON needs in memory, where it stands for the most: in [0,0,0,0]. */
  private static final long BYTES_PER_CHARACTER = 100;

  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  private final String source;
  private final JsonValue parent;
  private final String name;
  private final int line;
  private final int column;
  private final JsonToken token;
  private final String text;
  private final Map<String, JsonValue> members;
  private final List<JsonValue> elements;

  /**
   * @param name what the parent calls this value: {@code units} or {@code [1]}; null at the root
   */
  private JsonValue(JsonParser parser, String source, JsonValue parent, String name)
      throws IOException {
    this.source = source;
    this.parent = parent;
    this.name = name;
    line = parser.currentTokenLocation().getLineNr();
    column = parser.currentTokenLocation().getColumnNr();
    token = parser.currentToken();
    text = parser.getText();
    members = token == JsonToken.START_OBJECT ? readMembers(parser) : Map.of();
    elements = token == JsonToken.START_ARRAY ? readElements(parser) : List.of();
  }

  private Map<String, JsonValue> readMembers(JsonParser parser) throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      JsonValue member = new JsonValue(parser, source, this, name);
      if (members.put(name, member) != null) {
        throw member.refused("each field once");
      }
    }
    return members;
  }

  private List<JsonValue> readElements(JsonParser parser) throws IOException {
    List<JsonValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(new JsonValue(parser, source, this, "[" + elements.size() + "]"));
    }
    return elements;
  }

  /**
   * @param source what the text is, for messages
   * @throws InvalidInput if the text is not one JSON value and nothing else, or is longer than what
   *     a person writes
   */
  static JsonValue parse(String source, String text) {
    if (text.length() > LONGEST) {
      throw new InvalidInput(source, text.length() + " characters of JSON", "at most " + LONGEST);
    }
    return parseAny(source, text);
  }

  /**
   * @param source what the text is, for messages
   * @throws InvalidInput if the text is not one JSON value and nothing else, or needs more memory
   *     than is left
   */
  static JsonValue parse(String source, String text, Budget budget) {
    budget.take(source, BYTES_PER_CHARACTER * text.length());
    return parseAny(source, text);
  }

  private static JsonValue parseAny(String source, String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new InvalidInput(source, "an empty text", "a JSON object");
      }
      JsonValue value = new JsonValue(parser, source, null, null);
      if (parser.nextToken() != null) {
        throw new JsonValue(parser, source, null, null).refused("nothing after the first value");
      }
      return value;
    } catch (JsonProcessingException malformed) {
      throw malformed(source, malformed);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", impossible);
    }
  }

  private static InvalidInput malformed(String source, JsonProcessingException malformed) {
    String place = malformed.getLocation() == null
        ? ""
        : place(malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr());
    return new InvalidInput(
        source + place + ": this is not JSON: " + Printable.of(malformed.getOriginalMessage()),
        malformed);
  }

  /** The members of an object. */
  Map<String, JsonValue> members(String expected) {
    require(token == JsonToken.START_OBJECT, expected);
    return members;
  }

  /** The elements of an array. */
  List<JsonValue> elements(String expected) {
    require(token == JsonToken.START_ARRAY, expected);
    return elements;
  }

  /** The text of a string. */
  String string(String expected) {
    require(token == JsonToken.VALUE_STRING, expected);
    return text;
  }

  /** The value of true or false. */
  boolean truth(String expected) {
    require(token.isBoolean(), expected);
    return token == JsonToken.VALUE_TRUE;
  }

  /** Whether this is null. */
  boolean isNull() {
    return token == JsonToken.VALUE_NULL;
  }

  /** The nearest double to a number, which may be whole, or one of the strings for no number. */
  double number(String expected) {
    require(
        token.isNumeric() || token == JsonToken.VALUE_STRING && NOT_FINITE.contains(text),
        expected);
    return Double.parseDouble(text);
  }

  /** A number without fraction and exponent, within bounds. */
  long wholeNumber(long least, long most, String expected) {
    require(token == JsonToken.VALUE_NUMBER_INT, expected);
    try {
      long number = Long.parseLong(text);
      require(number >= least && number <= most, expected);
      return number;
    } catch (NumberFormatException tooLarge) {
      throw refused(expected);
    }
  }

  private void require(boolean fits, String expected) {
    if (!fits) {
      throw refused(expected);
    }
  }

  /** @return a refusal of this value, with its place, its path and what stands there */
  InvalidInput refused(String expected) {
    return new InvalidInput(where(path()), shown(), expected);
  }

  /** @return a refusal of this object, in which a member is missing */
  InvalidInput missing(String member, String expected) {
    return new InvalidInput(where(join(path(), member)), "nothing", expected);
  }

  /**
   * @param cause says what is wrong with this object's contents
   * @return the same, with this object's place
   */
  InvalidInput refused(InvalidInput cause) {
    return new InvalidInput(where(path()) + ": " + cause.getMessage(), cause);
  }

  /** From the root to this value: {@code layers[1].units}. */
  private String path() {
    return parent == null ? "" : join(parent.path(), name);
  }

  private static String join(String path, String name) {
    return path.isEmpty() || name.startsWith("[") ? path + name : path + "." + name;
  }

  private String where(String path) {
    return source + place(line, column) + (path.isEmpty() ? "" : ": " + Printable.of(path));
  }

  private static String place(int line, int column) {
    return ", line " + line + ", column " + column;
  }

  private String shown() {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> '"' + Printable.of(text) + '"';
      default -> Printable.of(text);
    };
  }
}
