package org.bellcrank.source.sql;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.bellcrank.historian.HistorianException;

/**
 * A row as one JSON object: column labels as they come, numbers, truth values, texts, null; times
 * as ISO 8601 in UTC. The same row is the same text.
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
      quote(text, time.map(Instant::toString).orElseGet(() -> String.valueOf(given)));
    }
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
