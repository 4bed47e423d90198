package org.bellcrank.evidence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.bellcrank.evidence.EvidenceBook.Kept;
import org.bellcrank.evidence.EvidenceBook.Use;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Keeping;
import org.bellcrank.journal.RollUps;
import org.bellcrank.journal.Room;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what may go, in this order: counts per hour, evidence that no observation names, evidence
 * of findings without an order, evidence of closed orders, each when its time is over. Where room
 * is short, evidence of findings without an order goes before its time, oldest first, down to the
 * least time. What is undecided, open or undelivered never goes, nor does the journal.
 *
 * <p>A batch is noted in the journal with what goes before the first of its files goes. Used by one
 * thread.
 */
final class Retention {

  /** From this share on evidence goes before its time. */
  static final double SHORT = 0.9;

  /** Down to this share. */
  static final double ENOUGH = 0.85;

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration UNNAMED = Duration.ofHours(1);
  private static final Predicate<Kept> UNUSED = kept -> kept.use() == Use.NONE;
  private static final Predicate<Kept> DECIDED = kept -> kept.use() == Use.FINDINGS;
  private static final int PAGE = 256;
  private static final int BATCH = 64;
  private static final int ROWS = 10_000;

  private final EvidenceFiles files;
  private final Store store;
  private final Clock clock;
  private final BooleanSupplier ended;

  /** Held while content goes, so that nobody keeps the same content at that time. */
  private final Lock removing;

  Retention(EvidenceFiles files, Store store, Clock clock, Lock removing, BooleanSupplier ended) {
    this.files = files;
    this.store = store;
    this.clock = clock;
    this.removing = removing;
    this.ended = ended;
  }

  /**
   * Removes whatever is past its time.
   *
   * @return how many bytes of evidence went
   */
  long expire() {
    Instant now = clock.instant();
    Keeping times = store.room().keeping();
    rollUps(now, times);
    Instant closed = now.minus(times.orders());
    return walk(now.minus(UNNAMED), UNUSED, "no observation names it", Long.MAX_VALUE)
        + walk(
            now.minus(times.findings()),
            DECIDED,
            "retention of findings without an order, %d days".formatted(times.findings().toDays()),
            Long.MAX_VALUE)
        + walk(
            closed,
            kept -> kept.use() == Use.CLOSED_ORDERS && kept.since().isBefore(closed),
            "retention of closed orders, %d days".formatted(times.orders().toDays()),
            Long.MAX_VALUE);
  }

  /** Whether there is so little room that evidence goes before its time. */
  boolean isShort() {
    return store.room().share() >= SHORT;
  }

  /**
   * Makes room: what is past its time, then what may go before it.
   *
   * @return how many bytes of evidence went
   */
  long makeRoom() {
    Room room = store.room();
    long tooMuch = room.used() - (long) (room.limit() * ENOUGH);
    long gone = expire();
    if (tooMuch <= gone) {
      return gone;
    }
    Duration least = room.keeping().least();
    return gone
        + walk(
            clock.instant().minus(least),
            DECIDED,
            "room was short, findings without an order older than %d hours"
                .formatted(least.toHours()),
            tooMuch - gone);
  }

  private void rollUps(Instant now, Keeping times) {
    Instant before = now.minus(times.rollUps());
    int gone;
    do {
      gone =
          store.commit(
              unit -> {
                int rows = unit.port(RollUps.class).remove(before, ROWS);
                if (rows > 0) {
                  Facts facts = Facts.with("rows", rows).put("before", before).build();
                  unit.append(now, "rollups.removed", "retention", facts);
                }
                return rows;
              });
    } while (gone >= ROWS && !ended.getAsBoolean());
  }

  /** Goes through what was kept before, oldest first, until so many bytes went. */
  private long walk(Instant before, Predicate<Kept> goes, String why, long most) {
    long gone = 0;
    Optional<Kept> last = Optional.empty();
    List<Kept> page;
    do {
      Optional<Kept> after = last;
      page =
          store.read(
              unit -> unit.port(EvidenceBook.class).oldest(after, before, goes == UNUSED, PAGE));
      List<Kept> batch = new ArrayList<>();
      for (Kept kept : page) {
        if (gone + bytes(batch) < most && goes.test(kept)) {
          batch.add(kept);
        }
        if (batch.size() == BATCH) {
          gone += remove(batch, goes, why);
          batch.clear();
        }
      }
      gone += remove(batch, goes, why);
      last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
    } while (page.size() == PAGE && gone < most && !ended.getAsBoolean());
    return gone;
  }

  /** What was noted or named anew since it was looked at stays. */
  private long remove(List<Kept> batch, Predicate<Kept> goes, String why) {
    if (batch.isEmpty() || ended.getAsBoolean()) {
      return 0;
    }
    removing.lock();
    try {
      List<Kept> gone = store.commit(unit -> note(unit, batch, goes, why));
      gone.forEach(each -> files.remove(each.reference().sha256()));
      if (!gone.isEmpty()) {
        LOG.info(
            "{} pieces of evidence, {}, were removed: {}",
            gone.size(),
            Room.text(bytes(gone)),
            why);
      }
      return bytes(gone);
    } finally {
      removing.unlock();
    }
  }

  private List<Kept> note(UnitOfWork unit, List<Kept> batch, Predicate<Kept> goes, String why) {
    EvidenceBook book = unit.port(EvidenceBook.class);
    List<Kept> still = new ArrayList<>();
    for (Kept kept : batch) {
      book.look(kept.reference().sha256())
          .filter(now -> now.at().equals(kept.at()) && goes.test(now))
          .ifPresent(still::add);
    }
    if (!still.isEmpty()) {
      Instant now = clock.instant();
      still.forEach(each -> book.remove(each.reference().sha256(), now, why));
      unit.append(now, "evidence.removed", "retention", facts(still, why));
    }
    return still;
  }

  private static Facts facts(List<Kept> gone, String why) {
    return Facts.with("why", why)
        .put("pieces", gone.size())
        .put("bytes", bytes(gone))
        .put("sha256", gone.stream().map(each -> each.reference().sha256()).toList())
        .build();
  }

  private static long bytes(List<Kept> all) {
    return all.stream().mapToLong(each -> each.reference().bytes()).sum();
  }
}
