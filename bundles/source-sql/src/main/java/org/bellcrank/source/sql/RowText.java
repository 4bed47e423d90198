package org.bellcrank.source.sql;

import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.bellcrank.historian.HistorianException;

/**
 * A row as one JSON object: column labels as they come, numbers, truth values, texts, null; times
 * as ISO 8601 in UTC, bytes as base64, all else as the text that the driver has for it. The same
 * row is the same text, by which it is known again.
 */
final class RowText {

  /** Reads a time of a column; empty for what is none. */
  interface Times {
    Optional<Instant> read(ResultSet rows, int column) throws SQLException, HistorianException;
  }

  private RowText() {}

  static String of(ResultSet rows, Times times) throws SQLException, HistorianException {
    ResultSetMetaData columns = rows.getMetaData();
    StringBuilder text = new StringBuilder("{");
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      text.append(i == 1 ? "" : ",");
      quote(text, columns.getColumnLabel(i));
      text.append(':');
      value(text, rows, i, times);
    }
    return text.append('}').toString();
  }

  private static void value(StringBuilder text, ResultSet rows, int column, Times times)
      throws SQLException, HistorianException {
    Object given = rows.getObject(column);
    if (given == null || given instanceof Boolean) {
      text.append(given);
    } else if (given instanceof BigDecimal number) {
      text.append(number.toPlainString());
    } else if (given instanceof Number number && Double.isFinite(number.doubleValue())) {
      text.append(number);
    } else {
      Optional<Instant> time = times.read(rows, column);
      quote(text, time.isPresent() ? time.get().toString() : words(given, rows, column));
    }
  }

  /** Never the object's own text, which may name the object rather than what it holds. */
  private static String words(Object given, ResultSet rows, int column)
      throws SQLException, HistorianException {
    if (given instanceof String || given instanceof Number || given instanceof UUID) {
      return given.toString();
    }
    String words =
        given instanceof byte[] || given instanceof Blob
            ? base64(rows.getBytes(column))
            : rows.getString(column);
    if (words == null) {
      throw new HistorianException(
          "query: given column %s of type %s, of which the driver tells no text; allowed: one that is converted to a text"
              .formatted(
                  rows.getMetaData().getColumnLabel(column),
                  rows.getMetaData().getColumnTypeName(column)));
    }
    return words;
  }

  private static String base64(byte[] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  private static void quote(StringBuilder text, String given) {
    text.append('"');
    for (int i = 0; i < given.length(); i++) {
      char each = given.charAt(i);
      if (each == '"' || each == '\\') {
        text.append('\\').append(each);
      } else if (each < ' ') {
        text.append("\\u%04x".formatted((int) each));
      } else {
        text.append(each);
      }
    }
    text.append('"');
  }
}
