package org.bellcrank.itests.doubles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A map of a declaration, read by names; what does not fit is told with its place.
 *
 * @param where names of the file and of the maps around it
 */
record DeclaredPart(String where, Map<String, Object> values) {

  static DeclaredPart of(String file, Map<?, ?> values) {
    return new DeclaredPart(file, Json.object(values));
  }

  /** A part of this one; empty where it is not there. */
  DeclaredPart part(String name) {
    Object value = values.get(name);
    if (value == null) {
      return new DeclaredPart(place(name), Map.of());
    }
    if (value instanceof Map<?, ?> map) {
      return of(place(name), map);
    }
    throw wrong(name, value, "a map");
  }

  List<DeclaredPart> parts(String name) {
    return list(name).stream().map(each -> of(place(name), (Map<?, ?>) each)).toList();
  }

  boolean has(String name) {
    return values.get(name) != null;
  }

  String text(String name) {
    return find(name).orElseThrow(() -> wrong(name, "nothing", "a text"));
  }

  String text(String name, String otherwise) {
    return find(name).orElse(otherwise);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).map(String::valueOf);
  }

  int number(String name, int otherwise) {
    Object value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number) {
      return number.intValue();
    }
    throw wrong(name, value, "a whole number");
  }

  boolean flag(String name, boolean otherwise) {
    return find(name).map(Boolean::parseBoolean).orElse(otherwise);
  }

  List<?> list(String name) {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(name, value, "a list");
  }

  List<String> texts(String name) {
    return list(name).stream().map(String::valueOf).toList();
  }

  /** The entries of a map, each value as text; empty where it is not there. */
  Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    part(name).values.forEach((key, value) -> pairs.put(key, String.valueOf(value)));
    return pairs;
  }

  IllegalArgumentException wrong(String name, Object given, String allowed) {
    return new IllegalArgumentException(
        "%s: given %s; allowed: %s".formatted(place(name), given, allowed));
  }

  private String place(String name) {
    return where + ": " + name;
  }
}
