package org.bellcrank.delivery.jdbc;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bellcrank.journal.Facts;

/**
 * Rows as JSON: numbers and truth values as such, times in UTC, arrays as lists of texts,
 * everything else as text.
 */
final class SqlRows {

  /** A look that finds more was not asked well; half an answer would be worse than none. */
  static final int MOST = 1000;

  /** Numbers of more digits go as text, for nothing of a key may be lost. */
  private static final int EXACT_DIGITS = 15;

  private SqlRows() {}

  static List<Facts> read(ResultSet result) throws SQLException, SqlRefusal {
    ResultSetMetaData columns = result.getMetaData();
    List<Facts> rows = new ArrayList<>();
    while (result.next()) {
      if (rows.size() == MOST) {
        throw new SqlRefusal("given a statement with more rows; allowed: " + MOST);
      }
      Facts.Builder row = Facts.builder();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        row.put(columns.getColumnLabel(i), value(result, i, columns.getColumnTypeName(i)));
      }
      rows.add(row.build());
    }
    return rows;
  }

  private static Object value(ResultSet result, int column, String type) throws SQLException {
    if (result.getObject(column) == null) {
      return null;
    }
    return switch (type) {
      case "bool" -> result.getBoolean(column);
      case "int2", "int4", "int8", "serial", "bigserial" -> result.getLong(column);
      case "float4", "float8" -> number(result.getDouble(column));
      case "numeric" -> number(result, column);
      case "timestamptz" -> result.getObject(column, OffsetDateTime.class).toInstant();
      case "timestamp" -> result.getObject(column, LocalDateTime.class).toString();
      case "bytea" -> Base64.getEncoder().encodeToString(result.getBytes(column));
      default -> type.startsWith("_") ? texts(result.getArray(column)) : result.getString(column);
    };
  }

  /** What is NULL among them is left out. */
  private static List<String> texts(Array array) throws SQLException {
    return Stream.of((Object[]) array.getArray())
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .toList();
  }

  private static Object number(double value) {
    return Double.isFinite(value) ? value : Double.toString(value);
  }

  private static Object number(ResultSet result, int column) throws SQLException {
    String text = result.getString(column);
    if (!text.matches("-?[0-9.]+")) {
      return text; // not a number, or infinite
    }
    BigDecimal value = new BigDecimal(text);
    if (value.precision() > EXACT_DIGITS) {
      return text;
    }
    return value.scale() <= 0 ? (Object) value.longValueExact() : value.doubleValue();
  }
}
