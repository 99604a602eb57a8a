package mlp.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import mlp.api.InvalidInput;
import mlp.api.Labels;

/**
 * The JSON form of the records that describe a network and its training. It follows from the
 * records alone, so that a component that is added to one is a field of its JSON, with no line to
 * write here: a record is an object, its components are the fields; a constant is its
 * {@linkplain Labels label}; a value of a sealed interface is an object whose field "type" is the
 * label of the record's name or of the constant. Reading takes that form and no other.
 */
final class JsonForm {
  private static final String TYPE = "type";

  private JsonForm() {}

  static JsonNode write(Object value, Type type) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value instanceof Integer number) {
      return nodes.numberNode(number);
    } else if (value instanceof Long number) {
      return nodes.numberNode(number);
    } else if (value instanceof Double number) {
      return nodes.numberNode(number);
    } else if (value instanceof Boolean truth) {
      return nodes.booleanNode(truth);
    } else if (value instanceof List<?> list) {
      ArrayNode array = nodes.arrayNode();
      list.forEach(element -> array.add(write(element, elementType(type))));
      return array;
    } else if (isSealed(type)) {
      ObjectNode object = nodes.objectNode().put(TYPE, label(value));
      return value instanceof Record ? object.setAll(writeRecord(value)) : object;
    }
    return value instanceof Enum<?> constant
        ? nodes.textNode(Labels.of(constant))
        : writeRecord(value);
  }

  private static ObjectNode writeRecord(Object value) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      object.set(component.getName(), write(get(component, value), component.getGenericType()));
    }
    return object;
  }

  static <T> T read(JsonValue json, Class<T> type) {
    return type.cast(read(json, (Type) type));
  }

  private static Object read(JsonValue json, Type type) {
    String expected = expected(type);
    if (type == int.class) {
      return (int) json.wholeNumber(Integer.MIN_VALUE, Integer.MAX_VALUE, expected);
    } else if (type == long.class) {
      return json.wholeNumber(Long.MIN_VALUE, Long.MAX_VALUE, expected);
    } else if (type == double.class) {
      return json.number(expected);
    } else if (type == boolean.class) {
      return json.truth(expected);
    } else if (isList(type)) {
      return json.elements(expected).stream()
          .map(element -> read(element, elementType(type)))
          .toList();
    } else if (isSealed(type)) {
      return readSealed(json, (Class<?>) type, expected);
    }
    Class<?> simple = (Class<?>) type;
    return simple.isEnum()
        ? readLabel(json, labels(simple), expected)
        : readRecord(json, simple, Set.of());
  }

  private static Object readLabel(JsonValue json, Map<String, Object> labels, String expected) {
    Object named = labels.get(json.string(expected));
    if (named == null) {
      throw json.refused(expected);
    }
    return named;
  }

  private static Object readSealed(JsonValue json, Class<?> type, String expected) {
    Map<String, Object> labels = labels(type);
    JsonValue label = json.members(expected).get(TYPE);
    if (label == null) {
      throw json.missing(TYPE, oneOf(labels));
    }
    Object named = readLabel(label, labels, oneOf(labels));
    if (named instanceof Class<?> permitted) {
      return readRecord(json, permitted, Set.of(TYPE));
    }
    requireFields(json, Set.of(TYPE), expected);
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
      return type.getConstructor(types).newInstance(values);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof InvalidInput invalid) {
        throw json.refused(invalid);
      }
      throw new IllegalStateException(type + " cannot be constructed", thrown.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(type + " has no public constructor", impossible);
    }
  }

  private static Object get(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(component + " cannot be read", impossible);
    }
  }

  /** What stands for a value of this type, as a phrase. */
  private static String expected(Type type) {
    if (type == int.class) {
      return "a whole number of at most " + Integer.MAX_VALUE;
    } else if (type == long.class) {
      return "a whole number of 64 bits";
    } else if (type == double.class) {
      return "a number";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (isList(type)) {
      return "a list";
    } else if (isSealed(type)) {
      return "an object with \"type\": " + oneOf(labels((Class<?>) type));
    }
    Class<?> simple = (Class<?>) type;
    return simple.isEnum() ? oneOf(labels(simple)) : "an object";
  }

  private static String oneOf(Map<String, Object> labels) {
    return "one of " + String.join(", ", labels.keySet());
  }

  /** The labels of an enum's constants, or of what a sealed interface permits. */
  private static Map<String, Object> labels(Class<?> type) {
    Map<String, Object> labels = new LinkedHashMap<>();
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        labels.put(label(constant), constant);
      }
    } else if (type.isSealed()) {
      Arrays.stream(type.getPermittedSubclasses()).map(JsonForm::labels).forEach(labels::putAll);
    } else {
      labels.put(label(type), type);
    }
    return labels;
  }

  private static String label(Object value) {
    return value instanceof Enum<?> constant ? Labels.of(constant) : label(value.getClass());
  }

  // HeNormal → he-normal
  private static String label(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static boolean isList(Type type) {
    return type instanceof ParameterizedType list && list.getRawType() == List.class;
  }

  private static Type elementType(Type list) {
    return ((ParameterizedType) list).getActualTypeArguments()[0];
  }

  private static boolean isSealed(Type type) {
    return type instanceof Class<?> simple && simple.isSealed();
  }
}
