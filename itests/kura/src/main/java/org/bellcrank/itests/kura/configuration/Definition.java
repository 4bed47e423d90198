package org.bellcrank.itests.kura.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a metatype file says about one kind of component.
 *
 * @param pid of the component, or of the factory
 * @param factory whether instances are made of it
 */
public record Definition(
    String pid, String name, String description, boolean factory, List<Attribute> attributes) {

  /**
   * One attribute.
   *
   * @param cardinality 0 for a single value, else an array
   * @param defaults as written; null where there is none
   */
  public record Attribute(
      String id,
      String name,
      String description,
      AttributeType type,
      int cardinality,
      boolean required,
      String defaults,
      String min,
      String max,
      Map<String, String> options) {

    /** Null for an absent or empty default: the key is then absent from the configuration. */
    Object defaultValue() {
      if (defaults == null || defaults.isEmpty()) {
        return null;
      }
      if (cardinality == 0) {
        return type.parse(defaults.replace("\\,", ","));
      }
      List<Object> values = new ArrayList<>();
      for (String part : defaults.split("(?<!\\\\),")) {
        values.add(type.parse(part.replace("\\,", ",")));
      }
      return type.array(values);
    }
  }

  public Definition {
    attributes = List.copyOf(attributes);
  }

  public Map<String, Object> defaults() {
    Map<String, Object> defaults = new TreeMap<>();
    for (Attribute attribute : attributes) {
      Object value = attribute.defaultValue();
      if (value != null) {
        defaults.put(attribute.id(), value);
      }
    }
    return defaults;
  }

  /** The declared type; null where the attribute is not declared. */
  public AttributeType typeOf(String id) {
    for (Attribute attribute : attributes) {
      if (attribute.id().equals(id)) {
        return attribute.type();
      }
    }
    return null;
  }
}
