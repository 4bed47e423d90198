package org.bellcrank.itests.doubles;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The columns of a row by their names; one without a value is missing. */
final class SqlFields {

  private SqlFields() {}

  static Map<String, Object> of(ResultSet row) throws SQLException {
    Map<String, Object> fields = new LinkedHashMap<>();
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      Object value = row.getObject(i);
      if (value != null) {
        fields.put(
            columns.getColumnLabel(i),
            value instanceof Number || value instanceof String ? value : value.toString());
      }
    }
    return fields;
  }
}
