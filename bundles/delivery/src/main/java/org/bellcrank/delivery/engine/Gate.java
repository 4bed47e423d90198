package org.bellcrank.delivery.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.Maintenance;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.Receipt.Unreachable.Scope;
import org.bellcrank.delivery.connector.Limits;

/**
 * Lets calls of one instance through: so many at a time, a minute and an hour, none while the other
 * side is away. Whatever comes after an order (pictures, updates, …) has a circuit of its own for
 * each purpose, since it never holds back another order: who may not change orders may still make
 * them. Safe for any thread.
 */
final class Gate {

  private static final double MEAN_WEIGHT = 0.1;

  private static Map<Purpose, Circuit> others() {
    Map<Purpose, Circuit> circuits = new EnumMap<>(Purpose.class);
    EnumSet.complementOf(EnumSet.of(Purpose.CREATE))
        .forEach(purpose -> circuits.put(purpose, new Circuit()));
    return circuits;
  }

  /**
   * What a failure or success means.
   *
   * @param blame whose trouble it is
   * @param line worth telling a person: the instance stops or starts to flow
   */
  record Verdict(Circuit.Blame blame, Optional<String> line) {}

  private final LongSupplier ticker;
  private final Clock clock;
  private final Circuit orders = new Circuit();
  private final Map<Purpose, Circuit> others = others();
  private final Map<String, Circuit> running = new HashMap<>();
  private boolean loaded;
  private String missing = "its connector was not looked for yet";
  private Maintenance maintenance = Maintenance.NONE;
  private boolean rested;
  private final Allowance minute;
  private final Allowance hour;
  private int concurrency = 1;
  private Backoff backoff;
  private Instant lastSuccess;
  private Instant lastError;
  private String lastWords = "";
  private double meanMillis;

  /**
   * Nothing flows before it is configured.
   *
   * @param ticker nanoseconds that only grow
   */
  Gate(LongSupplier ticker) {
    this(ticker, Clock.systemUTC());
  }

  /**
   * As above.
   *
   * @param clock the wall's, by which maintenance is planned
   */
  Gate(LongSupplier ticker, Clock clock) {
    this.clock = clock;
    this.ticker = ticker;
    minute = new Allowance(Duration.ofMinutes(1), "a minute", ticker.getAsLong());
    hour = new Allowance(Duration.ofHours(1), "an hour", ticker.getAsLong());
  }

  /** Takes the limits that hold now. */
  synchronized void configure(ConnectorInstance instance, Limits limits, Backoff pauses) {
    concurrency = instance.concurrency().orElse(limits.concurrency());
    minute.limit(instance.requestsPerMinute().orElse(limits.requestsPerMinute()));
    hour.limit(instance.transport().requestsPerHour().orElse(limits.requestsPerHour()));
    backoff = pauses;
    maintenance = instance.maintenance();
    loaded = true;
  }

  /** The connector is not loaded: nothing flows. */
  synchronized void noConnector(String words) {
    loaded = false;
    missing = words;
  }

  /** How many more rows may start now. */
  synchronized int free() {
    fill();
    if (!loaded
        || resting().isPresent()
        || !hasToken()
        || !orders.admits(ticker.getAsLong(), running.size())) {
      return 0;
    }
    int most = orders.state() == Breaker.CLOSED ? concurrency - running.size() : 1;
    return hour.free(minute.free(most));
  }

  /** How many rows the queue has to be asked for beyond those that are free to start. */
  synchronized int passedOver() {
    return orders.tried() + others.values().stream().mapToInt(Circuit::tried).sum();
  }

  /** What may not start now though orders may, were it only as their probe. */
  synchronized Set<Purpose> kept() {
    Set<Purpose> kept = EnumSet.noneOf(Purpose.class);
    others.forEach(
        (purpose, circuit) -> {
          if (!circuit.admits(ticker.getAsLong(), runningOf(circuit))) {
            kept.add(purpose);
          }
        });
    return kept;
  }

  private int runningOf(Circuit circuit) {
    return (int) running.values().stream().filter(circuit::equals).count();
  }

  /** Rows in the order in which they may start: as a probe, one that was none before. */
  synchronized List<Delivery> inTurn(List<Delivery> due) {
    List<Delivery> turn = new ArrayList<>(due);
    turn.sort(Comparator.comparing(row -> circuit(row).wasTried(row.id())));
    return turn;
  }

