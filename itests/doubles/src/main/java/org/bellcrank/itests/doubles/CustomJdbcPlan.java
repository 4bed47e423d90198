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

  /** What was used, as numbers of parts; they stand in a table of their own. */
  private static final String PARTS = "parts";

  /** What is planned, in a table of its own as well. */
  private static final String PLANNED = "planned_part";

  private static final String NO_SUCH_STATUS = "23514";

  @Override
  public String tables() {
    return new SqlTables("custom-jdbc-columns.csv").statements()
        + SqlTables.rows("asset", Facts.table("custom-jdbc-plant.csv"))
        + SqlTables.rows("item", Facts.table("custom-stores.csv"))
        + "alter table planned_part add foreign key (part_number, unit) references item (number, unit);\n"
        + touching();
  }

  /** Whoever changes an order or its parts, the row says when. */
  private static String touching() {
    return """
        create function touch() returns trigger language plpgsql as $$
        begin
          new.updated_at := clock_timestamp();
          return new;
        end $$;
        create trigger touched before insert or update on work_order
          for each row execute function touch();
        create function touch_order() returns trigger language plpgsql as $$
        begin
          update work_order set updated_at = now() where id = new.work_order_id;
          return null;
        end $$;
        create trigger touches_order after insert or update on used_part
          for each row execute function touch_order();
        """;
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
    return List.of("work_order", "attachment", "planned_part");
  }

  @Override
  public List<String> read() {
    return List.of("used_part", "item", "asset");
  }

  @Override
  public String file() {
    return "id = new.id";
  }

  @Override
  public List<BookedOrder> booked(Connection connection) throws SQLException {
    Map<Long, List<BookedAttachment>> files = files(connection);
    Map<Long, List<Object>> planned = planned(connection);
    List<BookedOrder> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from work_order order by id")) {
      while (rows.next()) {
        Map<String, Object> fields = SqlFields.of(rows);
        fields.put(PLANNED, planned.getOrDefault(rows.getLong("id"), List.of()));
        all.add(
            new BookedOrder(
                rows.getLong("id"),
                rows.getString("number"),
                References.of(fields, List.of("external_reference")),
                rows.getTimestamp("created_at").toInstant(),
                rows.getTimestamp("updated_at").toInstant(),
                rows.getString("status"),
                fields,
                files.getOrDefault(rows.getLong("id"), List.of()),
                List.of()));
      }
    }
    return all;
  }

  private static Map<Long, List<Object>> planned(Connection connection) throws SQLException {
    Map<Long, List<Object>> planned = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from planned_part order by 1, 2")) {
      while (rows.next()) {
        planned
            .computeIfAbsent(rows.getLong("work_order_id"), none -> new ArrayList<>())
            .add(SqlFields.of(rows));
      }
    }
    return planned;
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

  @Override
  public boolean report(
      Connection connection, String number, String status, Map<String, Object> fields)
      throws SQLException {
    StringBuilder all = new StringBuilder();
    String order = "number = " + SqlTables.quoted(number);
    all.append("update work_order set status = ").append(SqlTables.quoted(status));
    fields.forEach(
        (column, value) -> {
          if (!column.equals(PARTS)) {
            all.append(", %s = %s".formatted(column, SqlTables.quoted(String.valueOf(value))));
          }
        });
    all.append(" where ").append(order);
    for (Object part : fields.get(PARTS) instanceof List<?> parts ? parts : List.of()) {
      all.append(
          "; insert into used_part (work_order_id, part_number) select id, %s from work_order where %s"
              .formatted(SqlTables.quoted(String.valueOf(part)), order));
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(all.toString());
      return statement.getUpdateCount() == 1;
    } catch (SQLException refused) {
      if (NO_SUCH_STATUS.equals(refused.getSQLState())) {
        return false;
      }
      throw refused;
    }
  }
}
