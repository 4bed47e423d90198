package org.bellcrank.payload;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.expression.Type;
import org.bellcrank.observation.RefusedObservationException;

/**
 * Reads one JSON text, keeping nulls, which {@code Facts} leaves out: a sensor that says null says
 * something else than one that says nothing.
 */
final class JsonText {

  private static final int DEEPEST = 64;
  private static final double EXACT = 9007199254740992.0; // 2^53: beyond it whole numbers have gaps

  private final String text;
  private int at;
  private int values;

  JsonText(String text) {
    this.text = text;
  }

  Object whole() {
    Object value = value(0);
    space();
    if (at < text.length()) {
      throw wrong("one JSON value and nothing after it");
    }
    return value;
  }

  private Object value(int depth) {
    space();
    if (depth > DEEPEST || ++values > Format.MOST) {
      throw wrong("at most %d levels and %d values".formatted(DEEPEST, Format.MOST));
    }
    return switch (here()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", Boolean.TRUE);
      case 'f' -> word("false", Boolean.FALSE);
      case 'n' -> word("null", Type.NOTHING);
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    at++;
    space();
    if (here() == '}') {
      at++;
      return map;
    }
    while (true) {
      space();
      if (here() != '"') {
        throw wrong("a key in quotes");
      }
      String key = string();
      space();
      expect(':');
      if (map.containsKey(key)) {
        throw wrong("each key once");
      }
      map.put(key, value(depth + 1));
      space();
      if (here() == '}') {
        at++;
        return map;
      }
      expect(',');
    }
  }

  private List<Object> array(int depth) {
    List<Object> list = new ArrayList<>();
    at++;
    space();
    if (here() == ']') {
      at++;
      return list;
    }
    while (true) {
      list.add(value(depth + 1));
      space();
      if (here() == ']') {
        at++;
        return list;
      }
      expect(',');
    }
  }

  private String string() {
    StringBuilder read = new StringBuilder();
    at++;
    while (true) {
      char next = here();
      if (next < ' ') {
        throw wrong("a text that ends with a quote, without control characters");
      }
      at++;
      if (next == '"') {
        return read.toString();
      }
      read.append(next == '\\' ? escaped() : next);
    }
  }

  private char escaped() {
    char kind = here();
    at++;
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> throw wrong("an escape such as \\n");
    };
  }

  private char hex() {
    if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
      throw wrong("four hexadecimal digits");
    }
    at += 4;
    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
  }

  private Object word(String word, Object meaning) {
    if (!text.startsWith(word, at)) {
      throw wrong("a JSON value");
    }
    at += word.length();
    return meaning;
  }

  private Object number() {
    int from = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String given = text.substring(from, at);
    if (!given.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
      at = from;
      throw wrong("a JSON value");
    }
    double number = Double.parseDouble(given);
    if (!Double.isFinite(number)) {
      at = from;
      throw wrong("a number up to 1.7e308");
    }
    if (Math.abs(number) >= EXACT && given.length() <= 20 && given.matches("-?\\d+")) {
      BigDecimal exact = new BigDecimal(given);
      if (exact.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        return exact.longValueExact();
      }
    }
    return number;
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** NUL, which nothing accepts, at the end. */
  private char here() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void expect(char wanted) {
    if (here() != wanted) {
      throw wrong("'" + wanted + "'");
    }
    at++;
  }

  private RefusedObservationException wrong(String allowed) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(at, text.length()); i++) {
      boolean ends = text.charAt(i) == '\n';
      line += ends ? 1 : 0;
      column = ends ? 1 : column + 1;
    }
    String given =
        at >= text.length()
            ? "the end"
            : Format.shown(text.substring(at, Math.min(text.length(), at + 20)));
    return new RefusedObservationException(
        "message line %d column %d".formatted(line, column), given, allowed);
  }
}
