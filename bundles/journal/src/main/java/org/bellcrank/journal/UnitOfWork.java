package org.bellcrank.journal;

import java.time.Instant;

/**
 * What commits together or not at all. Valid only inside the call that it was handed to, and only
 * on that thread.
 */
public interface UnitOfWork {

  /**
   * A repository that takes part in this unit, for example {@code port(Journal.class)}. The
   * interface belongs to the bundle that owns the data; the store implements it.
   *
   * @throws IllegalArgumentException when the store has no such port
   */
  <P> P port(Class<P> type);

  /** Adds an entry to the journal; it gets its place and hash with the commit of this unit. */
  void append(Instant at, String kind, String subject, Facts facts);
}
