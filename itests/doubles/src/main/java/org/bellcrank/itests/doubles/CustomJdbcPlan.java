package org.bellcrank.itests.doubles;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A small work order database: it checks its columns, and a reference stands in it once. */
final class CustomJdbcPlan implements SqlPlan {

  @Override
  public String tables() {
    return new SqlTables("custom-jdbc-columns.csv").statements()
        + SqlTables.rows("asset", Facts.table("custom-jdbc-plant.csv"));
  }

  @Override
  public String orders() {
    return "work_order";
  }

  @Override
  public String files() {
    return "attachment";
  }

  @Override
  public List<String> written() {
    return List.of("work_order", "attachment");
  }

  @Override
  public List<String> read() {
    return List.of();
  }

  @Override
  public String file() {
    return "id = new.id";
  }

  @Override
  public List<BookedOrder> booked(Connection connection) throws SQLException {
    Map<Long, List<BookedAttachment>> files = files(connection);
    List<BookedOrder> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from work_order order by id")) {
      while (rows.next()) {
        Map<String, Object> fields = SqlFields.of(rows);
        all.add(
            new BookedOrder(
                rows.getLong("id"),
                rows.getString("number"),
                References.of(fields, List.of("external_reference")),
                rows.getTimestamp("created_at").toInstant(),
                rows.getTimestamp("created_at").toInstant(),
                rows.getString("status"),
                fields,
                files.getOrDefault(rows.getLong("id"), List.of()),
                List.of()));
      }
    }
    return all;
  }

  private static Map<Long, List<BookedAttachment>> files(Connection connection)
      throws SQLException {
    Map<Long, List<BookedAttachment>> files = new HashMap<>();
    String sql =
        "select a.id, work_order_id, file_name, media_type, octet_length(content),"
            + " encode(sha256(content), 'hex'), created_at from attachment a"
            + " join work_order w on w.id = a.work_order_id order by a.id";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        files
            .computeIfAbsent(rows.getLong(2), none -> new ArrayList<>())
            .add(
                new BookedAttachment(
                    rows.getLong(1),
                    rows.getString(3),
                    rows.getString(4),
                    "",
                    rows.getLong(5),
                    rows.getString(6),
                    rows.getTimestamp(7).toInstant()));
      }
    }
    return files;
  }
}
