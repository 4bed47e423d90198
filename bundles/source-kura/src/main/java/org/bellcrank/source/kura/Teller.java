package org.bellcrank.source.kura;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in log and journal what was refused and what was lost. Used by one thread at a time. */
final class Teller {

  private static final Logger LOG = LoggerFactory.getLogger(Teller.class);
  private static final Duration LOSSES_EVERY = Duration.ofMinutes(1);

  private final String name;
  private final Store store;
  private final Clock clock;
  private Instant nextLosses = Instant.MIN;
  private long readingsTold;
  private long messagesTold;

  Teller(String name, Store store, Clock clock) {
    this.name = name;
    this.store = store;
    this.clock = clock;
  }

  Clock clock() {
    return clock;
  }

  void refused(String from, String words) {
    LOG.warn(
        "{}: refused what came from {}: {}; nothing of it is kept, the next is taken",
        name,
        from,
        words);
    note("observation.refused", Facts.with("error", words).put("from", from).build());
  }

  /** Tells new losses, the first at once and then at most once a minute. */
  void losses(long readings, long messages) {
    if ((readings > readingsTold || messages > messagesTold)
        && !clock.instant().isBefore(nextLosses)) {
      tell(readings, messages);
    }
  }

  /** Tells the losses that were not told yet. */
  void close(long readings, long messages) {
    if (readings > readingsTold || messages > messagesTold) {
      tell(readings, messages);
    }
  }

  private void tell(long readings, long messages) {
    long newReadings = readings - readingsTold;
    long newMessages = messages - messagesTold;
    readingsTold = readings;
    messagesTold = messages;
    nextLosses = clock.instant().plus(LOSSES_EVERY);
    LOG.error(
        "{}: the queue is full; {} readings and {} messages were not taken and are lost ({} and {}"
            + " since the start); allowed: what the disk keeps up with, or a longer queue",
        name,
        newReadings,
        newMessages,
        readings,
        messages);
    note(
        "observation.shed",
        Facts.with("readings", newReadings)
            .put("messages", newMessages)
            .put("readingsInAll", readings)
            .put("messagesInAll", messages)
            .build());
  }

  private void note(String kind, Facts facts) {
    try {
      store.commit(
          unit -> {
            unit.append(clock.instant(), kind, name, facts);
            return null;
          });
    } catch (StoreException e) {
      LOG.error("{}: {} could not be noted: {}", name, kind, e.getMessage());
    }
  }
}
