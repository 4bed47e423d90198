package org.bellcrank.closure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.ForeignOrder;
import org.bellcrank.delivery.OrderReader;
import org.bellcrank.delivery.OrderReader.Answer;
import org.bellcrank.delivery.OrderReader.Cursor;
import org.bellcrank.delivery.OrderReader.Pace;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.journal.Store;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reading of one instance: first what changed, then one by one what was not seen for long. */
final class Reading {

  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
  private static final int MOST_PAGES = 10_000;
  private static final int MOST_SINGLE = 100;
  private static final int MOST_LINES = 20;
  private static final long NANOS = 1_000_000_000L;

  private final String instance;
  private final Store store;
  private final Clock clock;
  private final LongSupplier ticker;
  private final OrderReader reader;
  private final Queue<String> hints = new ConcurrentLinkedQueue<>();
  private boolean running;
  private boolean ran;
  private long next;
  private Instant read;
  private Instant failing;
  private String words = "";
  private Optional<Instant> mark = Optional.empty();
  private final Set<String> unknown = new LinkedHashSet<>();
  private final Set<String> unreadable = new LinkedHashSet<>();

  Reading(String instance, Store store, Clock clock, LongSupplier ticker, OrderReader reader) {
    this.instance = instance;
    this.store = store;
    this.clock = clock;
    this.ticker = ticker;
    this.reader = reader;
  }

  /** What ends a reading before its end. */
  private static final class AwayException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Answer.Away away;

