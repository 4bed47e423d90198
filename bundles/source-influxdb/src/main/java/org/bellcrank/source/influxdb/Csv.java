package org.bellcrank.source.influxdb;

import java.util.ArrayList;
import java.util.List;

/** Rows of comma-separated values (RFC 4180). */
final class Csv {

  private final String text;
  private int at;

  private Csv(String text) {
    this.text = text;
  }

  /** All rows; empty lines are left out. */
  static List<List<String>> rows(String text) {
    Csv reading = new Csv(text);
    List<List<String>> rows = new ArrayList<>();
    while (reading.at < text.length()) {
      List<String> row = reading.row();
      if (row.size() > 1 || !row.get(0).isEmpty()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private List<String> row() {
    List<String> row = new ArrayList<>();
    while (true) {
      row.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
      if (at >= text.length() || text.charAt(at) != ',') {
        break;
      }
      at++;
    }
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
    at++;
    return row;
  }

  private String plain() {
    int from = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char each = text.charAt(at++);
      if (each == '"') {
        if (at >= text.length() || text.charAt(at) != '"') {
          break;
        }
        at++;
      }
      value.append(each);
    }
    return value.toString();
  }
}
