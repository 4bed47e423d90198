package org.bellcrank.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.ForeignAsset;
import org.bellcrank.journal.Facts;
import org.bellcrank.register.Discrepancy;
import org.bellcrank.register.RegisterBook;
import org.bellcrank.register.RegisterEntry;

/** The registers of all CMMS, as rows. */
final class JdbcRegisterBook implements RegisterBook {

  private static final String ROW =
      "SELECT instance, foreign_id, fields, state, status_word, criticality_word,"
          + " first_seen_nanos, last_seen_nanos, retired_at, gone_at FROM foreign_asset ";

  private final Session session;

  JdbcRegisterBook(Session session) {
    this.session = session;
  }

  @Override
  public Optional<RegisterEntry> find(String instance, String foreignId) {
    return session.first(
        ROW + "WHERE instance = ? AND foreign_id = ?",
        JdbcRegisterBook::entry,
        instance,
        foreignId);
  }

  @Override
  public void keep(RegisterEntry entry) {
    ForeignAsset asset = entry.asset();
    session.update(
        "INSERT INTO foreign_asset (instance, foreign_id, fields, state, status_word,"
            + " criticality_word, first_seen_nanos, last_seen_nanos, retired_at, gone_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (instance, foreign_id) DO UPDATE SET fields = excluded.fields,"
            + " state = excluded.state, status_word = excluded.status_word,"
            + " criticality_word = excluded.criticality_word,"
            + " first_seen_nanos = excluded.first_seen_nanos,"
            + " last_seen_nanos = excluded.last_seen_nanos,"
            + " retired_at = excluded.retired_at, gone_at = excluded.gone_at",
        entry.instance(),
        asset.foreignId(),
        asset.fields().json(),
        asset.state().map(Enum::name).orElse(null),
        asset.statusWord(),
        asset.criticalityWord(),
        Times.nanos(entry.firstSeen()),
        Times.nanos(entry.lastSeen()),
        entry.retiredAt().map(Instant::toString).orElse(null),
        entry.goneAt().map(Instant::toString).orElse(null));
  }

  @Override
  public List<RegisterEntry> after(String instance, String after, int limit) {
    return session.query(
        ROW + "WHERE instance = ? AND foreign_id > ? ORDER BY foreign_id LIMIT ?",
        JdbcRegisterBook::entry,
        instance,
        after,
        limit);
  }

  @Override
  public long size(String instance) {
    return session.number(
        "SELECT count(*) FROM foreign_asset WHERE instance = ? AND gone_at IS NULL", instance);
  }

  @Override
  public int gone(String instance, Instant since, Instant at) {
    return session.update(
        "UPDATE foreign_asset SET gone_at = ?"
            + " WHERE instance = ? AND last_seen_nanos < ? AND gone_at IS NULL",
        at.toString(),
        instance,
        Times.nanos(since));
  }

  @Override
  public Optional<Reading> reading(String instance) {
    return session.first(
        "SELECT instance, begun_at, before_at, ended_at, shown, unmapped, documents"
            + " FROM register_reading WHERE instance = ?",
        JdbcRegisterBook::reading,
        instance);
  }

  @Override
  public void keep(Reading reading) {
    session.update(
        "INSERT INTO register_reading (instance, begun_at, before_at, ended_at, shown, unmapped,"
            + " documents) VALUES (?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (instance) DO UPDATE SET begun_at = excluded.begun_at,"
            + " before_at = excluded.before_at, ended_at = excluded.ended_at,"
            + " shown = excluded.shown, unmapped = excluded.unmapped,"
            + " documents = excluded.documents",
        reading.instance(),
        reading.begun().toString(),
        reading.before().map(Instant::toString).orElse(null),
        reading.ended().toString(),
        reading.shown(),
        reading.unmapped(),
        reading.documents());
  }

  @Override
  public void end(String instance) {
    session.update("DELETE FROM register_reading WHERE instance = ?", instance);
    session.update("DELETE FROM discrepancy WHERE instance = ?", instance);
  }

  @Override
  public List<Discrepancy> discrepancies(String instance) {
    return session.query(
        "SELECT kind, asset, record_id, field, ours, theirs FROM discrepancy"
            + " WHERE instance = ? ORDER BY place",
        row ->
            new Discrepancy(
                Discrepancy.Kind.valueOf(row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6)),
        instance);
  }

  @Override
  public void replace(String instance, List<Discrepancy> discrepancies) {
    session.update("DELETE FROM discrepancy WHERE instance = ?", instance);
    int place = 0;
    for (Discrepancy each : discrepancies) {
      session.update(
          "INSERT INTO discrepancy (instance, place, kind, asset, record_id, field, ours, theirs)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          instance,
          place++,
          each.kind().name(),
          each.asset(),
          each.record(),
          each.field(),
          each.ours(),
          each.theirs());
    }
  }

  private static RegisterEntry entry(ResultSet row) throws SQLException {
    return new RegisterEntry(
        row.getString("instance"),
        new ForeignAsset(
            row.getString("foreign_id"),
            Facts.parse(row.getString("fields")),
            Optional.ofNullable(row.getString("state")).map(ForeignAsset.State::valueOf),
            row.getString("status_word"),
            row.getString("criticality_word")),
        Times.instant(row.getLong("first_seen_nanos")),
        Times.instant(row.getLong("last_seen_nanos")),
        Optional.ofNullable(row.getString("retired_at")).map(Instant::parse),
        Optional.ofNullable(row.getString("gone_at")).map(Instant::parse));
  }

  private static Reading reading(ResultSet row) throws SQLException {
    return new Reading(
        row.getString("instance"),
        Instant.parse(row.getString("begun_at")),
        Optional.ofNullable(row.getString("before_at")).map(Instant::parse),
        Instant.parse(row.getString("ended_at")),
        row.getLong("shown"),
        row.getLong("unmapped"),
        row.getString("documents"));
  }
}
