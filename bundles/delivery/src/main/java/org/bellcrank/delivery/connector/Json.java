package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;

/**
 * JSON of an answer, asked by JSON pointer; JSON of a request, built by JSON pointer.
 *
 * <p>Of answers two things more can be said than RFC 6901 has: in a list a part {@code NAME=VALUE}
 * is its first object in which NAME reads VALUE, for those who write records as lists of names and
 * values; and a list's pointer that ends in {@code ?} says that nothing, or null, stands where it
 * is empty. Keys that end so, or lists of such keys, cannot be told.
 */
public record Json(Object root) implements Content {

  private static final String WRAP = "root";
  private static final String ALL = "/*/";
  private static final String MAYBE = "?";

  /**
   * Reads an answer; a text that is no JSON gives an empty object, because vendors do send that.
   */
  public static Json lenient(String text) {
    return read(text).orElseGet(() -> new Json(Facts.empty()));
  }

  /** Reads an answer; empty when it is neither an object nor a list. */
  static Optional<Json> read(String text) {
    String trimmed = text.strip();
    if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
      return Optional.empty();
    }
    try {
      Facts wrapped = Facts.parse("{\"" + WRAP + "\":" + trimmed + "}");
      return Optional.of(new Json(wrapped.values().getOrDefault(WRAP, Facts.empty())));
    } catch (FactsException broken) {
      return Optional.empty();
    }
  }

  /** What stands at a pointer; empty when nothing does. */
  public Optional<Object> at(String pointer) {
    Object here = root;
    for (String part : parts(pointer)) {
      if (here instanceof Facts facts) {
        here = facts.values().get(part);
      } else if (here instanceof List<?> list && part.matches("\\d{1,6}")) {
        int index = Integer.parseInt(part);
        here = index < list.size() ? list.get(index) : null;
      } else if (here instanceof List<?> list && part.indexOf('=') > 0) {
        here = named(list, part);
      } else {
        here = null;
      }
      if (here == null) {
        return Optional.empty();
      }
    }
    return Optional.of(here);
  }

  private static Object named(List<?> list, String part) {
    int equals = part.indexOf('=');
    String name = part.substring(0, equals);
    String value = part.substring(equals + 1);
    return list.stream()
        .filter(Facts.class::isInstance)
        .filter(item -> value.equals(String.valueOf(((Facts) item).values().get(name))))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Optional<String> field(String pointer) {
    return text(pointer);
  }

  @Override
  public List<Content> items(String pointer) {
    return List.copyOf(each(pointer));
  }

  @Override
  public boolean shows(String pointer) {
    if (!pointer.endsWith(MAYBE)) {
      return at(pointer).filter(value -> value instanceof List<?>).isPresent();
    }
    String list = certain(pointer);
    Optional<Object> there = at(list);
    return there.isPresent()
        ? there.get() instanceof List<?>
        : object(list.substring(0, Math.max(0, list.lastIndexOf('/')))).isPresent();
  }

  private static String certain(String pointer) {
    return pointer.endsWith(MAYBE) ? pointer.substring(0, pointer.length() - 1) : pointer;
  }

  /** The same answer from a pointer on; empty when nothing stands there. */
  @Override
  public Json below(String pointer) {
    return new Json(at(pointer).orElse(Facts.empty()));
  }

  /**
   * The same object with another one inside.
   *
   * @param name of a field; what stands there goes
   */
  public Json with(String name, Json part) {
    Facts.Builder with = root instanceof Facts facts ? facts.toBuilder() : Facts.builder();
    return new Json(with.put(name, part.root).build());
  }

  /** The text or number at a pointer as text; empty when there is none or it is empty. */
  @Override
  public Optional<String> text(String pointer) {
    return at(pointer)
        .filter(value -> !(value instanceof Facts) && !(value instanceof List<?>))
        .map(String::valueOf)
        .filter(text -> !text.isEmpty());
  }

  /**
   * The items of the list at a pointer; empty when there is none. A part {@code *} stands for each
   * item of a list on the way; a {@code ?} at the end is passed over.
   */
  public List<Json> each(String pointer) {
    int all = pointer.indexOf(ALL);
    if (all >= 0) {
      String rest = pointer.substring(all + ALL.length() - 1);
      return each(pointer.substring(0, all)).stream()
          .flatMap(item -> item.each(rest).stream())
          .toList();
    }
    return at(certain(pointer)).orElse(null) instanceof List<?> list
        ? list.stream().map(item -> new Json((Object) item)).toList()
        : List.of();
  }

  /** Objects, lists and plain values as JSON text. */
  static String written(Object value) {
    String wrapped = Facts.with(WRAP, value).build().json();
    return wrapped
        .substring(wrapped.indexOf(':') + 1, wrapped.length() - 1)
        .replace("\"\\u0000\"", "null");
  }

  @Override
  public Optional<Facts> object(String pointer) {
    return at(pointer).filter(Facts.class::isInstance).map(Facts.class::cast);
  }

  /** The parts of a pointer, unescaped. */
  static List<String> parts(String pointer) {
    if (pointer.isEmpty()) {
      return List.of();
    }
    return List.of(pointer.substring(1).split("/", -1)).stream()
        .map(part -> part.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  /**
   * Puts a value at a pointer of nested maps and lists, making what is missing on the way; a part
   * of digits is the place in a list, and what is missing before that place is an empty object.
   */
  static void put(Map<String, Object> root, String pointer, Object value) {
    List<String> parts = parts(pointer);
    Object here = root;
    for (int i = 0; i < parts.size() - 1; i++) {
      boolean list = parts.get(i + 1).matches("\\d{1,6}");
      Object next = child(here, parts.get(i));
      if (next == null) {
        next = list ? new ArrayList<>() : new LinkedHashMap<String, Object>();
        put(here, parts.get(i), next);
      }
      here = next;
    }
    put(here, parts.get(parts.size() - 1), value);
  }

  private static Object child(Object here, String part) {
    if (here instanceof List<?> list) {
      int place = Integer.parseInt(part);
      return place < list.size() ? list.get(place) : null;
    }
    return ((Map<?, ?>) here).get(part);
  }

  @SuppressWarnings("unchecked")
  private static void put(Object here, String part, Object value) {
    if (here instanceof List<?>) {
      List<Object> list = (List<Object>) here;
      int place = Integer.parseInt(part);
      while (list.size() <= place) {
        list.add(new LinkedHashMap<String, Object>());
      }
      list.set(place, value);
    } else {
      ((Map<String, Object>) here).put(part, value);
    }
  }
}
