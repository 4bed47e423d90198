package org.bellcrank.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.StoreException;

/**
 * One connection with its prepared statements and its ports. Used by one thread at a time and only
 * inside a unit of work; what a port keeps of it cannot be used outside.
 */
final class Session implements AutoCloseable {

  /** Counter of groups; kept only where the answer to a commit can be lost. */
  private static final String GROUP = "store.group";

  private final Connection connection;
  private final boolean writing;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final Map<Class<?>, Object> ports = new HashMap<>();
  private final Counters counters = new Counters();
  private final ChainHead head = new ChainHead();
  private Thread user;
  private SQLException failure;
  private boolean dirty;

  Session(Connection connection, boolean writing) {
    this.connection = connection;
    this.writing = writing;
  }

  /** The port of a type, made at its first use. */
  <P> P port(Class<P> type) {
    Object port = ports.get(type);
    if (port == null) {
      port = Ports.make(type, this);
      ports.put(type, port);
    }
    return type.cast(port);
  }

  /**
   * Changes rows.
   *
   * @param sql constant text; each text is prepared once
   * @param values text, whole number, double, bytes or null for the question marks
   * @return how many rows changed
   */
  int update(String sql, Object... values) {
    try {
      int changed = prepare(sql, values).executeUpdate();
      dirty |= changed > 0;
      return changed;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Reads rows; the mapper is called for each. */
  <R> List<R> query(String sql, Row<R> row, Object... values) {
    try (ResultSet result = prepare(sql, values).executeQuery()) {
      List<R> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row.from(result));
      }
      return rows;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Reads the first row; empty when there is none. */
  <R> Optional<R> first(String sql, Row<R> row, Object... values) {
    try (ResultSet result = prepare(sql, values).executeQuery()) {
      return result.next() ? Optional.of(row.from(result)) : Optional.empty();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The whole number in the first column of the first row; 0 when there is none or it is null. */
  long number(String sql, Object... values) {
    return first(sql, row -> row.getLong(1), values).orElse(0L);
  }

  /** Appends to the journal. */
  void append(Instant at, String kind, String subject, Facts facts) {
    requireWriting();
    head.append(this, at, kind, subject, facts);
  }

  /**
   * Adds to a counter and returns its new value; taken back when the unit fails. Only while
   * writing.
   */
  long count(String name, long delta) {
    requireWriting();
    return counters.add(name, delta);
  }

  /** The counters whose names begin with the prefix, by the rest of the name. */
  Map<String, Long> counts(String prefix) {
    return writing ? counters.under(prefix) : Counters.read(this, prefix);
  }

  private void requireWriting() {
    if (!writing) {
      throw new IllegalStateException("a reading unit of work cannot write; use commit or submit");
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    if (user != Thread.currentThread()) {
      throw new IllegalStateException("used outside its unit of work or on another thread");
    }
    if (failure != null) {
      throw new StoreException("the unit of work has failed before: " + failure.getMessage(), null);
    }
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      Values.bind(statement, i + 1, values[i]);
    }
    return statement;
  }

  private StoreException failed(SQLException e) {
    failure = e;
    return new StoreException("the database said: " + e.getMessage(), e);
  }

  // What follows is for those who run units: the writer and the readers.

  void enter() {
    user = Thread.currentThread();
    failure = null;
  }

  void leave() {
    user = null;
  }

  /** What the database refused in this unit; null when nothing. */
  SQLException failure() {
    return failure;
  }

  boolean appended() {
    return head.appended();
  }

  void reload() {
    counters.load(this);
    head.load(this);
  }

  void markUnit() {
    head.mark();
  }

  void keepUnit() {
    counters.keepUnit();
  }

  void undoUnit() {
    counters.undoUnit();
    head.undo();
  }

  void writeCounters() {
    counters.write(this);
  }

  /**
   * Numbers the group that is about to be committed, where it changes anything, so that it can be
   * found again after a commit whose answer was lost.
   */
  void stamp() {
    if (dirty) {
      counters.add(GROUP, 1);
      counters.keepUnit();
    }
  }

  /** The number of the last group that changed anything. */
  long group() {
    return counters.under(GROUP).getOrDefault("", 0L);
  }

  boolean dirty() {
    return dirty;
  }

  /**
   * Puts everything since the last commit on disk; a transaction begins with its first statement.
   */
  void commit() {
    try {
      connection.commit();
      dirty = false;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Ends the transaction and takes back what it wrote. */
  void rollBack() {
    try {
      connection.rollback();
      dirty = false;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** A statement that moves no rows (SAVEPOINT, RELEASE …). */
  void execute(String sql) {
    update(sql);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreException("the database could not be closed: " + e.getMessage(), e);
    }
  }
}
