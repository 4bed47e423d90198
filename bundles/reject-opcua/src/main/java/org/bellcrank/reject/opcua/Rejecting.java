package org.bellcrank.reject.opcua;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal and pulses a node for each finding that the list names, at once or never.
 * Nothing waits for a server: what cannot be pulsed now is noted and forgotten. One thread.
 */
final class Rejecting implements AutoCloseable {

  /** The driver that is named, while it is there and at the server that is named. */
  interface Drivers {
    PlantDriver driver() throws PlantDriver.AbsentException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Rejecting.class);
  private static final int UNKEPT = 1_000;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofSeconds(2);

  private final Plan plan;
  private final Store store;
  private final Clock clock;
  private final Drivers drivers;
  private final Book book;
  private final Thread thread;
  private final Map<String, Book.Open> unreleased = new LinkedHashMap<>();
  private Store.Registration registration = () -> {};
  private Gate gate;
  private Runnable unkept = () -> {};
  private Runnable turn = () -> {};
  private String told = "";
  private boolean news = true;
  private boolean pulsing;
  private volatile boolean closed;

  /** One that waits for {@link #start}. */
  Rejecting(Plan plan, Store store, Clock clock, Drivers drivers) {
    this.plan = plan;
    this.store = store;
    this.clock = clock;
    this.drivers = drivers;
    book = new Book(store, clock, plan);
    thread = new Thread(this::run, "bellcrank-reject-" + plan.name());
    thread.setDaemon(true);
  }

  void start() {
    registration = store.onCommit(this::wake);
    turn = Turns.take(plan.name(), thread);
    thread.start();
  }

  private synchronized void wake() {
    news = true;
    notifyAll();
  }

  private void run() {
    try {
      turn.run();
      steps();
    } finally {
      Turns.leave(plan.name(), thread);
    }
  }

  private void steps() {
    while (!closed) {
      try {
        follow();
      } catch (StoreException e) {
        LOG.error(
            "{}: the journal cannot be followed; nothing is rejected until it can: {}",
            plan.name(),
            e.getMessage());
        rest();
      } catch (RuntimeException e) { // the outermost loop; it begins at the position again
        LOG.error("{}: a step failed; it goes on behind what was intended", plan.name(), e);
        rest();
      }
    }
  }

