package org.bellcrank.pipeline.start;

import java.util.List;
import org.bellcrank.journal.Chain;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.workorder.OrderBook;

/** The stages of what the store keeps. */
final class Kept {

  private static final int TAIL = 1_000;
  private static final String READER = "pipeline";

  private Kept() {}

  /** The newest entries, hash by hash; the whole chain is for {@code bellcrank verify}. */
  static Look journal(Store store) {
    return store.read(
        unit -> {
          Journal journal = unit.port(Journal.class);
          long last = journal.lastSequence();
          List<Entry> tail = journal.after(Math.max(0, last - TAIL), TAIL);
          for (int i = 0; i < tail.size(); i++) {
            if (!fits(tail.get(i), i == 0 ? null : tail.get(i - 1))) {
              return Look.missing(
                  "entry %d does not fit the one before; facts are not lost by it"
                      .formatted(tail.get(i).sequence()),
                  "export the journal and run bellcrank verify; somebody or something changed it");
            }
          }
          return Look.up("the newest %d of %d entries fit".formatted(tail.size(), last));
        });
  }

  private static boolean fits(Entry entry, Entry before) {
    boolean follows =
        before == null
            || entry.sequence() == before.sequence() + 1
                && entry.previousHash().equals(before.hash());
    return follows
        && Chain.hash(
                entry.sequence(),
                entry.at(),
                entry.kind(),
                entry.subject(),
                entry.facts().canonical(),
                entry.previousHash())
            .equals(entry.hash());
  }

  /** States of conditions commit with the position up to which was decided. */
  static Look conditions(Store store) {
    return store.read(Kept::conditions);
  }

  private static Look conditions(UnitOfWork unit) {
    long decided = unit.port(Positions.class).position(READER);
    long last = unit.port(ObservationBook.class).lastPosition();
    if (decided > last) {
      return Look.waits(
          "decided up to observation %d, but only %d are there; new ones would be skipped"
              .formatted(decided, last),
          "this database is not whole: bring back all of it as it was at one moment");
    }
    return Look.up(
        "as of observation %d; %d that came after it wait".formatted(decided, last - decided));
  }

  static Look orders(Store store) {
    return store.read(
        unit ->
            Look.up(
                "%d orders are known, open ones by their cause"
                    .formatted(unit.port(OrderBook.class).count())));
  }
}
