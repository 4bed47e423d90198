package org.bellcrank.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationIntake.Accepted;
import org.bellcrank.observation.ObservationText;

/** Accepted observations as rows. */
final class JdbcObservationBook implements ObservationBook {

  private static final String STORED = "SELECT place, accepted_at, facts FROM observation ";

  private final Session session;

  JdbcObservationBook(Session session) {
    this.session = session;
  }

  @Override
  public Accepted add(Observation observation, Instant at) {
    int findings = observation.findings().size();
    long place = session.count("observation.place", 1);
    int added =
        session.update(
            "INSERT INTO observation (place, id, accepted_at, findings, facts)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            place,
            observation.id(),
            at.toString(),
            findings,
            observation.facts().json());
    if (added == 0) {
      session.count("observation.place", -1);
      long known = session.number("SELECT place FROM observation WHERE id = ?", observation.id());
      return new Accepted(observation.id(), known, true);
    }
    if (observation instanceof Inspection inspection) {
      inspection.evidence().forEach(item -> named(item.reference().sha256(), place));
    }
    if (findings > 0) {
      session.count(JdbcFindingBook.STATE + Disposition.PENDING, findings);
    }
    return new Accepted(observation.id(), place, false);
  }

  @Override
  public void names(String observation, EvidenceReference evidence) {
    long place =
        session
            .first("SELECT place FROM observation WHERE id = ?", row -> row.getLong(1), observation)
            .orElseThrow(
                () -> new IllegalArgumentException("no observation has the id " + observation));
    named(evidence.sha256(), place);
  }

  private void named(String sha256, long place) {
    session.update(
        "INSERT INTO evidence_use (sha256, place) VALUES (?, ?)"
            + " ON CONFLICT (sha256, place) DO NOTHING",
        sha256,
        place);
  }

  @Override
  public List<Stored> after(long position, int limit) {
    return session.query(
        STORED + "WHERE place > ? ORDER BY place LIMIT ?",
        JdbcObservationBook::stored,
        position,
        limit);
  }

  @Override
  public Optional<Stored> find(String id) {
    return session.first(STORED + "WHERE id = ?", JdbcObservationBook::stored, id);
  }

  @Override
  public long lastPosition() {
    return session.number("SELECT max(place) FROM observation");
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getLong(1),
        Instant.parse(row.getString(2)),
        ObservationText.from(Facts.parse(row.getString(3))));
  }
}
