package org.bellcrank.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Where the rows are, and how it is opened. */
interface Database {

  /**
   * Brings the tables to the state this version needs.
   *
   * @throws org.bellcrank.journal.StoreException when the database cannot be used
   */
  void prepare();

  /** The one connection that writes, without a transaction; while it is open, nobody else's is. */
  Connection writing();

  /** A session on the one connection that writes. */
  default Session writer() {
    return new Session(writing(), true);
  }

  /** A connection that only reads, each transaction on a snapshot of its own. */
  Session reader();

  /** Whether a refusal tells of a mistake in the unit; otherwise the database is in trouble. */
  boolean isMistake(SQLException refusal);

  /** Whether a connection is as good as before once the refused unit was taken back. */
  boolean recovers();

  /**
   * How long it is worth waiting for a database that went away with a commit unanswered; zero where
   * an unanswered commit is one that did not happen.
   */
  Duration patience();
}
