package org.bellcrank.delivery.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.SqlCaller;
import org.bellcrank.delivery.SqlRequest;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.journal.Facts;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs statements on PostgreSQL: a connection and a transaction for each call. */
@Component(service = SqlCaller.class)
public final class JdbcSqlCaller implements SqlCaller {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcSqlCaller.class);

  @Override
  public StepAnswer call(SqlRequest request) {
    List<SqlStatement> statements;
    DatabaseAddress address;
    try {
      address = DatabaseAddress.of(request.address().toString());
    } catch (SqlRefusal wrong) {
      return new StepAnswer.NotSent(wrong.getMessage());
    }
    if (!hasDriver()) {
      return new StepAnswer.NotSent(
          "%s needs the driver for PostgreSQL; install the package bellcrank-postgresql"
              .formatted(address.place()),
          Trouble.GATEWAY);
    }
    try {
      statements = SqlStatement.all(request.body());
    } catch (SqlRefusal unfit) {
      return SqlAnswers.unfit(unfit);
    }
    Connection connection;
    try {
      connection = address.connect(request);
    } catch (SQLException refused) {
      return SqlAnswers.unconnected(address.place(), refused);
    }
    try {
      return run(connection, address.place(), statements, request.answerTimeout());
    } finally {
      close(connection, address.place());
    }
  }

  /** The driver may come while this runs; a class that was once missed would stay missing. */
  private static boolean hasDriver() {
    try {
      JdbcSqlCaller.class.getClassLoader().loadClass("org.postgresql.Driver");
      return true;
    } catch (ClassNotFoundException missing) {
      return false;
    }
  }

  private static StepAnswer run(
      Connection connection, String place, List<SqlStatement> statements, Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    List<Facts> results = new ArrayList<>();
    try {
      for (SqlStatement statement : statements) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        Facts result = result(connection, statement, DatabaseAddress.seconds(left));
        results.add(result);
        Optional<RowCount> wanted = statement.rows().filter(rows -> rows.rows() != rows(result));
        if (wanted.isPresent()) {
          return SqlAnswers.otherRows(results.size(), wanted.get(), rows(result));
        }
      }
    } catch (SQLException refused) {
      return SqlAnswers.undone(place, results.size() + 1, refused);
    } catch (SqlRefusal unfit) {
      return SqlAnswers.unfit(unfit);
    }
    try {
      connection.commit();
    } catch (SQLException unanswered) {
      return SqlAnswers.uncommitted(place, statements.size(), unanswered);
    }
    return SqlAnswers.done(results);
  }

  private static Facts result(Connection connection, SqlStatement statement, int seconds)
      throws SQLException, SqlRefusal {
    try (PreparedStatement prepared = connection.prepareStatement(statement.text().sql())) {
      prepared.setQueryTimeout(seconds);
      prepared.setMaxRows(SqlRows.MOST + 1);
      statement.fill(prepared);
      if (!prepared.execute()) {
        return Facts.with("rows", List.of()).put("changed", prepared.getUpdateCount()).build();
      }
      try (ResultSet rows = prepared.getResultSet()) {
        List<Facts> read = SqlRows.read(rows);
        return Facts.with("rows", read).put("changed", changed(statement, read.size())).build();
      }
    }
  }

  /** Answered rows, or changed ones of which none was answered. */
  private static long rows(Facts result) {
    return Math.max(result.factsList("rows").size(), result.whole("changed").orElse(0));
  }

  /** A statement that answers with the rows it changed changed as many. */
  private static int changed(SqlStatement statement, int rows) {
    return switch (statement.text().verb()) {
      case "insert", "update", "delete", "merge" -> rows;
      default -> 0;
    };
  }

  /** What was not committed goes with the connection. */
  private static void close(Connection connection, String place) {
    try (connection) {
      if (!connection.isClosed()) {
        connection.rollback();
      }
    } catch (SQLException gone) {
      LOG.debug(
          "{}: the connection was gone when it was to be closed: {}", place, gone.getMessage());
    }
  }
}
