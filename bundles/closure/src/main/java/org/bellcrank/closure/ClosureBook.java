package org.bellcrank.closure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How our orders stand in their CMMS; a port of the unit of work. */
public interface ClosureBook {

  /** How an order stood when it was seen last; empty for one that was never delivered. */
  Optional<ForeignState> find(String order);

  /**
   * The order that an instance knows under a key of its own; where a key was given twice one that
   * is not settled, and of those the one that was seen last.
   */
  Optional<ForeignState> findForeign(String instance, String foreignId);

  /** Keeps a state, instead of the one before. */
  void keep(ForeignState state);

  /**
   * Orders of an instance that are not settled and were not seen since, those that were not seen
   * longest first, at most {@code limit}.
   */
  List<ForeignState> unseen(String instance, Instant since, int limit);

  /**
   * The newest change of which everything before is read, by the CMMS's clock; empty before the
   * first order was delivered.
   */
  Optional<Instant> mark(String instance);

  /** Sets the mark. */
  void mark(String instance, Instant to);
}
