package org.bellcrank.delivery.jdbc;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;

/**
 * A statement and the values of its places.
 *
 * @param values in the order of the places: text, number or boolean; null for NULL
 * @param rows how many it has to answer or change; empty where any number will do
 */
record SqlStatement(SqlText text, List<Object> values, Optional<RowCount> rows) {

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
      Facts root = Facts.parse(new String(body, StandardCharsets.UTF_8));
      List<Facts> given = root.factsList("statements");
      if (given.isEmpty() || given.size() > MOST) {
        throw new SqlRefusal(
            "given %d statements; allowed: 1 to %d under \"statements\""
                .formatted(given.size(), MOST));
      }
      Map<String, Object> shared = root.facts("parameters").orElse(Facts.empty()).values();
      for (Facts each : given) {
        statements.add(one(each, shared));
      }
      used(shared, statements);
    } catch (FactsException unreadable) {
      throw new SqlRefusal(
          "statement %d: %s".formatted(statements.size() + 1, unreadable.getMessage()));
    } catch (SqlRefusal refused) {
      throw new SqlRefusal(
          "statement %d: %s".formatted(statements.size() + 1, refused.getMessage()));
    }
    return List.copyOf(statements);
  }

  /** A name that no statement knows is a mistake, not a value too many. */
  private static void used(Map<String, Object> shared, List<SqlStatement> statements)
      throws SqlRefusal {
    TreeSet<String> names = new TreeSet<>();
    statements.forEach(statement -> names.addAll(statement.text().names()));
    TreeSet<String> unknown = new TreeSet<>(shared.keySet());
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw new SqlRefusal(
          "given parameters %s for all statements; allowed: names of theirs, %s"
              .formatted(unknown, names));
    }
  }

  private static SqlStatement one(Facts given, Map<String, Object> shared) throws SqlRefusal {
    SqlText text = SqlText.of(given.requireText("sql"));
    Object parameters = given.values().get("parameters");
    boolean named = parameters instanceof Facts || parameters == null && !shared.isEmpty();
    List<Object> values =
        named && !text.names().isEmpty()
            ? named(text, parameters instanceof Facts own ? own.values() : Map.of(), shared)
            : given.list("parameters");
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
    return new SqlStatement(text, values, RowCount.of(given));
  }

  private static List<Object> named(
      SqlText text, Map<String, Object> own, Map<String, Object> shared) throws SqlRefusal {
    TreeSet<String> unknown = new TreeSet<>(own.keySet());
    text.names().forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new SqlRefusal(
          "given parameters %s; allowed: names of the statement, %s"
              .formatted(unknown, new TreeSet<>(text.names())));
    }
    Map<String, Object> known = new HashMap<>(shared);
    known.putAll(own);
    List<Object> values = new ArrayList<>();
    text.names().forEach(name -> values.add(known.get(name)));
    return values;
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
