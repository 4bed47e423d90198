package org.bellcrank.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads one row of a result. */
@FunctionalInterface
interface Row<R> {

  /** Reads the row the result stands on; must not move it. */
  R from(ResultSet result) throws SQLException;
}
