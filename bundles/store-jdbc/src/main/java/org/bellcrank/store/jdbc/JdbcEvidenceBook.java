package org.bellcrank.store.jdbc;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.evidence.EvidenceBook;
import org.bellcrank.evidence.EvidenceReference;

/** Kept evidence as rows. */
final class JdbcEvidenceBook implements EvidenceBook {

  private static final String BYTES = "evidence.bytes";

  private final Session session;

  JdbcEvidenceBook(Session session) {
    this.session = session;
  }

  @Override
  public void add(EvidenceReference reference, Instant at) {
    int added =
        session.update(
            "INSERT INTO evidence (sha256, media_type, bytes, kept_at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (sha256) DO NOTHING",
            reference.sha256(),
            reference.mediaType(),
            reference.bytes(),
            at.toString());
    if (added > 0) {
      session.count(BYTES, reference.bytes());
    }
  }

  @Override
  public Optional<EvidenceReference> find(String sha256) {
    return session.first(
        "SELECT sha256, media_type, bytes FROM evidence WHERE sha256 = ?",
        row -> new EvidenceReference(row.getString(1), row.getString(2), row.getLong(3)),
        sha256);
  }

  @Override
  public long totalBytes() {
    return session.counts(BYTES).getOrDefault("", 0L);
  }
}
