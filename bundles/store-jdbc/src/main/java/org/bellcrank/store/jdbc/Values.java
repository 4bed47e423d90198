package org.bellcrank.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What a column takes. */
final class Values {

  private Values() {}

  static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    if (value instanceof String text) {
      statement.setString(index, keepable(text));
    } else if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Integer number) {
      statement.setInt(index, number);
    } else if (value == null) {
      statement.setObject(index, null);
    } else if (value instanceof Double number) {
      statement.setDouble(index, number);
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else {
      throw new IllegalArgumentException("no column takes a " + value.getClass().getName());
    }
  }

  /**
   * The form in which both databases keep a text: PostgreSQL takes no NUL, so that on either the
   * sign for an unknown character stands in its place. JSON has no such character, only its escape.
   */
  static String keepable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\ufffd');
  }
}
