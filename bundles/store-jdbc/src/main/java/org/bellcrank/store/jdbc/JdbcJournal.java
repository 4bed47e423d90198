package org.bellcrank.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Chain;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.ChainWalk;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;

/** The journal as rows. */
final class JdbcJournal implements Journal {

  private static final int PAGE = 1000;
  private static final String ENTRY =
      "SELECT j.sequence, j.at, j.kind, j.subject, j.facts, j.hash, p.hash"
          + " FROM journal j LEFT JOIN journal p ON p.sequence = j.sequence - 1 ";

  private final Session session;

  JdbcJournal(Session session) {
    this.session = session;
  }

  @Override
  public List<Entry> after(long sequence, int limit) {
    return session.query(
        ENTRY + "WHERE j.sequence > ? ORDER BY j.sequence LIMIT ?",
        JdbcJournal::entry,
        sequence,
        limit);
  }

  @Override
  public List<Entry> after(long sequence, Set<String> kinds, int limit) {
    // By its place, not by its kind: an index of kinds would have all of them sorted each time.
    List<Object> values = new ArrayList<>(kinds);
    values.add(0, sequence);
    values.add(limit);
    return session.query(
        ENTRY
            + "WHERE j.sequence > ? AND j.kind || '' IN (%s) ORDER BY j.sequence LIMIT ?"
                .formatted(String.join(", ", Collections.nCopies(kinds.size(), "?"))),
        JdbcJournal::entry,
        values.toArray());
  }

  @Override
  public List<Entry> about(String subject, int limit) {
    return session.query(
        ENTRY + "WHERE j.subject = ? ORDER BY j.sequence LIMIT ?",
        JdbcJournal::entry,
        subject,
        limit);
  }

  @Override
  public List<Entry> about(
      Set<String> subjects, Set<String> kinds, Instant since, Instant until, int limit) {
    List<Entry> found = new ArrayList<>();
    for (List<String> some : Portions.of(subjects)) {
      List<Object> values = new ArrayList<>(some);
      List<String> of = List.copyOf(kinds);
      values.addAll(of);
      values.addAll(List.of(Times.sortable(since), Times.sortable(until), limit));
      found.addAll(
          session.query(
              ENTRY
                  + "WHERE j.subject IN (%s) AND j.kind || '' IN (%s)"
                      .formatted(Portions.marks(some), Portions.marks(of))
                  + " AND rtrim(j.at, 'Z') >= ? AND rtrim(j.at, 'Z') < ?"
                  + " ORDER BY rtrim(j.at, 'Z') DESC, j.sequence DESC LIMIT ?",
              JdbcJournal::entry,
              values.toArray()));
    }
    return found.stream().sorted(NEWEST_FIRST).limit(limit).toList();
  }

  @Override
  public List<Entry> newest(String kind, int limit) {
    return session.query(
        ENTRY + "WHERE j.kind = ? ORDER BY j.sequence DESC LIMIT ?",
        JdbcJournal::entry,
        kind,
        limit);
  }

  @Override
  public long lastSequence() {
    return session.number("SELECT max(sequence) FROM journal");
  }

  @Override
  public Map<String, Long> counts() {
    return session.counts(ChainHead.KIND);
  }

  @Override
  public ChainCheck verify() {
    ChainWalk walk = new ChainWalk();
    while (true) {
      List<Optional<ChainCheck.Broken>> page =
          session.query(
              "SELECT sequence, at, kind, subject, facts, hash FROM journal"
                  + " WHERE sequence > ? ORDER BY sequence LIMIT ?",
              row -> step(walk, row),
              walk.sequence(),
              PAGE);
      for (Optional<ChainCheck.Broken> found : page) {
        if (found.isPresent()) {
          return found.get();
        }
      }
      if (page.size() < PAGE) {
        return new ChainCheck.Intact(walk.sequence());
      }
    }
  }

  private static Optional<ChainCheck.Broken> step(ChainWalk walk, ResultSet row)
      throws SQLException {
    return walk.next(
        row.getLong(1),
        Instant.parse(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6));
  }

  private static Entry entry(ResultSet row) throws SQLException {
    String previous = row.getString(7);
    return new Entry(
        row.getLong(1),
        Instant.parse(row.getString(2)),
        row.getString(3),
        row.getString(4),
        Facts.parse(row.getString(5)),
        previous == null ? Chain.START : previous,
        row.getString(6));
  }
}
