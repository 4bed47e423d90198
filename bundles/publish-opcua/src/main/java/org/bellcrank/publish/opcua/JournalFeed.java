package org.bellcrank.publish.opcua;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.FactsException;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Canary;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what is kept and then follows the journal. No position is kept: what is shown is a picture
 * of the newest, made anew with each start; events tell what is recorded while the server runs.
 */
final class JournalFeed {

  private static final Logger LOG = LoggerFactory.getLogger(JournalFeed.class);
  private static final String FINDING = "finding.disposed";
  private static final String ASSET = "asset.condition";
  private static final Set<String> ORDERS =
      Set.of("order.raised", "order.changed", "delivery.acknowledged");
  private static final Set<String> KINDS =
      Set.of(FINDING, ASSET, "order.raised", "order.changed", "delivery.acknowledged");
  private static final int BATCH = 64;
  private static final int MOST_ASSETS = 1_000;
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Store store;
  private final Clock clock;
  private final Shown shown;
  private final int mostResults;
  private final int mostOrders;
  private boolean news = true;
  private boolean closed;
  private String told = "";

  JournalFeed(Store store, Clock clock, Shown shown, int mostResults, int mostOrders) {
    this.store = store;
    this.clock = clock;
    this.shown = shown;
    this.mostResults = mostResults;
    this.mostOrders = mostOrders;
  }

  /** Shows and follows until it is closed, on the calling thread. */
  void run() {
    try (Store.Registration registration = store.onCommit(this::wake)) {
      shown.state(Model.State.PREOPERATIONAL, clock.instant());
      long at = -1;
      while (await()) {
        at = step(at);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One look; what fails is told once and tried again with the next one. */
  private long step(long at) {
    try {
      long to = at < 0 ? begin() : follow(at);
      if (!told.isEmpty() || at < 0) {
        told = "";
        shown.state(Model.State.OPERATIONAL, clock.instant());
      }
      return to;
    } catch (RuntimeException e) { // one that cannot be read must not end the others
      if (!String.valueOf(e.getMessage()).equals(told)) {
        told = String.valueOf(e.getMessage());
        LOG.error("OPC UA publisher: the journal cannot be followed, trying again", e);
        shown.state(Model.State.ERROR, clock.instant());
      }
      return at;
    }
  }

  /** What is to be shown, and how far it reaches; shown outside the unit. */
  private record Look(List<Consumer<Shown>> rows, long to, boolean more) {}

  private long begin() {
    return show(store.read(this::picture));
  }

  private long follow(long at) {
    return show(store.read(unit -> after(unit, at)));
  }

  private long show(Look look) {
    look.rows().forEach(each -> each.accept(shown));
    if (look.more()) {
      wake();
    }
    return look.to();
  }

  /** The newest of all, the oldest of them first. */
  private Look picture(UnitOfWork unit) {
    Rows rows = new Rows(unit);
    List<Consumer<Shown>> found = new ArrayList<>();
    List<FindingBook.Row> findings =
        new ArrayList<>(unit.port(FindingBook.class).newest(0, mostResults));
    Collections.reverse(findings);
    findings.stream()
        .filter(each -> !isTest(each.finding().id()))
        .map(rows::result)
        .forEach(row -> found.add(to -> to.result(row, false)));
    List<WorkOrder> orders =
        new ArrayList<>(unit.port(OrderBook.class).newest(Optional.empty(), mostOrders));
    Collections.reverse(orders);
    Instant now = clock.instant();
    orders.stream()
        .filter(each -> !isTest(each.id()))
        .map(order -> rows.order(order, now))
        .forEach(row -> found.add(to -> to.order(row)));
    List<Entry> assets = new ArrayList<>(unit.port(Journal.class).newest(ASSET, MOST_ASSETS));
    Collections.reverse(assets);
    assets.stream()
        .filter(each -> !isTest(each.subject()))
        .forEach(each -> row(unit, each).ifPresent(found::add));
    return new Look(found, unit.port(Journal.class).lastSequence(), false);
  }

  private Look after(UnitOfWork unit, long at) {
    List<Entry> entries = unit.port(Journal.class).after(at, KINDS, BATCH);
    List<Consumer<Shown>> found = new ArrayList<>();
    for (Entry entry : entries) {
      if (!isTest(entry.subject())) {
        row(unit, entry).ifPresent(found::add);
      }
    }
    boolean more = entries.size() == BATCH;
    long to =
        more
            ? entries.get(entries.size() - 1).sequence()
            : Math.max(at, unit.port(Journal.class).lastSequence());
    return new Look(found, to, more);
  }

  /** An entry that cannot be read is told and passed over: it must not end all others. */
  private static Optional<Consumer<Shown>> row(UnitOfWork unit, Entry entry) {
    try {
      return read(unit, entry);
    } catch (FactsException | IllegalArgumentException e) {
      LOG.error(
          "OPC UA publisher: entry {} ({} of {}) is not shown: {}",
          entry.sequence(),
          entry.kind(),
          entry.subject(),
          e.getMessage());
      return Optional.empty();
    }
  }

  /** As it is now, which may be further on than the entry says. */
  private static Optional<Consumer<Shown>> read(UnitOfWork unit, Entry entry) {
    Rows rows = new Rows(unit);
    if (ORDERS.contains(entry.kind())) {
      return unit.port(OrderBook.class)
          .find(entry.subject())
          .map(order -> rows.order(order, entry.at()))
          .map(row -> to -> to.order(row));
    }
    if (entry.kind().equals(ASSET)) {
      Row row = Rows.asset(entry);
      return Optional.of(to -> to.asset(row));
    }
    boolean isNew = !entry.facts().has("from");
    return unit.port(FindingBook.class)
        .find(entry.subject())
        .map(rows::result)
        .map(row -> to -> to.result(row, isNew));
  }

  /** Nothing behind this server may act on a test as on a defect. */
  private static boolean isTest(String subject) {
    return subject.startsWith(Canary.PREFIX);
  }

  private synchronized void wake() {
    news = true;
    notifyAll();
  }

  private synchronized boolean await() throws InterruptedException {
    if (!closed && !news) {
      wait(LOOK.toMillis());
    }
    news = false;
    return !closed;
  }

  /** Ends {@link #run} soon. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
