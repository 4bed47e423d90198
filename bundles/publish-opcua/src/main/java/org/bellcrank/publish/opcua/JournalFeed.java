package org.bellcrank.publish.opcua;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.EventClass;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Layer;
import org.bellcrank.journal.LayerBook;
import org.bellcrank.journal.LayerPlan;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
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
  private static final String ASSET = Conditions.KIND;
  private static final Set<String> ORDERS =
      Set.of("order.raised", "order.changed", "delivery.acknowledged");
  private static final Set<String> KINDS =
      Set.of(FINDING, ASSET, "order.raised", "order.changed", "delivery.acknowledged");
  private static final int BATCH = 64;
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Store store;
  private final Clock clock;
  private final LayerBook layers;
  private final Shown shown;
  private final int mostResults;
  private final int mostOrders;
  private final Runnable renew;
  private Set<EventClass> carried = Set.of();
  private boolean news = true;
  private boolean closed;
  private String told = "";

  /**
   * A feed that waits for {@link #run}.
   *
   * @param layers says which classes are shown; nothing is before it says so
   * @param renew called when other classes are to be shown: what is shown may not stay
   */
  JournalFeed(
      Store store,
      Clock clock,
      LayerBook layers,
      Shown shown,
      int mostResults,
      int mostOrders,
      Runnable renew) {
    this.layers = layers;
    this.renew = renew;
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
      Optional<LayerPlan> now = layers.plan();
      if (now.isEmpty()) {
        return at;
      }
      Set<EventClass> classes = now.get().carriedBy(Layer.OPC_UA);
      if (at >= 0 && !classes.equals(carried)) {
        renew.run();
        return at;
      }
      carried = classes;
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
        isCarried(FINDING)
            ? new ArrayList<>(unit.port(FindingBook.class).newest(0, mostResults))
            : new ArrayList<>();
    Collections.reverse(findings);
    for (FindingBook.Row each : findings) {
      String id = each.finding().id();
      add(found, id, () -> Optional.of(rows.result(each)), (to, row) -> to.result(row, false));
    }
    List<WorkOrder> orders =
        isCarried("order.raised")
            ? new ArrayList<>(unit.port(OrderBook.class).newest(Optional.empty(), mostOrders))
            : new ArrayList<>();
    Collections.reverse(orders);
    Instant now = clock.instant();
    for (WorkOrder each : orders) {
      add(found, each.id(), () -> Optional.of(rows.order(each, now)), Shown::order);
    }
    if (isCarried(ASSET)) {
      for (Entry each : Conditions.newest(unit.port(Journal.class))) {
        add(found, each.subject(), () -> Optional.of(Rows.asset(each)), Shown::asset);
      }
    }
    return new Look(found, unit.port(Journal.class).lastSequence(), false);
  }

  private boolean isCarried(String kind) {
    return carried.contains(EventClass.of(kind));
  }

  private Look after(UnitOfWork unit, long at) {
    List<Entry> entries = unit.port(Journal.class).after(at, KINDS, BATCH);
    List<Consumer<Shown>> found = new ArrayList<>();
    entries.stream()
        .filter(entry -> isCarried(entry.kind()))
        .forEach(entry -> add(found, unit, entry));
    boolean more = entries.size() == BATCH;
    long to =
        more
            ? entries.get(entries.size() - 1).sequence()
            : Math.max(at, unit.port(Journal.class).lastSequence());
    return new Look(found, to, more);
  }

  /** As it is now, which may be further on than the entry says. */
  private static void add(List<Consumer<Shown>> found, UnitOfWork unit, Entry entry) {
    Rows rows = new Rows(unit);
    String subject = entry.subject();
    if (ORDERS.contains(entry.kind())) {
      OrderBook orders = unit.port(OrderBook.class);
      add(
          found,
          subject,
          () -> orders.find(subject).map(order -> rows.order(order, entry.at())),
          Shown::order);
    } else if (entry.kind().equals(ASSET)) {
      add(found, subject, () -> Optional.of(Rows.asset(entry)), Shown::asset);
    } else {
      boolean isNew = !entry.facts().has("from");
      FindingBook findings = unit.port(FindingBook.class);
      add(
          found,
          subject,
          () -> findings.find(subject).map(rows::result),
          (to, row) -> to.result(row, isNew));
    }
  }

  /** What cannot be read, or not be shown, is told and passed over: it must not end all others. */
  private static void add(
      List<Consumer<Shown>> found,
      String subject,
      Supplier<Optional<Row>> read,
      BiConsumer<Shown, Row> show) {
    if (isTest(subject)) {
      return;
    }
    guarded(
        subject,
        () ->
            read.get()
                .ifPresent(row -> found.add(to -> guarded(subject, () -> show.accept(to, row)))));
  }

  /** A store that fails is another matter: all is read again then. */
  private static void guarded(String subject, Runnable step) {
    try {
      step.run();
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("OPC UA publisher: {} is not shown: {}", subject, e.toString());
    }
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
