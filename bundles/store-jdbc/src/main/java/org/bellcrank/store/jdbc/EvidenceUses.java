package org.bellcrank.store.jdbc;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.evidence.EvidenceBook.Use;
import org.bellcrank.observation.Disposition;

/** Who needs a piece of evidence: its observations, their findings, their orders. */
final class EvidenceUses {

  /** The place under which a person uses it; observations have places from 1. */
  static final long NO_OBSERVATION = 0;

  private final Session session;

  EvidenceUses(Session session) {
    this.session = session;
  }

  /** Who needs it, and since when nobody needs it more than that. */
  record Need(Use use, Instant since) {

    private static final Need NEEDED = new Need(Use.NEEDED, Instant.MAX);

    private Need and(Need other) {
      return other.use.compareTo(use) > 0
          ? other
          : new Need(use, other.since.isAfter(since) && other.use == use ? other.since : since);
    }
  }

  private record Named(String observation, long findings) {}

  private record Decided(Disposition disposition, Optional<String> order) {}

  Need of(String sha256, Instant noted) {
    Need need = new Need(Use.NONE, noted);
    Set<String> orders = new HashSet<>();
    List<Named> all =
        session.query(
            "SELECT observation.id, observation.findings FROM evidence_use"
                + " JOIN observation ON observation.place = evidence_use.place"
                + " WHERE evidence_use.sha256 = ?",
            row -> new Named(row.getString(1), row.getLong(2)),
            sha256);
    if (all.isEmpty() && isAside(sha256)) {
      return new Need(Use.FINDINGS, noted);
    }
    for (Named named : all) {
      need = need.and(new Need(Use.FINDINGS, noted));
      for (long i = 0; i < named.findings() && need.use() != Use.NEEDED; i++) {
        Optional<Decided> decided = decided(named.observation() + "#" + i);
        if (decided.isEmpty() || !decided.get().disposition().isFinal()) {
          return Need.NEEDED;
        }
        Optional<String> order = decided.get().order().filter(orders::add);
        need = order.isEmpty() ? need : need.and(ofOrder(order.get()));
      }
    }
    return need;
  }

  private boolean isAside(String sha256) {
    return session.number(
            "SELECT count(*) FROM evidence_use WHERE sha256 = ? AND place = ?",
            sha256,
            NO_OBSERVATION)
        > 0;
  }

  private Optional<Decided> decided(String finding) {
    return session.first(
        "SELECT disposition, order_id FROM finding WHERE id = ?",
        row ->
            new Decided(
                Disposition.valueOf(row.getString(1)), Optional.ofNullable(row.getString(2))),
        finding);
  }

  private Need ofOrder(String order) {
    boolean closed =
        session
            .first(
                "SELECT open_cause FROM work_order WHERE id = ?",
                row -> row.getString(1) == null,
                order)
            .orElse(false);
    if (!closed
        || session.number(
                "SELECT count(*) FROM delivery WHERE order_id = ? AND state <> ?",
                order,
                DeliveryState.DONE.name())
            > 0) {
      return Need.NEEDED;
    }
    return session
        .first(
            "SELECT at FROM journal WHERE subject = ? AND kind = 'order.changed'"
                + " ORDER BY sequence DESC LIMIT 1",
            row -> Instant.parse(row.getString(1)),
            order)
        .map(at -> new Need(Use.CLOSED_ORDERS, at))
        .orElse(Need.NEEDED);
  }
}
