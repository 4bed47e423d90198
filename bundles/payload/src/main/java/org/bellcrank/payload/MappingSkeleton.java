package org.bellcrank.payload;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bellcrank.observation.RefusedObservationException;

/**
 * What a mapping might look like for a message that none took: a beginning for a person, who knows
 * what the numbers mean. Numbers become samples of points named after the topic; what looks like a
 * time or a unit is used as such.
 */
final class MappingSkeleton {

  /** More numbers than these a person picks from a list better than from mappings. */
  private static final int MOST = 8;

  private static final int LEVELS = 3;
  private static final Set<String> TIMES =
      Set.of("ts", "t", "time", "timestamp", "at", "date", "datetime", "utc", "sourcetimestamp");
  private static final Set<String> UNITS = Set.of("unit", "units", "uom");
  private static final Set<String> NAMES =
      Set.of("name", "id", "tag", "metric", "sensor", "key", "channel", "signal", "variable");
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "package",
          "namespace",
          "null",
          "return",
          "true",
          "var",
          "void",
          "while");

  private final String topic;
  private final String id;
  private final StringBuilder yaml = new StringBuilder("payloads:\n");

  private MappingSkeleton(String topic) {
    this.topic = topic;
    id = name(topic.replace('/', '-'), 44);
  }

  /**
   * Lines of a site document.
   *
   * @param bytes a message of the topic; empty where it is not known as a whole
   */
  static String of(String topic, byte[] bytes) {
    MappingSkeleton made = new MappingSkeleton(topic);
    made.read(bytes);
    return made.yaml.toString();
  }

  private void read(byte[] bytes) {
    String text = text(bytes);
    if (text == null) {
      head("", "bytes");
      line("    fields:");
      line("      - { name: value, offset: 0, type: float32 }  # the places of the device's paper");
      sample("", "item.value", Optional.empty(), Optional.empty());
    } else if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      head("", "number");
      sample("", "item", Optional.empty(), Optional.empty());
    } else if (text.startsWith("{") || text.startsWith("[")) {
      json(text);
    } else if (text.matches("(?s)[^\\s,]+(,\\S+)? [^\\s=]+=\\S+.*")) {
      head("", "lines");
      line("    sample:");
      line(
          "      point: %s",
          quoted(literal(point()) + " + '/' + item.measurement + '/' + item.field"));
      line("      value: item.value");
      line("      at: \"has(item.time) ? item.time : received\"");
    } else {
      open(text.startsWith("<") ? "xml" : text.isEmpty() ? "json" : "text");
    }
  }

  /** Null for what people do not write. */
  private static String text(byte[] bytes) {
    try {
      String text = Format.text(bytes).strip();
      return UntakenTopics.isText(text) ? text : null;
    } catch (RefusedObservationException e) {
      return null;
    }
  }

  /** Nothing is known but the topic. */
  private void open(String format) {
    head("", format);
    sample("", format.equals("text") ? "item" : "item.value", Optional.empty(), Optional.empty());
  }

  private void json(String text) {
    Object data;
    try {
      data = new JsonText(text).whole();
    } catch (RefusedObservationException e) {
      open("text");
      return;
    }
    Optional<Rows> rows = rows("data", data, 0);
    Map<String, Object> fields = new TreeMap<>();
    flat("item", rows.map(Rows::first).orElse(data), 0, fields);
    Optional<String> time = find(fields, TIMES).filter(at -> times(fields.get(at)).isPresent());
    Optional<String> unit = find(fields, UNITS).filter(at -> fields.get(at) instanceof String);
    List<String> numbers =
        fields.keySet().stream()
            .filter(at -> fields.get(at) instanceof Number)
            .filter(at -> time.filter(at::equals).isEmpty())
            .limit(MOST)
            .toList();
    if (numbers.isEmpty()) {
      open("json");
      return;
    }
    Optional<String> named =
        rows.flatMap(list -> find(fields, NAMES)).filter(at -> fields.get(at) instanceof String);
    for (String number : numbers) {
      String last = numbers.size() == 1 ? "" : last(number);
      head(last, "json");
      time.flatMap(at -> times(fields.get(at))).ifPresent(kind -> line("    times: %s", kind));
      rows.ifPresent(list -> line("    each: %s", quoted(list.each())));
      sample(
          literal(last.isEmpty() ? point() : point() + "/" + name(last, 40))
              + named.map(at -> " + '/' + " + at).orElse(""),
          number,
          time,
          unit);
    }
  }

  /**
   * A list of maps within the message.
   *
   * @param each where it lies
   * @param first the first of them
   */
  private record Rows(String each, Object first) {}

  /** The first there is; the message itself may be one. */
  private static Optional<Rows> rows(String place, Object data, int level) {
    if (data instanceof List<?> items) {
      return items.isEmpty() || !(items.get(0) instanceof Map)
          ? Optional.empty()
          : Optional.of(new Rows(place, items.get(0)));
    }
    if (data instanceof Map<?, ?> map && level < LEVELS) {
      for (Map.Entry<?, ?> each : map.entrySet()) {
        Optional<Rows> below =
            rows(step(place, String.valueOf(each.getKey())), each.getValue(), level + 1);
        if (below.isPresent()) {
          return below;
        }
      }
    }
    return Optional.empty();
  }

  private static void flat(String place, Object data, int level, Map<String, Object> fields) {
    if (data instanceof Map<?, ?> map && level < LEVELS) {
      map.forEach((key, value) -> flat(step(place, String.valueOf(key)), value, level + 1, fields));
    } else if (level > 0) {
      fields.put(place, data);
    }
  }

  private static String step(String place, String key) {
    return key.matches("[A-Za-z_][A-Za-z0-9_]*") && !RESERVED.contains(key)
        ? place + "." + key
        : place + "[" + literal(key) + "]";
  }

  private static Optional<String> find(Map<String, Object> fields, Set<String> names) {
    return fields.keySet().stream()
        .filter(at -> names.contains(last(at).toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static String last(String place) {
    String end = place.substring(Math.max(place.lastIndexOf('.'), place.lastIndexOf('[')) + 1);
    return end.replaceAll("^'|'?]?$", "");
  }

  /** Numbers are of this century. */
  private static Optional<String> times(Object value) {
    if (value instanceof String text) {
      try {
        Instant.parse(text);
        return Optional.of("iso");
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
    if (!(value instanceof Number number)) {
      return Optional.empty();
    }
    double seconds = number.doubleValue();
    for (String kind : List.of("seconds", "milliseconds", "microseconds", "nanoseconds")) {
      if (seconds >= 9.4e8 && seconds < 4.2e9) {
        return Optional.of(kind);
      }
      seconds /= 1000;
    }
    return Optional.empty();
  }

  private void head(String more, String format) {
    line("  - id: %s", quoted(id + (more.isEmpty() ? "" : "-" + name(more, 12)) + suffix()));
    line("    topics: [%s]", quoted(topic.replaceAll("[^/]*[+#][^/]*", "+")));
    line("    format: %s", format);
  }

  /** Each mapping has an id of its own. */
  private String suffix() {
    long before = yaml.toString().lines().filter(each -> each.startsWith("  - id:")).count();
    return before == 0 ? "" : "-" + (before + 1);
  }

  private void sample(String point, String value, Optional<String> time, Optional<String> unit) {
    line("    sample:");
    line("      point: %s", quoted(point.isEmpty() ? literal(point()) : point));
    line("      value: %s", quoted(value));
    time.ifPresent(at -> line("      at: %s", quoted(at)));
    unit.ifPresent(at -> line("      unit: %s", quoted(at)));
  }

  private void line(String form, Object... values) {
    yaml.append(values.length == 0 ? form : form.formatted(values)).append('\n');
  }

  private String point() {
    return topic.replaceAll("[^A-Za-z0-9._/-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
  }

  private static String name(String text, int most) {
    String clean = text.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
    String some = clean.substring(0, Math.min(most, clean.length()));
    return some.isEmpty() ? "mapping" : some;
  }

  /** As an expression has a text. */
  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replaceAll("\\p{Cntrl}", "?") + "'";
  }

  /** As YAML has any text. */
  private static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", "?")
        + "\"";
  }
}
