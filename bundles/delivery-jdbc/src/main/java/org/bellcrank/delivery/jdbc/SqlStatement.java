package org.bellcrank.delivery.jdbc;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;

/**
 * A statement and the values of its places.
 *
 * @param values in the order of the places: text, number or boolean; null for NULL
 */
record SqlStatement(SqlText text, List<Object> values) {

  private static final int MOST = 100;

  SqlStatement {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /**
   * Reads the body of a step.
   *
   * @throws SqlRefusal when it is none, saying which statement is wrong and what is allowed
   */
  static List<SqlStatement> all(byte[] body) throws SqlRefusal {
    List<SqlStatement> statements = new ArrayList<>();
    try {
      List<Facts> given =
          Facts.parse(new String(body, StandardCharsets.UTF_8)).factsList("statements");
      if (given.isEmpty() || given.size() > MOST) {
        throw new SqlRefusal(
            "given %d statements; allowed: 1 to %d under \"statements\""
                .formatted(given.size(), MOST));
      }
      for (Facts each : given) {
        statements.add(one(each));
      }
    } catch (FactsException unreadable) {
      throw new SqlRefusal(
          "statement %d: %s".formatted(statements.size() + 1, unreadable.getMessage()));
    } catch (SqlRefusal refused) {
      throw new SqlRefusal(
          "statement %d: %s".formatted(statements.size() + 1, refused.getMessage()));
    }
    return List.copyOf(statements);
  }

  private static SqlStatement one(Facts given) throws SqlRefusal {
    SqlText text = SqlText.of(given.requireText("sql"));
    Object parameters = given.values().get("parameters");
    List<Object> values = new ArrayList<>();
    if (parameters instanceof Facts named) {
      TreeSet<String> unknown = new TreeSet<>(named.values().keySet());
      text.names().forEach(unknown::remove);
      if (!unknown.isEmpty()) {
        throw new SqlRefusal(
            "given parameters %s; allowed: names of the statement, %s"
                .formatted(unknown, new TreeSet<>(text.names())));
      }
      text.names().forEach(name -> values.add(named.values().get(name)));
    } else {
      values.addAll(given.list("parameters"));
    }
    if (values.size() != text.places()) {
      throw new SqlRefusal(
          ("given %d parameters for %d places; allowed: one for each, or names with values, of"
                  + " which one that is missing is NULL")
              .formatted(values.size(), text.places()));
    }
    for (Object value : values) {
      if (value instanceof Facts || value instanceof List<?>) {
        throw new SqlRefusal("given " + value + " as a parameter; allowed: text, number, boolean");
      }
    }
    return new SqlStatement(text, values);
  }

  /** Puts the values in their places. Text takes the type that its place has. */
  void fill(PreparedStatement prepared) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value instanceof String string) {
        prepared.setString(i + 1, string);
      } else if (value instanceof Double number) {
        prepared.setBigDecimal(i + 1, BigDecimal.valueOf(number));
      } else {
        prepared.setObject(i + 1, value);
      }
    }
  }
}
