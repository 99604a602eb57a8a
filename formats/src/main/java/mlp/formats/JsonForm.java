package mlp.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mlp.api.Labels;

/**
 * The JSON form of the records that describe a network, its training and how far that has come. It
 * follows from the records alone, so that a component that is added to one is a field of its JSON,
 * with no line to write here: a record is an object, its components are the fields; a constant is
 * its {@linkplain Labels label}; a value of a sealed interface is an object whose field "type" is
 * the label of the record's name or of the constant; what is absent is null; a number that is not
 * finite, for which JSON has no form, is the string "NaN", "Infinity" or "-Infinity".
 * {@link JsonReader} takes that form and no other.
 */
final class JsonForm {
  static final String TYPE = "type";

  private JsonForm() {}

  static JsonNode write(Object value, Type type) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value instanceof Integer number) {
      return nodes.numberNode(number);
    } else if (value instanceof Long number) {
      return nodes.numberNode(number);
    } else if (value instanceof Double number) {
      return Double.isFinite(number)
          ? nodes.numberNode(number)
          : nodes.textNode(Double.toString(number));
    } else if (value instanceof Boolean truth) {
      return nodes.booleanNode(truth);
    } else if (value instanceof String text) {
      return nodes.textNode(text);
    } else if (value instanceof Optional<?> optional) {
      return optional.isEmpty() ? nodes.nullNode() : write(optional.get(), elementType(type));
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode object = nodes.objectNode();
      map.forEach((key, text) -> object.set((String) key, write(text, String.class)));
      return object;
    } else if (value instanceof List<?> list) {
      ArrayNode array = nodes.arrayNode();
      list.forEach(element -> array.add(write(element, elementType(type))));
      return array;
    } else if (isArray(type)) {
      ArrayNode array = nodes.arrayNode();
      for (int i = 0; i < Array.getLength(value); i++) {
        array.add(write(Array.get(value, i), elementType(type)));
      }
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

  private static Object get(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(component + " cannot be read", impossible);
    }
  }

  /** The labels of an enum's constants, or of what a sealed interface permits. */
  static Map<String, Object> labels(Class<?> type) {
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

  /** Whether a type is one of List, Map or Optional, with what they hold. */
  static boolean isGeneric(Type type, Class<?> raw) {
    return type instanceof ParameterizedType generic && generic.getRawType() == raw;
  }

  static boolean isArray(Type type) {
    return type instanceof Class<?> simple && simple.isArray();
  }

  /** What a list, an optional or an array holds. */
  static Type elementType(Type holder) {
    return holder instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[0]
        : ((Class<?>) holder).getComponentType();
  }

  static boolean isSealed(Type type) {
    return type instanceof Class<?> simple && simple.isSealed();
  }
}
