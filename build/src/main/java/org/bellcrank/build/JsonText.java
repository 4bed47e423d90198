package org.bellcrank.build;

import java.util.List;
import java.util.Map;

/** Writes maps, lists, strings and whole numbers as JSON, in their order, two spaces a level. */
final class JsonText {

  private JsonText() {}

  static String of(Object value) {
    StringBuilder text = new StringBuilder();
    write(text, value, "\n");
    return text.append('\n').toString();
  }

  private static void write(StringBuilder text, Object value, String margin) {
    if (value instanceof Map<?, ?> map) {
      String separator = "";
      text.append('{');
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        text.append(separator).append(margin).append("  ");
        quote(text, entry.getKey().toString());
        text.append(": ");
        write(text, entry.getValue(), margin + "  ");
        separator = ",";
      }
      text.append(map.isEmpty() ? "" : margin).append('}');
    } else if (value instanceof List<?> list) {
      String separator = "";
      text.append('[');
      for (Object each : list) {
        text.append(separator).append(margin).append("  ");
        write(text, each, margin + "  ");
        separator = ",";
      }
      text.append(list.isEmpty() ? "" : margin).append(']');
    } else if (value instanceof Number) {
      text.append(value);
    } else {
      quote(text, value.toString());
    }
  }

  private static void quote(StringBuilder text, String words) {
    text.append('"');
    for (char c : words.toCharArray()) {
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