  /** Starts a row if it may start now. */
  synchronized boolean enter(Delivery row) {
    Circuit own = others.getOrDefault(row.purpose(), orders);
    if (free() <= 0 || !own.admits(ticker.getAsLong(), runningOf(own))) {
      return false;
    }
    Circuit circuit = circuit(row);
    circuit.enter(row.id());
    running.put(row.id(), circuit);
    return true;
  }

  /** While orders do not flow, what comes first and is not kept by itself is the probe for all. */
  private Circuit circuit(Delivery row) {
    return orders.state() == Breaker.CLOSED ? others.getOrDefault(row.purpose(), orders) : orders;
  }

  /** A row ends or rests. */
  synchronized Optional<String> leave(String row, Instant now) {
    Circuit circuit = running.remove(row);
    return circuit != null && circuit.leave(row) ? flows(circuit, now) : Optional.empty();
  }

  /** When the maintenance ends that keeps everything back now. */
  private Optional<Instant> resting() {
    return maintenance.until(clock.instant());
  }

  /** That a maintenance begins or ends, once. */
  synchronized Optional<String> maintenanceNews() {
    Optional<Instant> until = resting();
    if (rested == until.isPresent()) {
      return Optional.empty();
    }
    rested = until.isPresent();
    return Optional.of(until.map(Gate::rests).orElse("maintenance is over"));
  }

  private static String rests(Instant until) {
    return "maintenance until %s, nothing is sent".formatted(until);
  }

  /** Whether one call of a row that has started may go now; takes its token. */
  synchronized boolean take(String row) {
    Circuit circuit = running.getOrDefault(row, orders);
    boolean kept = circuit != orders && orders.state() != Breaker.CLOSED;
    fill();
    if (!loaded || resting().isPresent() || kept || !circuit.lets(row) || !hasToken()) {
      return false;
    }
    spend();
    return true;
  }

  /**
   * Lets a question through that is no row, and takes its token. Never the probe of a circuit:
   * whether the other side is back, orders find out.
   *
   * @return why it may not go now; empty when it may
   */
  synchronized Optional<String> asks() {
    fill();
    if (!loaded || resting().isPresent() || orders.state() != Breaker.CLOSED) {
      return Optional.of("its orders do not flow: " + lastWords());
    }
    if (!hasToken()) {
      return Optional.of("its limit of %s is reached".formatted(reached().words()));
    }
    spend();
    return Optional.empty();
  }

  /**
   * Takes a token for a call that a person asked for, also while the other side is away: whether it
   * is back is what the person wants to know.
   *
   * @return how long until there is one; zero where it was taken
   */
  synchronized Duration tries() {
    fill();
    if (hasToken()) {
      spend();
      return Duration.ZERO;
    }
    return reached().rest();
  }

  /**
   * A call went out that nobody asked leave for, such as one that is sent again after a sign-in.
   */
  synchronized void spent() {
    fill();
    spend();
  }

  /** The limit that is reached, in words, while one is. */
  synchronized String limit() {
    fill();
    return reached().words();
  }

  /** Whether it flows but for its limits of calls. */
  synchronized boolean limited() {
    fill();
    return loaded && resting().isEmpty() && orders.state() == Breaker.CLOSED && !hasToken();
  }

  private boolean hasToken() {
    return minute.hasOne() && hour.hasOne();
  }

  private void spend() {
    minute.take();
    hour.take();
  }

  /** The limit that is waited for longer, while one is reached. */
  private Allowance reached() {
    return hour.rest().compareTo(minute.rest()) > 0 ? hour : minute;
  }

  private void fill() {
    long ticks = ticker.getAsLong();
    minute.fill(ticks);
    hour.fill(ticks);
  }

  /** How long nothing new can start unless a call ends; zero when something may start now. */
  synchronized Duration rest() {
    fill();
    long nanos = orders.ticksLeft(ticker.getAsLong());
    return Duration.ofNanos(Math.max(Math.max(0, nanos), reached().rest().toNanos()));
  }