  private synchronized void rest() {
    try {
      wait(LOOK.toMillis());
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void follow() {
    long kept = book.begin();
    recover();
    long at = kept;
    while (!closed) {
      await();
      release();
      List<Entry> entries = book.after(at);
      for (Entry entry : entries) {
        if (closed) {
          return;
        }
        meet(entry);
        at = entry.sequence();
      }
      if (at - kept >= UNKEPT) {
        book.passed(at, unreleased.values());
        kept = at;
      }
      if (entries.size() == Book.BATCH) {
        wake();
      }
    }
  }

  private synchronized void await() {
    try {
      if (!closed && !news) {
        wait(LOOK.toMillis());
      }
      news = false;
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** What was begun before this start is told and brought to rest, and never pulsed again. */
  private void recover() {
    unkept.run();
    unkept = () -> {};
    gate = new Gate(plan, book.recent());
    unreleased.clear();
    for (Book.Open pulse : book.open()) {
      if (!pulse.told()) {
        book.unsure(pulse);
        LOG.error(
            "{}: whether node {} was pulsed for finding {} is not known; it is not pulsed again",
            plan.name(),
            pulse.node(),
            pulse.finding());
      }
      unreleased.put(pulse.node() + " " + pulse.finding(), pulse);
    }
  }

  private void meet(Entry entry) {
    if (Reject.is(entry)) {
      book.finding(entry.subject())
          .map(finding -> Reject.of(entry, finding))
          .ifPresent(reject -> plan.node(reject).ifPresent(node -> consider(reject, node)));
    }
  }

  private void consider(Reject reject, Whitelisted node) {
    if (gate.had(reject, node)) {
      return;
    }
    Optional<Gate.No> no = gate.no(reject, node, clock.instant());
    if (no.isEmpty()
        && unreleased.values().stream()
            .anyMatch(each -> each.node().equals(node.node()) && plan.speaksTo(each.endpoint()))) {
      no = Optional.of(new Gate.No(Withheld.NOT_READY, "an earlier pulse has not ended"));
    }
    if (no.isPresent()) {
      withhold(reject, node, no.get());
      return;
    }
    try {
      Pulse pulse = new Pulse(drivers.driver());
      String obstacle = pulse.obstacle(node.node());
      no =
          obstacle.isEmpty()
              ? gate.late(reject, clock.instant())
              : Optional.of(new Gate.No(Withheld.NOT_READY, obstacle));
      if (no.isPresent()) {
        withhold(reject, node, no.get());
      } else if (begun()) {
        try {
          give(reject, node, pulse);
        } finally {
          ended();
        }
      }
    } catch (PlantDriver.AbsentException e) {
      withhold(reject, node, new Gate.No(Withheld.AWAY, e.getMessage()));
    } catch (ConnectionException e) {
      gate.away(clock.instant(), e.getMessage());
      withhold(reject, node, new Gate.No(Withheld.AWAY, e.getMessage()));
    }
  }

  /**
   * A pulse begins, unless this was closed while the server was asked; then the next one decides.
   */
  private synchronized boolean begun() {
    pulsing = !closed;
    return pulsing;
  }

  private synchronized void ended() {
    pulsing = false;
    notifyAll();
  }

  private void give(Reject reject, Whitelisted node, Pulse pulse) {
    Optional<Book.Open> intent = book.intend(reject, node);
    if (intent.isPresent()) {
      gate.given(node.node(), reject.observation(), reject.finding(), clock.instant());
      keep(intent.get(), pulse.give(node.node(), node.pulse()));
    }
  }

  private void withhold(Reject reject, Whitelisted node, Gate.No no) {
    book.withheld(reject, node, no.why(), no.words());
    LOG.warn(
        "{}: node {} is not pulsed for finding {} ({}): {}",
        plan.name(),
        node.node(),
        reject.finding(),
        no.why(),
        no.words());
  }

  /** What happened is known until it is on disk, whatever becomes of the disk meanwhile. */
  private void keep(Book.Open pulse, Outcome outcome) {
    if (outcome.kind() == Outcome.Kind.STUCK || outcome.kind() == Outcome.Kind.UNSURE) {
      gate.away(clock.instant(), outcome.words());
    }
    if (outcome.kind() != Outcome.Kind.PULSED) {
      LOG.error(
          "{}: node {} for finding {}: {} {}",
          plan.name(),
          pulse.node(),
          pulse.finding(),
          outcome.kind(),
          outcome.words());
    }
    unkept = () -> book.outcome(pulse, outcome);
    unkept.run();
    unkept = () -> {};
    if (outcome.kind() == Outcome.Kind.STUCK) {
      unreleased.put(pulse.node() + " " + pulse.finding(), pulse);
    }
  }

  private void release() {
    for (Map.Entry<String, Book.Open> each : List.copyOf(unreleased.entrySet())) {
      if (closed) {
        return;
      }
      Book.Open pulse = each.getValue();
      String obstacle = released(pulse);
      if (obstacle.isEmpty()) {
        unreleased.remove(each.getKey());
        LOG.info("{}: node {} is false again", plan.name(), pulse.node());
      } else if (!obstacle.equals(told)) {
        told = obstacle;
        LOG.error("{}: node {} may be true still: {}", plan.name(), pulse.node(), obstacle);
      }
    }
  }

  private String released(Book.Open open) {
    if (!plan.speaksTo(open.endpoint())) {
      return "it is of driver %s at %s, and the setting endpoint is %s now; nothing is written"
          .formatted(open.driver(), open.endpoint(), plan.endpoint());
    }
    if (!plan.enabled() || !plan.names(open.node())) {
      return plan.enabled() ? "it is on the list no more" : "write.enabled is false";
    }
    try {
      PlantDriver driver = drivers.driver();
      boolean written = driver.read(open.node());
      if (closed) {
        return "its settings changed while the server was asked; the new ones decide";
      }
      String stuck = written ? new Pulse(driver).release(open.node()) : "";
      if (stuck.isEmpty()) {
        book.released(open, written);
      }
      return stuck;
    } catch (PlantDriver.AbsentException | PlantDriver.RefusedException | ConnectionException e) {
      return e.getMessage();
    }
  }

  /**
   * Waits only where a node is being pulsed, at most two seconds, so that the driver and the
   * journal are not taken away in the middle when the gateway stops. Whatever takes longer ends by
   * itself, and the next one of this name waits for it.
   */
  @Override
  public void close() {
    registration.close();
    closing();
  }

  private synchronized void closing() {
    closed = true;
    news = true;
    notifyAll();
    long end = System.nanoTime() + END.toNanos();
    try {
      for (long left = END.toMillis(); pulsing && left > 0; left = left(end)) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long left(long end) {
    return (end - System.nanoTime()) / 1_000_000;
  }
}
