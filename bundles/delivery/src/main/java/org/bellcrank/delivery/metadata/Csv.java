package org.bellcrank.delivery.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows of a table in text: commas or semicolons, quotes doubled inside quotes, a header. */
final class Csv {

  private final String text;
  private final char comma;
  private final List<List<String>> lines = new ArrayList<>();
  private List<String> line = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();

  private Csv(String text) {
    this.text = text;
    String header = text.lines().findFirst().orElse("");
    comma = header.contains(",") ? ',' : header.contains("\t") ? '\t' : ';';
  }

  /** Each row by the names of the header, in lower case; cells that are empty are missing. */
  static List<Map<String, String>> rows(String text) {
    List<List<String>> lines = new Csv(text).read();
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> cells : lines.subList(Math.min(1, lines.size()), lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < Math.min(cells.size(), lines.get(0).size()); i++) {
        if (!cells.get(i).isEmpty() && !cells.get(i).equalsIgnoreCase("null")) {
          row.put(lines.get(0).get(i).strip().toLowerCase(Locale.ROOT), cells.get(i));
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private List<List<String>> read() {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char here = text.charAt(i);
      if (here == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append(here);
        i++;
      } else if (here == '"') {
        quoted = !quoted;
      } else if (quoted || here != comma && here != '\n' && here != '\r') {
        cell.append(here);
      } else if (here == comma) {
        endCell();
      } else if (here == '\n') {
        endLine();
      }
    }
    endLine();
    return lines;
  }

  private void endCell() {
    line.add(cell.toString());
    cell.setLength(0);
  }

  private void endLine() {
    endCell();
    if (line.size() > 1 || !line.get(0).isBlank()) {
      lines.add(line);
    }
    line = new ArrayList<>();
  }
}
