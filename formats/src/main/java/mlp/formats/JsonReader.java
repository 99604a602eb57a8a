package mlp.formats;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mlp.api.InvalidInput;

/**
 * Makes records of their {@linkplain JsonForm JSON form}: every field, once, of its type, and no
 * other field.
 */
final class JsonReader {
  private JsonReader() {}

  /**
   * @throws InvalidInput if the value is not the form of a record of that type; the message says
   *     line, column, field, value and what was expected
   */
  static <T> T read(JsonValue json, Class<T> type) {
    return type.cast(read(json, (Type) type));
  }

  private static Object read(JsonValue json, Type type) {
    String expected = expected(type);
    if (type == int.class) {
      return (int) json.wholeNumber(Integer.MIN_VALUE, Integer.MAX_VALUE, expected);
    } else if (type == long.class || type == Long.class) {
      return json.wholeNumber(Long.MIN_VALUE, Long.MAX_VALUE, expected);
    } else if (type == double.class) {
      return json.number(expected);
    } else if (type == boolean.class) {
      return json.truth(expected);
    } else if (type == String.class) {
      return json.string(expected);
    } else if (JsonForm.isGeneric(type, Optional.class)) {
      return json.isNull() ? Optional.empty() : Optional.of(read(json, JsonForm.elementType(type)));
    } else if (JsonForm.isGeneric(type, Map.class)) {
      return texts(json);
    } else if (JsonForm.isGeneric(type, List.class)) {
      return json.elements(expected).stream()
          .map(element -> read(element, JsonForm.elementType(type)))
          .toList();
    } else if (JsonForm.isArray(type)) {
      return readArray(json.elements(expected), JsonForm.elementType(type));
    } else if (JsonForm.isSealed(type)) {
      return readSealed(json, (Class<?>) type, expected);
    }
    Class<?> simple = (Class<?>) type;
    return simple.isEnum()
        ? readLabel(json, JsonForm.labels(simple), expected)
        : readRecord(json, simple, Set.of());
  }

  /** @throws InvalidInput if the value is not an object whose members all are strings */
  static Map<String, String> texts(JsonValue json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.members("an object of texts")
        .forEach((key, text) -> texts.put(key, text.string("a text")));
    return texts;
  }

  private static Object readArray(List<JsonValue> elements, Type type) {
    Object array = Array.newInstance((Class<?>) type, elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Array.set(array, i, read(elements.get(i), type));
    }
    return array;
  }

  private static Object readLabel(JsonValue json, Map<String, Object> labels, String expected) {
    Object named = labels.get(json.string(expected));
    if (named == null) {
      throw json.refused(expected);
    }
    return named;
  }

  private static Object readSealed(JsonValue json, Class<?> type, String expected) {
    Map<String, Object> labels = JsonForm.labels(type);
    JsonValue label = json.members(expected).get(JsonForm.TYPE);
    if (label == null) {
      throw json.missing(JsonForm.TYPE, oneOf(labels));
    }
    Object named = readLabel(label, labels, oneOf(labels));
    if (named instanceof Class<?> permitted) {
      return readRecord(json, permitted, Set.of(JsonForm.TYPE));
    }
    requireFields(json, Set.of(JsonForm.TYPE), expected);
    return named;
  }

  private static Object readRecord(JsonValue json, Class<?> type, Set<String> besides) {
    RecordComponent[] components = type.getRecordComponents();
    Map<String, JsonValue> members = json.members(expected(type));
    Set<String> fields = new LinkedHashSet<>(besides);
    Arrays.stream(components).map(RecordComponent::getName).forEach(fields::add);
    requireFields(json, fields, expected(type));
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      JsonValue member = members.get(components[i].getName());
      if (member == null) {
        throw json.missing(components[i].getName(), expected(components[i].getGenericType()));
      }
      values[i] = read(member, components[i].getGenericType());
    }
    return construct(json, type, components, values);
  }

  private static void requireFields(JsonValue json, Set<String> fields, String expected) {
    json.members(expected).forEach((name, member) -> {
      if (!fields.contains(name)) {
        throw member.refused("no such field, but only " + String.join(", ", fields));
      }
    });
  }

  private static Object construct(
      JsonValue json, Class<?> type, RecordComponent[] components, Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof InvalidInput invalid) {
        throw json.refused(invalid);
      }
      throw new IllegalStateException(type + " cannot be constructed", thrown.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(type + " has no constructor that is seen", impossible);
    }
  }

  /** What stands for a value of this type, as a phrase. */
  private static String expected(Type type) {
    if (type == int.class) {
      return "a whole number of at most " + Integer.MAX_VALUE;
    } else if (type == long.class || type == Long.class) {
      return "a whole number of 64 bits";
    } else if (type == double.class) {
      return "a number";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type == String.class) {
      return "a text";
    } else if (JsonForm.isGeneric(type, Optional.class)) {
      return expected(JsonForm.elementType(type)) + ", or null";
    } else if (JsonForm.isGeneric(type, Map.class)) {
      return "an object of texts";
    } else if (JsonForm.isGeneric(type, List.class) || JsonForm.isArray(type)) {
      return "a list";
    } else if (JsonForm.isSealed(type)) {
      return "an object with \"type\": " + oneOf(JsonForm.labels((Class<?>) type));
    }
    Class<?> simple = (Class<?>) type;
    return simple.isEnum() ? oneOf(JsonForm.labels(simple)) : "an object";
  }

  private static String oneOf(Map<String, Object> labels) {
    return "one of " + String.join(", ", labels.keySet());
  }
}
