package org.bellcrank.itests.doubles;

import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A CMMS that is reached by its database alone: a schema and a role of its own in a real
 * PostgreSQL, and a line to it that can break. What was accepted is what stands in the tables.
 */
public final class SqlDouble implements Counterpart {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final SqlServer server;
  private final Settings settings;
  private final Faults faults;
  private final SqlSide side;
  private final SqlLine line;
  private final SqlPlan plan;
  private final Witness books;

  private SqlDouble(SqlServer server, DoubleOptions options, String name, SqlPlan plan) {
    this.server = server;
    this.plan = plan;
    settings = new Settings(name + ".properties", options.settings());
    faults = new Faults(options.clock());
    try {
      side =
          new SqlSide(
              server,
              "%s_%d_%d"
                  .formatted(
                      name.replace('-', '_'),
                      ProcessHandle.current().pid(),
                      COUNT.incrementAndGet()));
      side.make(plan, settings);
    } catch (SQLException refused) {
      throw new IllegalStateException(
          "no tables for the double " + name + " in " + server, refused);
    }
    line = new SqlLine(server.port(), side, plan, faults);
    books = () -> side.ask(plan::booked);
  }

  /** A small work order database that a plant made for itself. */
  public static SqlDouble customJdbc(SqlServer server, DoubleOptions options) {
    return new SqlDouble(server, options, "custom-jdbc", new CustomJdbcPlan());
  }

  /**
   * The tables of MP2 5.0, and a share on which its pictures lie.
   *
   * @param share the share's folder as this machine sees it
   * @param path as MP2's users see it, with what parts its last folder from a file
   */
  public static SqlDouble mp2(SqlServer server, DoubleOptions options, Path share, String path) {
    return new SqlDouble(
        server,
        options,
        "mp2",
        new Mp2Plan(new Settings("mp2.properties", options.settings()), share, path));
  }

  /**
   * The tables that a connector's folder declares.
   *
   * @throws IllegalStateException if the database does not take them, in its own words
   */
  public static SqlDouble declared(
      SqlServer server, DoubleOptions options, Declaration declaration) {
    return new SqlDouble(server, options, "declared", new DeclaredPlan(declaration));
  }

  /** Where a sender reaches it, over the line that can break. */
  public URI uri() {
    return URI.create(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(line.port(), server.database()));
  }

  /** User and password of the role that may do what a sender has to, and no more. */
  public String credential() {
    return side.role() + ":" + settings.text("password");
  }

  /** Runs statements as somebody of the plant who may do everything. */
  public void run(String sql) throws SQLException {
    side.run(sql);
  }

  @Override
  public Witness books() {
    return books;
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public void expireKey() {
    side.password("another one");
  }

  @Override
  public void renewKey() {
    side.password(settings.text("password"));
  }

  /** An administrator ends all sessions of the sender's. */
  public void endSessions() {
    side.endSessions();
  }

  /** How many connections the sender may have at once: 0 for none, -1 for any number. */
  public void connections(int most) {
    side.connections(most);
  }

  @Override
  public boolean report(String number, String status, Map<String, Object> fields) {
    return side.ask(own -> plan.report(own, number, status, fields));
  }

  @Override
  public Optional<String> lacks(FaultKind kind) {
    return Optional.ofNullable(
        switch (kind) {
          case SILENT_204 ->
              "a database answers each statement with its number of rows, never without a word";
          case TOO_MANY_REQUESTS, MAINTENANCE ->
              "a database does not say when to come back; it turns a connection away before it"
                  + " hears a statement";
          case FORBIDDEN -> "its user is a role whose grants are the folder's, in every test";
          case KEY_EXPIRED -> "a password is asked for once, before any statement";
          case SLOW_BODY -> "rows come after the head of an answer, not drop by drop";
          case PAGE_AFTER_COMMIT,
              CUT_AFTER_COMMIT,
              MANGLED_AFTER_COMMIT,
              HUGE_AFTER_COMMIT,
              BOMB_AFTER_COMMIT ->
              "rows come in the driver's own protocol, which nothing between reads or writes";
          default -> null;
        });
  }

  @Override
  public void close() {
    line.close();
    side.close();
  }
}
