package org.bellcrank.payload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.observation.RefusedObservationException;

/**
 * Line protocol as InfluxDB documents it: {@code measurement,tag=value field=1.5,other=2i time}.
 * The data is the list of fields of all lines, each a map of {@code measurement}, {@code tags} (a
 * map of texts), {@code field}, {@code value}, {@code fields} (all of its line) and, where the line
 * tells one, {@code time} as a whole number. Empty lines and comments are no lines.
 */
record LinesFormat() implements Format {

  @Override
  public Object read(byte[] bytes) {
    return new Lines(Format.text(bytes).replace("\r\n", "\n")).all();
  }

  /** The text from a place on. */
  private static final class Lines {

    private static final long EXACT = 1L << 53;

    private final String text;
    private final List<Object> rows = new ArrayList<>();
    private int at;
    private int line = 1;

    private Lines(String text) {
      this.text = text;
    }

    private List<Object> all() {
      while (at < text.length()) {
        skip();
        if (at < text.length() && next() == '#') {
          at = end();
        } else if (!over()) {
          line();
        }
        if (at < text.length()) {
          at++; // the line's end
          line++;
        }
      }
      return rows;
    }

    private void line() {
      String measurement = name(", ", "the name of a measurement");
      Map<String, Object> tags = new LinkedHashMap<>();
      while (is(',')) {
        at++;
        String key = name("=, ", "tag=value");
        expect('=');
        put(tags, key, name(", ", "the value of tag " + key));
      }
      expect(' ');
      skip();
      Map<String, Object> fields = fields();
      skip();
      Object time = over() ? null : time();
      for (Map.Entry<String, Object> field : fields.entrySet()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("measurement", measurement);
        row.put("tags", tags);
        row.put("field", field.getKey());
        row.put("value", field.getValue());
        row.put("fields", fields);
        if (time != null) {
          row.put("time", time);
        }
        rows.add(row);
      }
      if (rows.size() > MOST) {
        throw new RefusedObservationException("message", "more fields", "up to " + MOST);
      }
    }

    private Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      do {
        String key = name("=, ", "field=value");
        expect('=');
        put(fields, key, is('"') ? quoted() : value(plain()));
      } while (more());
      return fields;
    }

    private boolean more() {
      boolean more = is(',');
      at += more ? 1 : 0;
      return more;
    }

    private void put(Map<String, Object> there, String key, Object value) {
      if (there.putIfAbsent(key, value) != null) {
        throw refused(Format.shown(key) + " twice", "each tag and field once in a line");
      }
    }

    /** Up to one of these, or to the line's end; a backslash before one of those is none. */
    private String name(String ends, String allowed) {
      StringBuilder name = new StringBuilder();
      while (!over() && ends.indexOf(next()) < 0) {
        boolean escaped = next() == '\\' && at + 1 < text.length() && ",= ".indexOf(after()) >= 0;
        at += escaped ? 1 : 0;
        name.append(next());
        at++;
      }
      if (name.isEmpty()) {
        throw refused(over() ? "its end" : Format.shown(String.valueOf(next())), allowed);
      }
      return name.toString();
    }

    private String quoted() {
      StringBuilder value = new StringBuilder();
      for (at++; at < text.length(); at++) {
        if (next() == '"') {
          at++;
          return value.toString();
        }
        if (next() == '\\' && at + 1 < text.length() && "\"\\".indexOf(after()) >= 0) {
          at++;
        }
        line += next() == '\n' ? 1 : 0;
        value.append(next());
      }
      throw refused("a quote that does not end", "pairs of quotes");
    }

    private String plain() {
      int from = at;
      while (!over() && next() != ',' && next() != ' ') {
        at++;
      }
      return text.substring(from, at);
    }

    private Object value(String given) {
      return switch (given) {
        case "t", "T", "true", "True", "TRUE" -> true;
        case "f", "F", "false", "False", "FALSE" -> false;
        default -> number(given);
      };
    }

    private Object number(String given) {
      boolean whole = given.matches("-?\\d{1,20}i|\\d{1,20}u");
      try {
        return whole ? whole(given.substring(0, given.length() - 1)) : Format.number(given);
      } catch (NumberFormatException | RefusedObservationException e) {
        throw refused(
            Format.shown(given), "1.5, 2i, 2u of 64 bits, true, false, or a text in quotes");
      }
    }

    /** As everywhere in a message: with a fraction, unless that is not exact. */
    private static Object whole(String given) {
      long number = Long.parseLong(given);
      if (number < -EXACT || number > EXACT) {
        return number;
      }
      return (double) number;
    }

    private Object time() {
      String given = plain();
      skip();
      if (!given.matches("-?\\d{1,19}") || !over()) {
        throw refused(
            Format.shown(over() ? given : given + " " + text.substring(at, end())),
            "one whole number as the time");
      }
      try {
        return Long.parseLong(given);
      } catch (NumberFormatException e) {
        throw refused(Format.shown(given), "a time of 64 bits");
      }
    }

    private void expect(char wanted) {
      if (!is(wanted)) {
        throw refused(
            over() ? "its end" : Format.shown(String.valueOf(next())),
            wanted == ' ' ? "a space and fields" : String.valueOf(wanted));
      }
      at++;
    }

    private void skip() {
      while (at < text.length() && next() == ' ') {
        at++;
      }
    }

    private boolean is(char wanted) {
      return at < text.length() && next() == wanted;
    }

    /** Whether the line is. */
    private boolean over() {
      return at >= text.length() || next() == '\n';
    }

    private int end() {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end;
    }

    private char next() {
      return text.charAt(at);
    }

    private char after() {
      return text.charAt(at + 1);
    }

    private RefusedObservationException refused(String given, String allowed) {
      return new RefusedObservationException("message line " + line, given, allowed);
    }
  }
}
