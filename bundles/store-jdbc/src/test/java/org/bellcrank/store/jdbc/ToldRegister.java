package org.bellcrank.store.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.delivery.AssetFields;
import org.bellcrank.delivery.AssetReader;
import org.bellcrank.delivery.ForeignAsset;
import org.bellcrank.delivery.OrderReader;
import org.bellcrank.delivery.OrderReader.Cursor;
import org.bellcrank.journal.Facts;

/** A register that has what it is told to have, three to a page. */
final class ToldRegister implements AssetReader {

  static final int PAGE = 3;

  final AtomicInteger questions = new AtomicInteger();
  private final Map<String, ForeignAsset> assets = new LinkedHashMap<>();
  private int failsAtPage = Integer.MAX_VALUE;
  private boolean turnsInCircles;
  private boolean unreadable;
  private final AtomicInteger looks = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private boolean loaded = true;
  private boolean reads = true;

  synchronized void has(String id, String criticality, ForeignAsset.State state) {
    assets.put(
        id,
        new ForeignAsset(
            id,
            Facts.with(AssetFields.CRITICALITY, criticality).put(AssetFields.NAME, id).build(),
            Optional.of(state),
            state.name(),
            criticality));
  }

  synchronized void saysOf(String id, String word) {
    assets.put(id, new ForeignAsset(id, Facts.empty(), Optional.empty(), word, ""));
  }

  synchronized void loses(String id) {
    assets.remove(id);
  }

  /** From now on that page is not answered; 1 is the first. */
  synchronized void failsAtPage(int page) {
    failsAtPage = page;
  }

  synchronized void turnsInCircles() {
    turnsInCircles = true;
  }

  /** The next page is answered when it goes on. */
  void waits() {
    gate = new CountDownLatch(1);
  }

  void goesOn() {
    gate.countDown();
  }

  /** Whether it was asked how often it is read that many times since this was true last. */
  boolean looks(int times) {
    if (looks.get() < times) {
      return false;
    }
    looks.set(0);
    return true;
  }

  synchronized void unreadable(boolean all) {
    unreadable = all;
  }

  /** Whether the connector is there, and whether it has a register to read. */
  synchronized void connector(boolean there, boolean register) {
    loaded = there;
    reads = register;
  }

  @Override
  public synchronized Optional<Duration> registerEvery(String instance) {
    looks.incrementAndGet();
    return loaded && reads ? Optional.of(Duration.ofDays(1)) : Optional.empty();
  }

  @Override
  public synchronized boolean registerless(String instance) {
    return loaded && !reads;
  }

  @Override
  public Answer register(String instance, Optional<Cursor> from) throws InterruptedException {
    questions.incrementAndGet();
    gate.await();
    return page(from);
  }

  private synchronized Answer page(Optional<Cursor> from) {
    int page = from.map(Cursor::number).orElse(0);
    if (page + 1 >= failsAtPage) {
      return new Answer.Away("gone fishing", Optional.empty(), OrderReader.Scope.INSTANCE);
    }
    List<ForeignAsset> all = new ArrayList<>(assets.values());
    int start = turnsInCircles ? 0 : Math.min(page * PAGE, all.size());
    int end = Math.min(start + PAGE, all.size());
    return new Answer.Page(
        unreadable ? List.of() : all.subList(start, end),
        end - start,
        unreadable ? List.of("no key") : List.of(),
        turnsInCircles || end - start == PAGE
            ? Optional.of(new Cursor(page + 1, Optional.empty()))
            : Optional.empty());
  }
}
