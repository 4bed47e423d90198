package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The tables of MP2 5.0. Nothing refers to anything, an order's key holds its closing date, and
 * pictures lie on a share to which a row points.
 */
final class Mp2Plan implements SqlPlan {

  private final SqlTables tables = new SqlTables("mp2-columns.csv");
  private final Settings settings;
  private final Path share;
  private final String path;

  /**
   * @param share folder of the share
   * @param path what a row says before a file's name
   */
  Mp2Plan(Settings settings, Path share, String path) {
    this.settings = settings;
    this.share = share;
    this.path = path;
  }

  @Override
  public String tables() {
    return tables.statements()
        + SqlTables.rows("EQUIP", Facts.table("mp2-plant.csv"))
        + "insert into NEXTWO values (%s);\n".formatted(SqlTables.quoted(settings.text("next.wo")))
        + closing();
  }

  /** A person closes an order: its key moves, and with it that of all that hangs on it. */
  private String closing() {
    StringBuilder moved = new StringBuilder();
    for (String table : List.of("WOEQLIST", "WOC", "WODRAW", "WOE", "WOP")) {
      moved.append(
          "  update %s set CLOSEDATE = day where WONUM = no and CLOSEDATE = timestamp '%s';\n"
              .formatted(table, settings.text("closedate.open")));
    }
    return """
        create procedure close_order(no text, day timestamp) language plpgsql as $$
        begin
          update WO set CLOSEDATE = day, COMPLETIONDATE = coalesce(COMPLETIONDATE, day), STATUS = '%1$s'
            where WONUM = no and CLOSEDATE = timestamp '%2$s';
        %3$send $$;
        """
        .formatted(settings.text("status.completed"), settings.text("closedate.open"), moved);
  }

  @Override
  public String orders() {
    return "WO";
  }

  @Override
  public String files() {
    return "WODRAW";
  }

  @Override
  public List<String> written() {
    return List.of("WO", "WOEQLIST", "WOC", "WODRAW");
  }

  @Override
  public List<String> read() {
    return List.of("EQUIP", "WOE", "WOP");
  }

  @Override
  public String file() {
    return "WONUM = new.WONUM and CLOSEDATE = new.CLOSEDATE and FILENAME = new.FILENAME";
  }

  @Override
  public List<BookedOrder> booked(Connection connection) throws SQLException {
    List<BookedOrder> all = new ArrayList<>();
    for (Map<String, Object> row : rows(connection, "WO", "true")) {
      String number = String.valueOf(row.get("WONUM"));
      String key =
          "WONUM = %s and CLOSEDATE = %s"
              .formatted(
                  SqlTables.quoted(number), SqlTables.quoted(String.valueOf(row.get("CLOSEDATE"))));
      Map<String, Object> fields = new LinkedHashMap<>(row);
      for (String table : List.of("WOEQLIST", "WOC", "WOE", "WOP")) {
        for (Map<String, Object> child : rows(connection, table, key)) {
          child.forEach((name, value) -> fields.put(table + "." + name, value));
        }
      }
      all.add(order(all.size() + 1, number, fields, rows(connection, "WODRAW", key)));
    }
    return all;
  }

  @Override
  public boolean report(
      Connection connection, String number, String status, Map<String, Object> fields)
      throws SQLException {
    return new Mp2People(settings).report(connection, number, status, fields);
  }

  private BookedOrder order(
      long id, String number, Map<String, Object> fields, List<Map<String, Object>> drawings) {
    Instant at =
        fields.containsKey("REQUESTDATE")
            ? Timestamp.valueOf(String.valueOf(fields.get("REQUESTDATE"))).toInstant()
            : Instant.EPOCH;
    List<BookedAttachment> files = new ArrayList<>();
    drawings.forEach(
        each -> files.add(file(files.size() + 1, String.valueOf(each.get("FILENAME")))));
    return new BookedOrder(
        id,
        number,
        References.of(fields, List.of()),
        at,
        at,
        String.valueOf(fields.get("STATUS")),
        fields,
        files,
        List.of());
  }

  /** What a user of MP2 sees who opens the drawing. */
  private BookedAttachment file(long id, String filename) {
    String name = filename.startsWith(path) ? filename.substring(path.length()) : "";
    Path file = share.resolve(name);
    try {
      if (name.isEmpty() || !Files.isRegularFile(file)) {
        return new BookedAttachment(id, filename, "", "", 0, "no such file", Instant.EPOCH);
      }
      byte[] bytes = Files.readAllBytes(file);
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      String type = name.toLowerCase(Locale.ROOT).endsWith(".jpg") ? "image/jpeg" : "";
      return new BookedAttachment(id, name, type, "", bytes.length, hash, Instant.EPOCH);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<Map<String, Object>> rows(Connection connection, String table, String where)
      throws SQLException {
    List<Map<String, Object>> all = new ArrayList<>();
    String sql = "select * from %s where %s order by 1, 2".formatted(table, where);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        Map<String, Object> upper = new LinkedHashMap<>();
        SqlFields.of(rows)
            .forEach((name, value) -> upper.put(name.toUpperCase(Locale.ROOT), value));
        all.add(upper);
      }
    }
    return all;
  }
}
