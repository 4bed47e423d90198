package org.bellcrank.journal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The append-only record of every fact, decision, transmission and closure, and the feed for all
 * that follow it. A port of {@link UnitOfWork}; entries become visible with the commit of their
 * unit.
 */
public interface Journal {

  /** By time; what was written at once by its place. */
  Comparator<Entry> NEWEST_FIRST =
      Comparator.comparing(Entry::at).thenComparingLong(Entry::sequence).reversed();

  /** Entries after a place, oldest first, at most {@code limit} of them. */
  List<Entry> after(long sequence, int limit);

  /**
   * Entries of some kinds after a place, oldest first, at most {@code limit} of them; what is of
   * another kind is not read.
   */
  List<Entry> after(long sequence, Set<String> kinds, int limit);

  /** Entries about a subject, oldest first, at most {@code limit} of them. */
  List<Entry> about(String subject, int limit);

  /**
   * Entries of some kinds about some subjects that were written in a time, by their time, newest
   * first.
   *
   * @param since first time
   * @param until no entry was written then or later
   * @param limit at most so many
   */
  default List<Entry> about(
      Set<String> subjects, Set<String> kinds, Instant since, Instant until, int limit) {
    return subjects.stream()
        .flatMap(subject -> about(subject, Integer.MAX_VALUE).stream())
        .filter(entry -> kinds.contains(entry.kind()))
        .filter(entry -> !entry.at().isBefore(since) && entry.at().isBefore(until))
        .sorted(NEWEST_FIRST)
        .limit(limit)
        .toList();
  }

  /** The newest entries of a kind, newest first, at most {@code limit} of them. */
  List<Entry> newest(String kind, int limit);

  /** The place of the last entry; 0 while the journal is empty. */
  long lastSequence();

  /** How many entries there are of each kind. */
  Map<String, Long> counts();

  /** Walks the whole chain and tells the first entry that does not fit. */
  ChainCheck verify();
}
