package org.bellcrank.store.jdbc;

import java.time.Instant;
import org.bellcrank.journal.Chain;
import org.bellcrank.journal.Facts;

/** The end of the hash chain, kept in memory by the one writer. */
final class ChainHead {

  static final String KIND = "journal.kind.";

  private long sequence;
  private String hash = Chain.START;
  private long sequenceBefore;
  private String hashBefore = Chain.START;

  void append(Session session, Instant at, String kind, String about, Facts facts) {
    String subject = Values.keepable(about); // what is hashed is what is kept
    String text = facts.canonical();
    String atText = at.toString();
    long next = sequence + 1;
    String nextHash = Chain.hash(next, at, kind, subject, text, hash);
    session.update(
        "INSERT INTO journal (sequence, at, kind, subject, facts, hash) VALUES (?, ?, ?, ?, ?, ?)",
        next,
        atText,
        kind,
        subject,
        text,
        nextHash);
    session.count(KIND + kind, 1);
    sequence = next;
    hash = nextHash;
  }

  void mark() {
    sequenceBefore = sequence;
    hashBefore = hash;
  }

  void undo() {
    sequence = sequenceBefore;
    hash = hashBefore;
  }

  /** Whether entries were added since the mark. */
  boolean appended() {
    return sequence > sequenceBefore;
  }

  void load(Session session) {
    sequence = 0;
    hash = Chain.START;
    session.first(
        "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1",
        row -> {
          sequence = row.getLong(1);
          hash = row.getString(2);
          return hash;
        });
    mark();
  }
}
