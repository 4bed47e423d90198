package org.bellcrank.source.kura;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Refusals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in log and journal what was refused and what was lost. Used by one thread at a time. */
final class Teller {

  private static final Logger LOG = LoggerFactory.getLogger(Teller.class);
  private static final Duration LOSSES_EVERY = Duration.ofMinutes(1);

  private final String name;
  private final Store store;
  private final Clock clock;
  private final Optional<Refusals> refusals;
  private Instant nextLosses = Instant.MIN;
  private long readingsTold;
  private long messagesTold;

  /**
   * Who tells for one source.
   *
   * @param refusals where refused messages are kept; empty where only readings come
   */
  Teller(String name, Store store, Clock clock, Optional<Refusals> refusals) {
    this.name = name;
    this.store = store;
    this.clock = clock;
    this.refusals = refusals;
  }

  Clock clock() {
    return clock;
  }

  /**
   * A message is kept for a person, for its emitter cannot be told.
   *
   * @throws org.bellcrank.journal.StoreException when a message cannot be noted now
   * @throws org.bellcrank.evidence.EvidenceException when a message cannot be kept now
   */
  void refused(Load load, String words) {
    Facts why = Facts.with("error", words).put("from", load.from()).build();
    boolean keeps = refusals.isPresent() && load.sent().isPresent();
    if (keeps) {
      keep(why, load.sent().get().getBytes(StandardCharsets.UTF_8));
    } else {
      note("observation.refused", why);
    }
    LOG.warn(
        "{}: refused what came from {}: {}; {}, the next is taken",
        name,
        load.from(),
        words,
        keeps ? "the message is kept for a person" : "nothing of it is kept");
  }

  private void keep(Facts why, byte[] sent) {
    try {
      refusals.orElseThrow().note(name, why, sent).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreException store ? store : e;
    }
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
