package org.bellcrank.replay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bellcrank.journal.Entry;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.WorkOrder;

/**
 * What a gateway saw and decided: its journal, the observations it accepted and the texts of its
 * site documents. Read from front to back; used by one thread.
 */
public interface Recording {

  /** Entries of the journal after a place, oldest first, at most {@code limit}. */
  List<Entry> entries(long after, int limit);

  /** Accepted observations after a place, oldest first, at most {@code limit}. */
  List<ObservationBook.Stored> observations(long after, int limit);

  /** The place of the last observation that was decided. */
  long decided();

  /** Where reading begins to see everything that was decided from a moment on. */
  Start start(Instant from);

  /** The texts of a version of the site documents, by file name. */
  Optional<Map<String, String>> documents(String version);

  /** The version of the documents that was in force at a place of the journal. */
  Optional<String> inForce(long entry);

  /**
   * A place to begin at.
   *
   * @param entry the last entry of the journal before it, 0 for the beginning
   * @param observation the last observation that was decided before it, 0 for the beginning
   * @param open the orders that were open there; empty for the beginning
   * @param past the newest order of a cause there, open or not; asked while the replay runs
   */
  record Start(
      long entry,
      long observation,
      List<WorkOrder> open,
      Function<Cause, Optional<WorkOrder>> past) {

    /** The beginning. */
    public static final Start BEGINNING = new Start(0, 0, List.of(), cause -> Optional.empty());
  }
}
