package org.bellcrank.closure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
import org.bellcrank.journal.StoreException;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reading of one instance: first what changed, then one by one what was not seen for long. */
final class Reading {

  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
  private static final int MOST_PAGES = 10_000;
  private static final int MOST_SINGLE = 100;
  private static final int MOST_DOUBLINGS = 12;
  private static final Duration LONGEST_REST = Duration.ofHours(1);
  private static final long SHORTEST_REST = Duration.ofSeconds(5).toNanos();

  /** A change later than this is no place to go on from: its clock was wrong. */
  private static final Duration FUTURE = Duration.ofDays(1);

  private final String instance;
  private final Store store;
  private final Clock clock;
  private final LongSupplier ticker;
  private final OrderReader reader;
  private final Hints hints = new Hints();
  private final Disputes disputes = new Disputes();
  private int refusals;
  private boolean running;
  private boolean ran;
  private boolean hinted;
  private long next;
  private long ended;
  private final Progress progress;

  Reading(String instance, Store store, Clock clock, LongSupplier ticker, OrderReader reader) {
    this.instance = instance;
    this.store = store;
    this.clock = clock;
    this.ticker = ticker;
    this.reader = reader;
    progress = new Progress(instance);
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

  /** Something changed, and nobody says what. */
  synchronized void hint() {
    hinted = true;
  }

  /** Whether it is time; then it counts as running. */
  synchronized boolean begins(Pace pace) {
    long now = ticker.getAsLong();
    boolean told = hints.isFresh() || hinted && now - ended >= SHORTEST_REST;
    boolean due = !ran || now - next >= 0 || !progress.isFailing() && told;
    if (running || !due) {
      return false;
    }
    running = true;
    hinted = false;
    return true;
  }

  /** Whether nothing of it is under way. */
  synchronized boolean idle() {
    return !running;
  }

  synchronized void left() {
    running = false;
  }

  ClosureDesk.Health health() {
    return progress.health();
  }

  /** Reads once, and tells when it is time again. */
  void run(Pace pace) {
    Duration rest = pace.every();
    try {
      round(pace);
      refusals(0);
      progress.well(clock.instant());
    } catch (AwayException away) {
      progress.failed(clock.instant(), away.getMessage());
      rest = longer(rest(pace, away.away.scope()), away.away.retryAfter());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) { // the outermost of this thread: the next round tries again
      LOG.error("Reading from {} could not go on; it is tried again.", instance, e);
      progress.failed(clock.instant(), e.toString());
    } finally {
      progress.ended();
      synchronized (this) {
        ended = ticker.getAsLong();
        next = ended + rest.toNanos();
        ran = true;
        running = false;
      }
    }
  }

  /** A credential that is not accepted is shown less and less: too often might lock an account. */
  private synchronized Duration rest(Pace pace, OrderReader.Scope scope) {
    refusals = scope == OrderReader.Scope.CREDENTIAL ? Math.min(refusals + 1, MOST_DOUBLINGS) : 0;
    Duration grown = pace.every().multipliedBy(1L << refusals);
    return refusals == 0 || grown.compareTo(LONGEST_REST) < 0
        ? grown
        : longer(pace.every(), Optional.of(LONGEST_REST));
  }

  private static Duration longer(Duration one, Optional<Duration> other) {
    return other.filter(wanted -> wanted.compareTo(one) > 0).orElse(one);
  }

  private synchronized void refusals(int now) {
    refusals = now;
  }

  private void round(Pace pace) throws InterruptedException, AwayException {
    progress.begun();
    Applying applying = new Applying(instance, pace, clock);
    if (pace.changes()) {
      changed(pace, applying);
    }
    hinted(pace, applying);
    if (pace.single()) {
      Duration unseen = pace.changes() ? pace.compare() : pace.every();
      Instant since = clock.instant().minus(unseen);
      for (ForeignState state :
          store.read(unit -> unit.port(ClosureBook.class).unseen(instance, since, MOST_SINGLE))) {
        single(state, applying);
      }
    }
  }

  /**
   * After what changed, which may name more of them, and which is not held up by an order that the
   * CMMS cannot tell about. Where one order cannot be asked for, the reading of what changed finds
   * it.
   */
  private void hinted(Pace pace, Applying applying) throws InterruptedException, AwayException {
    Deque<String> unasked = hints.take();
    if (!pace.single()) {
      return;
    }
    try {
      while (!unasked.isEmpty()) {
        hinted(unasked.remove(), applying);
      }
    } finally {
      hints.putBack(unasked);
    }
  }

  private void hinted(String order, Applying applying) throws InterruptedException, AwayException {
    Optional<ForeignState> state = store.read(unit -> unit.port(ClosureBook.class).find(order));
    boolean answered = false;
    try {
      answered = state.isEmpty() || single(state.get(), applying);
    } finally {
      if (answered) {
        hints.answered(order);
      } else {
        hints.failed(order);
      }
    }
  }

  private void changed(Pace pace, Applying applying) throws InterruptedException, AwayException {
    Optional<Instant> before = store.read(unit -> unit.port(ClosureBook.class).mark(instance));
    progress.marked(before);
    if (before.isEmpty()) {
      return; // nothing was ever delivered there
    }
    try {
      new Changes(pace, applying, before.get()).read();
    } catch (AwayException away) {
      if (away.away.scope() == OrderReader.Scope.QUESTION) {
        hinted(pace, applying); // it is there, and cannot be asked this
      }
      throw away;
    }
  }

  /**
   * One reading of what changed. Where records surely come in the order of their changes, each page
   * begins at the newest change before it and not at a number: a record that changes meanwhile
   * would move all others by one place, and the first of the next page would never be seen.
   */
  private final class Changes {

    private final Applying applying;
    private Instant since;
    private Instant newest;
    private boolean ordered;

    Changes(Pace pace, Applying applying, Instant mark) {
      this.applying = applying;
      since = mark.minus(pace.overlap());
      newest = mark;
      ordered = pace.sorted();
    }

    void read() throws InterruptedException, AwayException {
      Optional<Cursor> cursor = Optional.empty();
      for (int pages = 0; pages < MOST_PAGES; pages++) {
        Answer.Page page = page(reader.changed(instance, since, cursor));
        hints.addAll(disputed(page, applying));
        apply(news(page, applying), applying, false);
        boolean further = follow(page);
        if (page.next().isEmpty()) {
          keep();
          return;
        }
        if (ordered) {
          keep();
        }
        cursor = ordered && further ? Optional.empty() : page.next();
      }
      throw new AwayException(
          new Answer.Away(
              "more than %d pages since %s; does the address read mark.since?"
                  .formatted(MOST_PAGES, since),
              Optional.empty(),
              OrderReader.Scope.QUESTION));
    }

    /** Whether the page went beyond what was the newest change so far. */
    private boolean follow(Answer.Page page) {
      Instant latest = clock.instant().plus(FUTURE);
      Instant last = Instant.MIN;
      Instant reached = Instant.MIN;
      for (ForeignOrder order : page.orders()) {
        Optional<Instant> at = order.changedAt();
        if (at.filter(latest::isBefore).isPresent()) {
          progress.unreadable(
              "%s: changed at %s, which is to come".formatted(name(order), at.get()));
          continue;
        }
        ordered &= at.isPresent() && !at.get().isBefore(last);
        last = at.orElse(last);
        reached = later(reached, at);
      }
      boolean further = reached.isAfter(since.plusMillis(1));
      newest = later(newest, Optional.of(reached));
      if (ordered && further) {
        since = reached.minusMillis(1); // also for vendors that mean after, not from
      }
      return further;
    }

    private void keep() {
      Instant to = newest;
      if (progress.mark().filter(before -> !to.isAfter(before)).isEmpty()) {
        store.commit(
            unit -> {
              unit.port(ClosureBook.class).mark(instance, to);
              return null;
            });
        progress.marked(Optional.of(to));
      }
    }
  }

  private static String name(ForeignOrder order) {
    return order.foreignId().or(order::reference).orElse("");
  }

  private static Instant later(Instant one, Optional<Instant> other) {
    return other.filter(one::isBefore).orElse(one);
  }

  /**
   * What cannot be asked for is told and left for the next time: others wait behind it.
   *
   * @return whether it was answered, or there is nothing to ask
   */
  private boolean single(ForeignState state, Applying applying)
      throws InterruptedException, AwayException {
    Optional<WorkOrder> order = store.read(unit -> unit.port(OrderBook.class).find(state.order()));
    Optional<Delivery> created =
        store.read(
            unit ->
                unit.port(OutboxBook.class).ofOrder(state.order()).stream()
                    .filter(row -> row.purpose() == Purpose.CREATE)
                    .findFirst());
    boolean answered = true;
    if (order.isPresent() && created.isPresent()) {
      Answer answer = reader.one(created.get(), order.get());
      if (answer instanceof Answer.Away away && away.scope() == OrderReader.Scope.QUESTION) {
        answered = false;
        progress.unreadable("order %s: %s".formatted(state.order(), away.words()));
      } else {
        found(state, page(answer), applying);
      }
    }
    store.commit(
        unit -> {
          ClosureBook book = unit.port(ClosureBook.class);
          book.find(state.order())
              .filter(now -> now.seenAt().equals(state.seenAt()))
              .ifPresent(now -> book.keep(now.asked(clock.instant())));
          return null;
        });
    return answered;
  }

  private void found(ForeignState state, Answer.Page page, Applying applying) {
    if (page.orders().isEmpty() && page.unreadable().isEmpty()) {
      store.commit(
          unit -> {
            applying.gone(unit, unit.port(ClosureBook.class).find(state.order()).orElseThrow());
            return null;
          });
    } else if (apply(page, applying, true) > 0) {
      progress.unreadable(
          "order %s: asked for %s, and shown %s, which is none of ours"
              .formatted(state.order(), state.foreignId().orElse(""), name(page.orders().get(0))));
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

  /** Orders that are asked for alone: what is told then counts whatever its time says. */
  private List<String> disputed(Answer.Page page, Applying applying) {
    return store.read(
        unit ->
            page.orders().stream()
                .flatMap(
                    read ->
                        applying.disputed(unit, read).filter(o -> disputes.isNew(read)).stream())
                .toList());
  }

  /**
   * Each order is a unit of its own: one that cannot be applied holds up no other.
   *
   * @return how many are none of ours
   */
  private int apply(Answer.Page page, Applying applying, boolean asked) {
    page.unreadable().forEach(progress::unreadable);
    List<CompletableFuture<Applying.Effect>> effects = new ArrayList<>();
    for (ForeignOrder order : page.orders()) {
      effects.add(store.submit(unit -> applying.apply(unit, order, asked)));
    }
    int strangers = 0;
    for (int i = 0; i < effects.size(); i++) {
      ForeignOrder order = page.orders().get(i);
      try {
        if (effects.get(i).join() == Applying.Effect.STRANGER) {
          strangers++;
        } else {
          progress.understood(name(order), order);
        }
      } catch (CompletionException refused) {
        if (refused.getCause() instanceof StoreException) {
          throw refused;
        }
        progress.unreadable("%s: %s".formatted(name(order), refused.getCause()));
      }
    }
    return strangers;
  }
}
