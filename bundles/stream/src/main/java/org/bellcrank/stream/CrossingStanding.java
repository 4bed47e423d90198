package org.bellcrank.stream;

import java.util.Optional;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;

/** What the store knows of a crossing. */
enum CrossingStanding {
  /** Its observation is not there. */
  UNKNOWN,
  /** Its observation is there, nothing is decided of it. */
  UNDECIDED,
  /** It was decided, and no finding came of it. */
  NOTHING,
  /** A finding came of it. */
  FOUND;

  private static final String DECIDES = "pipeline"; // by this name it says how far it has come

  /** As it stands in this unit, in which decisions and their place are of one time. */
  static CrossingStanding of(UnitOfWork unit, String observation) {
    Optional<ObservationBook.Stored> stored = unit.port(ObservationBook.class).find(observation);
    if (stored.isEmpty()) {
      return UNKNOWN;
    }
    if (unit.port(FindingBook.class).find(observation + "#0").isPresent()) {
      return FOUND;
    }
    long decided = unit.port(Positions.class).position(DECIDES);
    return stored.get().position() <= decided ? NOTHING : UNDECIDED;
  }
}
