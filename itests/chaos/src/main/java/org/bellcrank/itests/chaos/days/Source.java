package org.bellcrank.itests.chaos.days;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.ObservationIntake;

/**
 * Tells what a month brings, each at its time, which it sets. What is refused it keeps, with
 * everything after it, and tells again until it is taken; what was acknowledged stands in a file
 * and is never told again. When the gateway refuses for half a day an administrator gives it more
 * room.
 */
final class Source {

  private static final Duration STEP = Duration.ofMinutes(10);
  private static final int MOST = 200;
  private static final long UNDECIDED = 2000;
  private static final Duration AGAIN = Duration.ofMinutes(15);
  private static final Duration PATIENCE = Duration.ofHours(12);
  private static final double MORE_ROOM = 1.5;

  private final Month month;
  private final DaysGateway gateway;
  private final SharedTime time;
  private final Path folder;
  private final Told told;
  private final BitSet safe = new BitSet();
  private long quota;

  /** Is told what happens. */
  interface Told {
    void event(String what, Facts facts);
  }

  /**
   * @param folder with what was acknowledged and with the quota that holds
   */
  Source(Month month, DaysGateway gateway, SharedTime time, Path folder, Told told)
      throws IOException {
    this.month = month;
    this.gateway = gateway;
    this.time = time;
    this.folder = folder;
    this.told = told;
    quota = quota(folder);
    safe.or(acknowledged(folder));
  }

  /** The places of what is acknowledged. */
  static BitSet acknowledged(Path folder) throws IOException {
    ByteBuffer places = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("acknowledged")));
    BitSet safe = new BitSet();
    while (places.remaining() >= Integer.BYTES) {
      safe.set(places.getInt());
    }
    return safe;
  }

  static long quota(Path folder) throws IOException {
    return Long.parseLong(Files.readString(folder.resolve("quota")));
  }

  /** Returns when all of it is acknowledged and the last day is over. */
  void run() throws IOException, InterruptedException {
    try (FileChannel acknowledged =
        FileChannel.open(folder.resolve("acknowledged"), StandardOpenOption.APPEND)) {
      int next = safe.nextClearBit(0);
      while (next < month.length()) {
        reach(month.at(next));
        List<Integer> some = new ArrayList<>();
        Instant until = month.at(next).plus(STEP);
        for (int i = next;
            i < month.length() && some.size() < MOST && month.at(i).isBefore(until);
            i = safe.nextClearBit(i + 1)) {
          some.add(i);
        }
        tell(some, acknowledged);
        next = safe.nextClearBit(next);
        while (gateway.undecided() > UNDECIDED) {
          TimeUnit.MILLISECONDS.sleep(2);
        }
      }
    }
    reach(month.end());
  }

  /** In steps, so that whatever waits for a time sees it pass. */
  private void reach(Instant then) throws InterruptedException {
    for (Instant now = time.instant(); now.isBefore(then); now = time.instant()) {
      Instant step = now.plus(STEP);
      time.reach(step.isBefore(then) ? step : then);
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private void tell(List<Integer> some, FileChannel acknowledged)
      throws IOException, InterruptedException {
    List<Integer> left = new ArrayList<>(some);
    Instant since = null;
    long tries = 0;
    while (true) {
      int taken = taken(left, acknowledged);
      left.subList(0, taken).clear();
      if (left.isEmpty()) {
        break;
      }
      tries++;
      since = since == null ? time.instant() : since;
      time.pass(AGAIN);
      TimeUnit.MILLISECONDS.sleep(20);
      if (Duration.between(since, time.instant()).compareTo(PATIENCE) > 0) {
        refused(left.get(0), since, tries);
        moreRoom();
        since = null;
        tries = 0;
      }
    }
    if (since != null) {
      refused(some.get(some.size() - 1) + 1, since, tries);
    }
  }

  /** How many of the first were taken. */
  private int taken(List<Integer> some, FileChannel acknowledged) throws IOException {
    List<CompletableFuture<ObservationIntake.Accepted>> open = new ArrayList<>();
    for (int place : some) {
      time.reach(month.at(place));
      try {
        CompletableFuture<ObservationIntake.Accepted> taken =
            gateway.intake().submit(month.observation(place, gateway.evidence()));
        if (taken.isCompletedExceptionally()) {
          break;
        }
        open.add(taken);
      } catch (StoreException | EvidenceException full) {
        break;
      }
    }
    ByteBuffer places = ByteBuffer.allocate(Integer.BYTES * open.size());
    int taken = 0;
    for (CompletableFuture<ObservationIntake.Accepted> each : open) {
      try {
        each.join();
      } catch (CompletionException e) {
        break; // what comes after it is told again, which does no harm
      }
      safe.set(some.get(taken));
      places.putInt(some.get(taken));
      taken++;
    }
    acknowledged.write(places.flip());
    return taken;
  }

  private void refused(int from, Instant since, long tries) {
    int held = from;
    while (held < month.length() && !month.at(held).isAfter(time.instant())) {
      held++;
    }
    told.event(
        "refused",
        Facts.with("tries", tries)
            .put("since", since)
            .put("until", time.instant())
            .put("heldBack", held - from)
            .put("words", gateway.store().room().words())
            .build());
  }

  private void moreRoom() {
    quota = (long) (quota * MORE_ROOM);
    try {
      Files.writeString(folder.resolve("quota"), "" + quota);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    gateway.limit(quota);
    told.event("raised", Facts.with("at", time.instant()).put("quota", quota).build());
  }
}
