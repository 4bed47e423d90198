package org.bellcrank.delivery.jdbc;

import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.journal.Facts;

/** What a database's refusal means, by its SQLSTATE and by how far the transaction was. */
final class SqlAnswers {

  private static final String REPEATED_KEY = "23505";
  private static final String OUTCOME_UNKNOWN = "40003";

  /** Cardinality, values, constraints, statements, check options, limits, the database's own. */
  private static final Set<String> MISTAKES =
      Set.of("0A", "21", "22", "23", "42", "44", "54", "P0");

  /** Rolled back for another, no room, in use, stopped by an operator, read only for now. */
  private static final Set<String> BUSY = Set.of("25", "40", "53", "55", "57");

  /** The server goes away or does not take this session on. */
  private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "57P04", "57P05");

  private SqlAnswers() {}

  static StepAnswer done(List<Facts> results) {
    return answered(200, Facts.with("results", results).build());
  }

  /** Statements that were not run as they are written. */
  static StepAnswer unfit(SqlRefusal refusal) {
    return answered(400, Facts.with("message", refusal.getMessage()).build());
  }

  /**
   * A statement met another number of rows than it was to: nothing is kept.
   *
   * @param statement which one, from 1
   */
  static StepAnswer otherRows(int statement, RowCount wanted, long found) {
    return answered(
        wanted.status(),
        Facts.with("message", wanted.words(found))
            .put("statement", statement)
            .put("rows", found)
            .build());
  }

  /** There is no connection, so nothing was done, whatever the reason. */
  static StepAnswer unconnected(String where, SQLException refusal) {
    return "28".equals(kind(refusal))
        ? answered(401, words(refusal).build())
        : new StepAnswer.NotSent(
            "%s cannot be used: %s".formatted(where, said(refusal)), trouble(refusal));
  }

  private static Trouble trouble(SQLException refusal) {
    for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return Trouble.NO_HOST;
      }
      if (cause instanceof SSLException) {
        return Trouble.TLS;
      }
    }
    return switch (kind(refusal)) {
      case "08" -> Trouble.UNREACHABLE;
      case "3D" -> Trouble.PATH;
      case "53", "57" -> Trouble.BUSY;
      default -> Trouble.OTHER;
    };
  }

  /**
   * A statement failed before the commit: nothing is kept, even where the connection broke.
   *
   * @param statement which one, from 1
   */
  static StepAnswer undone(String where, int statement, SQLException refusal) {
    String state = state(refusal);
    if (kind(refusal).equals("08") || AWAY.contains(state)) {
      return new StepAnswer.NotSent(
          "%s went away before the commit, so nothing is kept: %s".formatted(where, said(refusal)));
    }
    int status =
        state.equals(REPEATED_KEY)
            ? 409
            : MISTAKES.contains(kind(refusal)) ? 422 : BUSY.contains(kind(refusal)) ? 503 : 500;
    return answered(status, words(refusal).put("statement", statement).build());
  }

  /** The commit failed: only a refusal in the database's own words says that nothing is kept. */
  static StepAnswer uncommitted(String where, int statements, SQLException refusal) {
    String kind = kind(refusal);
    boolean rolledBack =
        !state(refusal).equals(OUTCOME_UNKNOWN) && (MISTAKES.contains(kind) || kind.equals("40"));
    return rolledBack
        ? undone(where, statements, refusal)
        : new StepAnswer.Unknown(
            "%s did not answer the commit: %s".formatted(where, said(refusal)));
  }

  private static Facts.Builder words(SQLException refusal) {
    return Facts.builder().put("message", said(refusal)).put("sqlState", state(refusal));
  }

  private static StepAnswer answered(int status, Facts body) {
    return new StepAnswer.Answered(
        status,
        Map.of("content-type", "application/json"),
        body.json().getBytes(StandardCharsets.UTF_8));
  }

  private static String said(SQLException refusal) {
    String message = refusal.getMessage();
    return message == null
        ? refusal.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  private static String state(SQLException refusal) {
    return refusal.getSQLState() == null ? "" : refusal.getSQLState();
  }

  private static String kind(SQLException refusal) {
    String state = state(refusal);
    return state.length() == 5 ? state.substring(0, 2) : "";
  }
}
