package org.bellcrank.store.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.evidence.EvidenceBook;
import org.bellcrank.evidence.EvidenceReference;

/** Kept evidence as rows. */
final class JdbcEvidenceBook implements EvidenceBook {

  private static final String BYTES = "evidence.bytes";
  private static final String ROW =
      "SELECT sha256, media_type, bytes, age_nanos FROM evidence WHERE removed_at IS NULL ";
  private static final String UNNAMED =
      "AND NOT EXISTS (SELECT 1 FROM evidence_use WHERE evidence_use.sha256 = evidence.sha256) ";
  private static final String PAGE =
      "AND age_nanos < ? AND (age_nanos > ? OR (age_nanos = ? AND sha256 > ?))"
          + " ORDER BY age_nanos, sha256 LIMIT ?";

  private final Session session;
  private final EvidenceUses uses;

  JdbcEvidenceBook(Session session) {
    this.session = session;
    uses = new EvidenceUses(session);
  }

  @Override
  public void add(EvidenceReference reference, Instant at) {
    int again =
        session.update(
            "UPDATE evidence SET age_nanos = ? WHERE sha256 = ? AND removed_at IS NULL",
            Times.nanos(at),
            reference.sha256());
    if (again > 0) {
      return;
    }
    session.update(
        "INSERT INTO evidence (sha256, media_type, bytes, kept_at, age_nanos)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET"
            + " age_nanos = excluded.age_nanos, removed_at = NULL, removed_why = NULL",
        reference.sha256(),
        reference.mediaType(),
        reference.bytes(),
        at.toString(),
        Times.nanos(at));
    session.count(BYTES, reference.bytes());
  }

  @Override
  public void aside(String sha256) {
    session.update(
        "INSERT INTO evidence_use (sha256, place) VALUES (?, ?)"
            + " ON CONFLICT (sha256, place) DO NOTHING",
        sha256,
        EvidenceUses.NO_OBSERVATION);
  }

  @Override
  public Optional<EvidenceReference> find(String sha256) {
    return session.first(
        "SELECT sha256, media_type, bytes FROM evidence WHERE sha256 = ? AND removed_at IS NULL",
        row -> new EvidenceReference(row.getString(1), row.getString(2), row.getLong(3)),
        sha256);
  }

  @Override
  public Optional<Removed> removed(String sha256) {
    return session.first(
        "SELECT sha256, media_type, bytes, removed_at, removed_why FROM evidence"
            + " WHERE sha256 = ? AND removed_at IS NOT NULL",
        row ->
            new Removed(
                new EvidenceReference(row.getString(1), row.getString(2), row.getLong(3)),
                Instant.parse(row.getString(4)),
                row.getString(5)),
        sha256);
  }

  @Override
  public List<Kept> oldest(Optional<Kept> after, Instant before, boolean unnamed, int limit) {
    long from = after.map(kept -> Times.nanos(kept.at())).orElse(Long.MIN_VALUE);
    List<Aged> page =
        session.query(
            unnamed ? ROW + UNNAMED + PAGE : ROW + PAGE,
            Aged.ROW,
            Times.nanos(before),
            from,
            from,
            after.map(kept -> kept.reference().sha256()).orElse(""),
            limit);
    return page.stream().map(this::kept).toList();
  }

  @Override
  public Optional<Kept> look(String sha256) {
    return session.first(ROW + "AND sha256 = ?", Aged.ROW, sha256).map(this::kept);
  }

  @Override
  public Optional<Instant> notedAt(String sha256) {
    return session.first(ROW + "AND sha256 = ?", Aged.ROW, sha256).map(Aged::at);
  }

  private Kept kept(Aged aged) {
    EvidenceUses.Need need = uses.of(aged.reference().sha256(), aged.at());
    return new Kept(aged.reference(), aged.at(), need.use(), need.since());
  }

  @Override
  public void remove(String sha256, Instant at, String why) {
    Optional<EvidenceReference> known = find(sha256);
    if (known.isPresent()) {
      session.update(
          "UPDATE evidence SET removed_at = ?, removed_why = ? WHERE sha256 = ?",
          at.toString(),
          why,
          sha256);
      session.count(BYTES, -known.get().bytes());
    }
  }

  @Override
  public long totalBytes() {
    return session.counts(BYTES).getOrDefault("", 0L);
  }

  private record Aged(EvidenceReference reference, Instant at) {

    private static final Row<Aged> ROW =
        row ->
            new Aged(
                new EvidenceReference(row.getString(1), row.getString(2), row.getLong(3)),
                Times.instant(row.getLong(4)));
  }
}