    AwayException(Answer.Away away) {
      super(away.words());
      this.away = away;
    }
  }

  void hint(String order) {
    hints.add(order);
  }

  /** Whether it is time; then it counts as running. */
  synchronized boolean begins(Pace pace) {
    boolean due = !ran || ticker.getAsLong() - next >= 0 || !hints.isEmpty();
    if (running || !due) {
      return false;
    }
    running = true;
    return true;
  }

  synchronized void left() {
    running = false;
  }

  synchronized ClosureDesk.Health health() {
    return new ClosureDesk.Health(
        instance,
        Optional.ofNullable(read),
        Optional.ofNullable(failing),
        words,
        mark,
        List.copyOf(unknown),
        List.copyOf(unreadable));
  }

  /** Reads once, and tells when it is time again. */
  void run(Pace pace) {
    Duration rest = pace.every();
    try {
      round(pace);
      well();
    } catch (AwayException away) {
      failed(away.getMessage());
      rest = longer(rest, away.away.retryAfter());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) { // the outermost of this thread: the next round tries again
      LOG.error("Reading from {} could not go on; it is tried again.", instance, e);
      failed(e.toString());
    } finally {
      synchronized (this) {
        next = ticker.getAsLong() + rest.toMillis() * (NANOS / 1000);
        ran = true;
        running = false;
      }
    }
  }

  private static Duration longer(Duration one, Optional<Duration> other) {
    return other.filter(wanted -> wanted.compareTo(one) > 0).orElse(one);
  }

  private synchronized void well() {
    if (failing != null) {
      LOG.info("Connector instance {}: orders are read again", instance);
    }
    read = clock.instant();
    failing = null;
    words = "";
  }

  private synchronized void failed(String why) {
    if (failing == null) {
      failing = clock.instant();
      LOG.warn("Connector instance {}: what became of orders is not read: {}", instance, why);
    }
    words = why;
  }

  private void round(Pace pace) throws InterruptedException, AwayException {
    synchronized (this) {
      unreadable.clear();
    }
    Applying applying = new Applying(instance, pace.changes(), clock);
    hinted(pace, applying);
    if (pace.changes()) {
      changed(pace, applying);
    }
    if (pace.single()) {
      Duration unseen = pace.changes() ? pace.compare() : pace.every();
      Instant since = clock.instant().minus(unseen);
      for (ForeignState state :
          store.read(unit -> unit.port(ClosureBook.class).unseen(instance, since, MOST_SINGLE))) {
        single(state, applying);
      }
    }
  }

  /** Where one order cannot be asked for, the reading of what changed finds it. */
  private void hinted(Pace pace, Applying applying) throws InterruptedException, AwayException {
    Set<String> orders = new LinkedHashSet<>();
    for (String order = hints.poll(); order != null; order = hints.poll()) {
      orders.add(order);
    }
    if (pace.single()) {
      for (String order : orders) {
        Optional<ForeignState> state = store.read(unit -> unit.port(ClosureBook.class).find(order));
        if (state.isPresent()) {
          single(state.get(), applying);
        }
      }
    }
  }

  private void changed(Pace pace, Applying applying) throws InterruptedException, AwayException {
    Optional<Instant> before = store.read(unit -> unit.port(ClosureBook.class).mark(instance));
    told(before);
    if (before.isEmpty()) {
      return; // nothing was ever delivered there
    }
    Instant since = before.get().minus(pace.overlap());
    Instant newest = before.get();
    Optional<Cursor> cursor = Optional.empty();
    int pages = 0;
    do {
      Answer.Page page = page(reader.changed(instance, since, cursor));
      apply(news(page, applying), applying);
      for (ForeignOrder order : page.orders()) {
        newest = later(newest, order.changedAt());
      }
      cursor = page.next();
      pages++;
    } while (cursor.isPresent() && pages < MOST_PAGES);
    if (cursor.isPresent()) {
      throw new AwayException(
          new Answer.Away(
              "more than %d pages since %s; does the address read mark.since?"
                  .formatted(MOST_PAGES, since),
              Optional.empty()));
    }
    Instant to = newest;
    if (to.isAfter(before.get())) {
      store.commit(
          unit -> {
            unit.port(ClosureBook.class).mark(instance, to);
            return null;
          });
    }
    told(Optional.of(to));
  }

  private synchronized void told(Optional<Instant> to) {
    mark = to;
  }

  private static Instant later(Instant one, Optional<Instant> other) {
    return other.filter(one::isBefore).orElse(one);
  }

  private void single(ForeignState state, Applying applying)
      throws InterruptedException, AwayException {
    Optional<WorkOrder> order = store.read(unit -> unit.port(OrderBook.class).find(state.order()));
    Optional<Delivery> created =
        store.read(
            unit ->
                unit.port(OutboxBook.class).ofOrder(state.order()).stream()
                    .filter(row -> row.purpose() == Purpose.CREATE)
                    .findFirst());
    if (order.isEmpty() || created.isEmpty()) {
      return;
    }
    Answer.Page page = page(reader.one(created.get(), order.get()));
    if (page.orders().isEmpty() && page.unreadable().isEmpty()) {
      store.commit(
          unit -> {
            applying.gone(unit, unit.port(ClosureBook.class).find(state.order()).orElseThrow());
            return null;
          });
    } else {
      apply(page, applying);
    }
  }

  private static Answer.Page page(Answer answer) throws AwayException {
    if (answer instanceof Answer.Away away) {
      throw new AwayException(away);
    }
    return (Answer.Page) answer;
  }

  /** Most of what changed there is not ours, or known: it is not written for that. */
  private Answer.Page news(Answer.Page page, Applying applying) {
    List<ForeignOrder> news =
        store.read(
            unit ->
                page.orders().stream().filter(order -> applying.concerns(unit, order)).toList());
    return new Answer.Page(news, page.unreadable(), page.next());
  }

  /** Each order is a unit of its own: one that cannot be applied holds up no other. */
  private void apply(Answer.Page page, Applying applying) {
    page.unreadable().forEach(this::unreadable);
    List<CompletableFuture<Applying.Effect>> effects = new ArrayList<>();
    for (ForeignOrder order : page.orders()) {
      effects.add(store.submit(unit -> applying.apply(unit, order)));
    }
    for (int i = 0; i < effects.size(); i++) {
      ForeignOrder order = page.orders().get(i);
      try {
        Applying.Effect effect = effects.get(i).join();
        if (effect != Applying.Effect.STRANGER && order.status().isEmpty()) {
          unknown(order.foreignStatus());
        }
      } catch (CompletionException refused) {
        if (!(refused.getCause() instanceof IllegalStateException)) {
          throw refused;
        }
        String key = order.foreignId().or(order::reference).orElse("");
        unreadable("%s: %s".formatted(key, refused.getCause().getMessage()));
      }
    }
  }

  private synchronized void unknown(String status) {
    if (unknown.size() < MOST_LINES && unknown.add(status)) {
      LOG.warn(
          "Connector instance {}: its connector does not know the status {}", instance, status);
    }
  }

  private synchronized void unreadable(String line) {
    if (unreadable.size() < MOST_LINES && unreadable.add(line)) {
      LOG.warn("Connector instance {}: {}", instance, line);
    }
  }
}