  /** Notes what a call of a row told about the other side. */
  synchronized Verdict note(
      Delivery row, String step, Receipt receipt, Instant now, Duration took) {
    Circuit own = running.getOrDefault(row.id(), orders);
    if (receipt instanceof Receipt.Accepted || receipt instanceof Receipt.Refused) {
      boolean well = receipt instanceof Receipt.Accepted;
      heard(receipt, well, now, took);
      boolean free = own.answered(row.id(), step, well);
      return new Verdict(Circuit.Blame.NOBODY, free ? flows(own, now) : Optional.empty());
    }
    if (Answers.isSessionOver(receipt)) {
      return new Verdict(Circuit.Blame.NOBODY, Optional.empty());
    }
    lastError = now;
    lastWords = words(receipt);
    boolean lacks =
        own == orders && row.purpose() != Purpose.CREATE && is(receipt, Scope.CREDENTIAL);
    Optional<String> flows = lacks ? steppedBack(row, step, now) : Optional.empty();
    Circuit circuit = is(receipt, Scope.INSTANCE) ? orders : running.getOrDefault(row.id(), orders);
    Breaker before = circuit.trouble();
    Circuit.Blame blame = circuit.failed(row.id(), step, receipt, backoff, ticker.getAsLong(), now);
    Optional<String> waits =
        circuit.trouble() == before
            ? Optional.empty()
            : Optional.of(of(circuit) + lastWords + "; next try at " + circuit.until());
    return new Verdict(
        blame, flows.map(free -> free + waits.map("; "::concat).orElse("")).or(() -> waits));
  }

  private static boolean is(Receipt receipt, Scope scope) {
    return receipt instanceof Receipt.Unreachable away && away.scope() == scope;
  }

  /**
   * A probe that is no order and lacks a right goes on in its own circuit. For orders that was an
   * answer: whether they are let in, the next of them finds out.
   */
  private Optional<String> steppedBack(Delivery row, String step, Instant now) {
    Circuit own = others.get(row.purpose());
    boolean passed = orders.answered(row.id(), step, false);
    boolean free = orders.leave(row.id()) || passed;
    own.enter(row.id());
    running.put(row.id(), own);
    return free ? flows(orders, now) : Optional.empty();
  }

  private void heard(Receipt receipt, boolean well, Instant now, Duration took) {
    double millis = took.toMillis();
    meanMillis = meanMillis == 0 ? millis : meanMillis + MEAN_WEIGHT * (millis - meanMillis);
    if (well) {
      lastSuccess = now;
    } else {
      lastError = now;
      lastWords = words(receipt);
    }
  }

  private static String words(Receipt receipt) {
    return receipt.facts().text("words").orElse("");
  }

  private String of(Circuit circuit) {
    return circuit == orders ? "" : words(circuit) + " wait: ";
  }

  private Optional<String> flows(Circuit circuit, Instant now) {
    return Optional.of(
        (circuit == orders ? "flows" : words(circuit) + " flow") + " again since " + now);
  }

  private String words(Circuit circuit) {
    return others.entrySet().stream()
        .filter(each -> each.getValue() == circuit)
        .map(each -> each.getKey().rows())
        .findFirst()
        .orElseThrow();
  }

  /** Tries again at once. */
  synchronized void resume() {
    orders.resume(ticker.getAsLong());
    others.values().forEach(circuit -> circuit.resume(ticker.getAsLong()));
  }

  synchronized Breaker breaker() {
    if (!loaded) {
      return Breaker.NO_CONNECTOR;
    }
    return resting().isPresent() ? Breaker.MAINTENANCE : orders.state();
  }

  /** What does not flow though orders may, and why. */
  synchronized Map<Purpose, Breaker> behind() {
    Map<Purpose, Breaker> behind = new EnumMap<>(Purpose.class);
    if (loaded && resting().isEmpty()) {
      others.forEach(
          (purpose, circuit) -> {
            if (circuit.state() != Breaker.CLOSED) {
              behind.put(purpose, circuit.trouble());
            }
          });
    }
    return behind;
  }

  synchronized Optional<Instant> until() {
    Optional<Instant> rests = resting();
    if (loaded && rests.isPresent()) {
      return rests;
    }
    return loaded && (orders.state() == Breaker.OPEN || orders.state() == Breaker.CREDENTIAL)
        ? Optional.of(orders.until())
        : Optional.empty();
  }

  synchronized int running() {
    return running.size();
  }

  synchronized Optional<Instant> lastSuccess() {
    return Optional.ofNullable(lastSuccess);
  }

  synchronized Optional<Instant> lastError() {
    return Optional.ofNullable(lastError);
  }

  /** Why nothing flows, or what went wrong last. */
  synchronized String lastWords() {
    return loaded ? resting().map(Gate::rests).orElse(lastWords) : missing;
  }

  synchronized Duration meanAnswer() {
    return Duration.ofMillis((long) meanMillis);
  }
}
