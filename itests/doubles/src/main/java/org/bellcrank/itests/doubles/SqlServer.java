package org.bellcrank.itests.doubles;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A running PostgreSQL on 127.0.0.1 in which doubles may make schemas and roles of their own.
 *
 * @param user who may do everything there
 */
public record SqlServer(int port, String database, String user, String password) {

  /** A connection of whoever may do everything; its driver has to be on the class path. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), user, password);
  }

  @Override
  public String toString() {
    return "SqlServer[port=%d, database=%s, user=%s]".formatted(port, database, user);
  }
}
