package org.bellcrank.itests.doubles;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * The plant's own hand in its database: schema, role and triggers of one double, and what it does
 * there to one session. Safe for all threads.
 */
final class SqlSide implements AutoCloseable {

  /** How long the role waits for what somebody else holds, as plants set it. */
  private static final int LOCK_MILLIS = 200;

  private final SqlServer server;
  private final String schema;
  private final Connection own;

  SqlSide(SqlServer server, String schema) throws SQLException {
    this.server = server;
    this.schema = schema;
    own = server.connect();
  }

  /** Makes all that the double consists of. */
  void make(SqlPlan plan, Settings settings) throws SQLException {
    StringBuilder all = new StringBuilder();
    all.append(
        """
        create schema %1$s;
        set search_path = %1$s;
        create table struck_sessions (pid int primary key, kind text not null);
        create role %1$s login password %2$s;
        alter role %1$s set search_path = %1$s;
        alter role %1$s set lock_timeout = %3$d;
        grant usage on schema %1$s to %1$s;
        """
            .formatted(schema, SqlTables.quoted(settings.text("password")), LOCK_MILLIS));
    all.append(plan.tables());
    plan.written()
        .forEach(
            table ->
                all.append("grant select, insert, update on %s to %s;\n".formatted(table, schema)));
    plan.read()
        .forEach(table -> all.append("grant select on %s to %s;\n".formatted(table, schema)));
    all.append(triggers(plan));
    if (!settings.text("fields.frozen").isEmpty()) {
      all.append(frozen(plan.orders(), settings.text("fields.frozen")));
    }
    run(all.toString());
  }

  /** What is struck fails in the server itself, or is answered and not kept. */
  private String triggers(SqlPlan plan) {
    StringBuilder all = new StringBuilder();
    all.append(
        """
        create function before_change() returns trigger language plpgsql security definer
        set search_path = %1$s as $$
        declare struck text;
        begin
          select kind into struck from struck_sessions where pid = pg_backend_pid();
          if struck = 'SERVER_ERROR' then
            raise exception 'could not read block 7 of file' using errcode = 'XX001';
          end if;
          if struck = 'SILENT_200' and tg_op = 'UPDATE' then
            return old;
          end if;
          return new;
        end $$;
        create function after_file() returns trigger language plpgsql security definer
        set search_path = %1$s as $$
        begin
          delete from %2$s where %3$s and exists (select 1 from struck_sessions
            where pid = pg_backend_pid() and kind = 'SILENT_200');
          return null;
        end $$;
        create trigger after_file after insert on %2$s for each row execute function after_file();
        """
            .formatted(schema, plan.files(), plan.file()));
    for (String table : plan.written()) {
      all.append(
          "create trigger before_change before insert or update on %s for each row execute function before_change();\n"
              .formatted(table));
    }
    return all.toString();
  }

  private static String frozen(String table, String column) {
    return """
        create function frozen() returns trigger language plpgsql as $$
        begin
          new.%1$s := old.%1$s;
          return new;
        end $$;
        create trigger frozen before update on %2$s for each row execute function frozen();
        """
        .formatted(column, table);
  }

  String role() {
    return schema;
  }

  /** From now on a session is struck by what triggers can do. */
  void strike(int pid, FaultKind kind) throws SQLException {
    try (PreparedStatement statement =
        own.prepareStatement("insert into struck_sessions values (?, ?)")) {
      statement.setInt(1, pid);
      statement.setString(2, kind.name());
      locked(statement);
    }
  }

  void spare(int pid) throws SQLException {
    run("delete from struck_sessions where pid = " + pid);
  }

  /** Holds a table as a person with a report open does; until it is closed. */
  Connection hold(String table) throws SQLException {
    Connection other = server.connect();
    other.setAutoCommit(false);
    try (Statement statement = other.createStatement()) {
      statement.execute(
          "lock table %s.%s in access exclusive mode"
              .formatted(schema, table.toLowerCase(Locale.ROOT)));
    }
    return other;
  }

  /** An administrator ends a session. */
  void end(int pid) throws SQLException {
    run("select pg_terminate_backend(%d)".formatted(pid));
  }

  /** An administrator ends all sessions of the role. */
  void endSessions() {
    quietly(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = '%s'"
            .formatted(schema));
  }

  void password(String password) {
    quietly("alter role %s password %s".formatted(schema, SqlTables.quoted(password)));
  }

  /**
   * How many connections the role may have at once.
   *
   * @param most 0 for none, -1 for any number
   */
  void connections(int most) {
    quietly("alter role %s connection limit %d".formatted(schema, most));
  }

  /** Runs statements as the plant's own person. */
  void run(String sql) throws SQLException {
    synchronized (own) {
      try (Statement statement = own.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private void locked(PreparedStatement statement) throws SQLException {
    synchronized (own) {
      statement.execute();
    }
  }

  private void quietly(String sql) {
    try {
      run(sql);
    } catch (SQLException refused) {
      throw new IllegalStateException(sql, refused);
    }
  }

  /** Asks with the plant's own eyes. */
  <T> T ask(Question<T> question) {
    synchronized (own) {
      try {
        return question.of(own);
      } catch (SQLException refused) {
        throw new IllegalStateException("the double's own database refuses", refused);
      }
    }
  }

  /** What is read from the connection. */
  interface Question<T> {
    T of(Connection connection) throws SQLException;
  }

  @Override
  public void close() {
    endSessions();
    quietly("drop schema %1$s cascade; drop owned by %1$s; drop role %1$s".formatted(schema));
    try {
      own.close();
    } catch (SQLException gone) {
      throw new IllegalStateException(gone);
    }
  }
}
