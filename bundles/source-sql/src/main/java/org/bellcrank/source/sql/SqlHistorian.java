package org.bellcrank.source.sql;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bellcrank.historian.Historian;
import org.bellcrank.historian.HistorianException;
import org.bellcrank.historian.HistoricalRow;
import org.bellcrank.historian.HistoricalValue;
import org.bellcrank.stream.Quality;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of a query with a watermark, whose value is bound and never written into the statement. */
final class SqlHistorian implements Historian {

  private static final Logger LOG = LoggerFactory.getLogger(SqlHistorian.class);

  private final SqlPlace place;
  private final SqlQuery query;
  private final Clock clock;
  private long reached;
  private boolean suspected;
  private boolean ended;
  private Connection current; // guarded by this, as is ended

  SqlHistorian(SqlPlace place, SqlQuery query, Clock clock) {
    this.place = place;
    this.query = query;
    this.clock = clock;
  }

  @Override
  public String place() {
    return place.shown();
  }

  @Override
  public Batch from(long from, int most) throws HistorianException {
    Batch batch = with(query.text(), from, most, rows -> batch(rows, most));
    long last = batch.last().orElse(0);
    if (last > reached || batch.full() || last == 0) {
      reached = Math.max(reached, last);
      suspected = false;
      return batch;
    }
    // A row may have come between the two questions; the next look has it then.
    boolean more = with(query.text(), reached + 1, 1, rows -> batch(rows, 1)).last().isPresent();
    if (more && suspected) {
      throw new HistorianException(
          "query: given one that from watermark %d on answers no further than %d, though there are later rows; allowed: a query without a LIMIT of its own, or with one above the rows of the overlap"
              .formatted(from, reached));
    }
    suspected = more;
    return batch;
  }

