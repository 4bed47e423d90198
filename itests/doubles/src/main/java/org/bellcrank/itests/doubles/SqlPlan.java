package org.bellcrank.itests.doubles;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What differs between the doubles that are databases. */
interface SqlPlan {

  /** Statements that make and fill its tables in the schema of the connection. */
  String tables();

  /** The table whose rows are orders. */
  String orders();

  /** The table whose rows are files, or say where they are. */
  String files();

  /** Tables into which a sender may write. */
  List<String> written();

  /** Tables that a sender may only read. */
  List<String> read();

  /** The condition, over {@code new}, by which a file's row is found again. */
  String file();

  /** All orders as they stand there, oldest first. */
  List<BookedOrder> booked(Connection connection) throws SQLException;

  /**
   * A person of the plant fills in columns of an order and sets its status.
   *
   * @return false if there is no such order or no such status
   */
  boolean report(Connection connection, String number, String status, Map<String, Object> fields)
      throws SQLException;
}
