package org.bellcrank.payload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.observation.RefusedObservationException;

/**
 * Lines of fields, quoted as in RFC 4180. The data is the list of rows, each a map of texts.
 *
 * @param separator between fields
 * @param columns names of the fields in their order; empty when the first line names them
 */
record CsvFormat(char separator, List<String> columns) implements Format {

  @Override
  public Object read(byte[] bytes) {
    List<List<String>> lines = lines(Format.text(bytes));
    List<String> names = columns;
    int first = 0;
    if (columns.isEmpty()) {
      if (lines.isEmpty()) {
        throw new RefusedObservationException("message", "no line", "a first line of names");
      }
      names = lines.get(0);
      first = 1;
    }
    List<Object> rows = new ArrayList<>();
    for (int i = first; i < lines.size(); i++) {
      List<String> fields = lines.get(i);
      if (fields.size() != names.size()) {
        throw new RefusedObservationException(
            "message line " + (i + 1),
            fields.size() + " fields",
            names.size() + " (" + String.join(", ", names) + ")");
      }
      Map<String, Object> row = new LinkedHashMap<>();
      for (int j = 0; j < fields.size(); j++) {
        row.put(names.get(j), fields.get(j));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Empty lines are no rows. */
  private List<List<String>> lines(String text) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i <= text.length(); i++) {
      char next = i < text.length() ? text.charAt(i) : '\n';
      if (quoted && i == text.length()) {
        throw new RefusedObservationException(
            "message line " + (lines.size() + 1), "a quote that does not end", "pairs of quotes");
      }
      if (quoted) {
        if (next != '"') {
          field.append(next);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (next == '"' && field.isEmpty()) {
        quoted = true;
      } else if (next == separator) {
        line.add(field.toString());
        field.setLength(0);
      } else if (next == '\n') {
        line.add(field.toString());
        field.setLength(0);
        if (line.size() > 1 || !line.get(0).isBlank()) {
          lines.add(line);
        }
        if (lines.size() > MOST) {
          throw new RefusedObservationException("message", "more lines", "up to " + MOST);
        }
        line = new ArrayList<>();
      } else if (next != '\r') {
        field.append(next);
      }
    }
    return lines;
  }
}