  @Override
  public long present() {
    return query.timeMark()
        ? ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant())
        : Long.MAX_VALUE;
  }

  /** Some drivers heed no interrupt; a connection that is gone they do. */
  @Override
  public void end() {
    Connection gone;
    synchronized (this) {
      ended = true;
      gone = current;
    }
    if (gone != null) {
      try {
        gone.abort(Runnable::run);
      } catch (SQLException | RuntimeException e) {
        LOG.debug("{} could not be left at once", place.shown(), e);
      }
    }
  }

  private synchronized void asking(Connection connection) throws HistorianException {
    if (ended && connection != null) {
      throw new HistorianException("ended");
    }
    current = connection;
  }

  @Override
  public OptionalLong newest() throws HistorianException {
    String text =
        "SELECT max(q.%s) AS %s FROM (%s) q"
            .formatted(query.markColumn(), query.markColumn(), query.text());
    return with(
        text,
        1,
        1,
        rows ->
            rows.next() && rows.getObject(1) != null
                ? OptionalLong.of(mark(rows, 1))
                : OptionalLong.empty());
  }

  private <T> T with(String text, long from, int most, Rows<T> reading) throws HistorianException {
    try (Connection connection = place.connect()) {
      asking(connection);
      try (PreparedStatement statement = connection.prepareStatement(text)) {
        statement.setQueryTimeout((int) Math.max(1, place.timeout().toSeconds()));
        statement.setMaxRows(most);
        bind(statement, from);
        try (ResultSet rows = statement.executeQuery()) {
          return reading.of(rows);
        }
      } finally {
        asking(null);
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new HistorianException(
          "%s (SQL state %s)".formatted(e.getMessage(), e.getSQLState()), e);
    }
  }

  private void bind(PreparedStatement statement, long from) throws SQLException {
    if (query.timeMark() && place.timesAreNumbers()) {
      statement.setLong(1, Math.floorDiv(from + 999, 1_000));
    } else if (query.timeMark()) {
      Instant at = Instant.EPOCH.plus(from, ChronoUnit.MICROS);
      statement.setObject(1, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
    } else {
      statement.setLong(1, from);
    }
  }

  private Batch batch(ResultSet rows, int most) throws SQLException, HistorianException {
    return query.topic().isEmpty() ? values(rows, most) : rows(rows, most);
  }

  private Batch rows(ResultSet rows, int most) throws SQLException, HistorianException {
    int markAt = column(rows, query.markColumn());
    Instant now = clock.instant();
    List<HistoricalRow> read = new ArrayList<>();
    long last = 0;
    while (rows.next()) {
      last = rising(mark(rows, markAt), last);
      Instant at = query.timeMark() ? Instant.EPOCH.plus(last, ChronoUnit.MICROS) : now;
      read.add(new HistoricalRow(query.topic(), RowText.of(rows, this::stamp), at, last));
    }
    return Batch.of(read, read.size() == most);
  }

  private long rising(long mark, long last) throws HistorianException {
    if (mark < last || mark < 1) {
      throw new HistorianException(
          "query: given a row with the watermark %d after %d; allowed: watermarks from 1 that rise, so WHERE %s >= ? ORDER BY %s"
              .formatted(mark, last, query.markColumn(), query.markColumn()));
    }
    return mark;
  }

  private Batch values(ResultSet rows, int most) throws SQLException, HistorianException {
    int markAt = column(rows, query.markColumn());
    int pointAt = column(rows, query.pointColumn());
    int valueAt = column(rows, query.valueColumn());
    int timeAt = column(rows, query.timeColumn());
    int unitAt = query.unitColumn().isEmpty() ? 0 : column(rows, query.unitColumn());
    List<HistoricalValue> values = new ArrayList<>();
    long last = 0;
    int read = 0;
    while (rows.next()) {
      long mark = rising(mark(rows, markAt), last);
      last = mark;
      read++;
      Optional<String> unit =
          unitAt == 0 ? Optional.empty() : Optional.ofNullable(rows.getString(unitAt));
      values.add(
          value(rows.getString(pointAt), time(rows, timeAt), rows.getObject(valueAt), unit, mark));
    }
    return Batch.of(values, read == most, read == 0 ? OptionalLong.empty() : OptionalLong.of(last));
  }

  private static int column(ResultSet rows, String name) throws HistorianException {
    try {
      return rows.findColumn(name);
    } catch (SQLException e) {
      throw new HistorianException(
          "query: given one without the column %s; allowed: one that answers with it"
              .formatted(name),
          e);
    }
  }

  private HistoricalValue value(
      String point, Instant at, Object given, Optional<String> unit, long mark)
      throws HistorianException {
    if (point == null) {
      throw new HistorianException(
          "query: given a row with watermark %d without %s; allowed: the name of a point"
              .formatted(mark, query.pointColumn()));
    }
    String name = query.point(point);
    if (given instanceof Number number) {
      return good(name, at, number.doubleValue(), unit, mark);
    }
    if (given instanceof Boolean truth) {
      return good(name, at, truth ? 1 : 0, unit, mark);
    }
    try {
      return good(
          name, at, new BigDecimal(String.valueOf(given).strip()).doubleValue(), unit, mark);
    } catch (NumberFormatException e) {
      return HistoricalValue.bad(
          name, at, given == null ? "no value" : "no number: " + given, mark);
    }
  }

  private static HistoricalValue good(
      String point, Instant at, double value, Optional<String> unit, long mark) {
    return new HistoricalValue(point, at, value, unit, Quality.GOOD, Optional.empty(), mark);
  }

  private long mark(ResultSet rows, int column) throws SQLException, HistorianException {
    if (query.timeMark()
        && !place.timesAreNumbers()
        && rows.getObject(column) instanceof Number number) {
      throw new HistorianException(
          "mark.kind: given time for column %s, which holds the number %s; allowed: number"
              .formatted(query.markColumn(), number));
    }
    return query.timeMark()
        ? ChronoUnit.MICROS.between(Instant.EPOCH, time(rows, column))
        : rows.getLong(column);
  }

  /** A time of the database's own type; empty for what is none. */
  private Optional<Instant> stamp(ResultSet rows, int column) throws SQLException {
    Object given = rows.getObject(column);
    if (given instanceof Timestamp) {
      String type = rows.getMetaData().getColumnTypeName(column);
      return Optional.of(
          type.equalsIgnoreCase("timestamptz")
              ? rows.getObject(column, OffsetDateTime.class).toInstant()
              : local(rows, column).atZone(query.zone()).toInstant());
    }
    return given instanceof OffsetDateTime time ? Optional.of(time.toInstant()) : Optional.empty();
  }

  /** As it stands there; a {@link Timestamp} would have gone through this gateway's own zone. */
  private static LocalDateTime local(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, LocalDateTime.class);
  }

  /** A time of the database's own type, or milliseconds since 1970 where it has none. */
  private Instant time(ResultSet rows, int column) throws SQLException, HistorianException {
    Optional<Instant> stamp = stamp(rows, column);
    if (stamp.isPresent()) {
      return stamp.get();
    }
    Object given = rows.getObject(column);
    if (given instanceof Number milliseconds) {
      return Instant.ofEpochMilli(milliseconds.longValue());
    }
    throw new HistorianException(
        "query: given %s in column %s; allowed: a time stamp, or milliseconds since 1970"
            .formatted(given, query.timeColumn()));
  }

  /** What is done with rows. */
  private interface Rows<T> {
    T of(ResultSet rows) throws SQLException, HistorianException;
  }
}
