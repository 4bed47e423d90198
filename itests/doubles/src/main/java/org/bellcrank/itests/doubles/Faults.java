package org.bellcrank.itests.doubles;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The fault switches of one double. The first switch that hits a request decides. Thread-safe. */
public final class Faults {

  private final Clock clock;
  private final List<Armed> armed = new ArrayList<>();
  private Duration latency = Duration.ZERO;

  Faults(Clock clock) {
    this.clock = clock;
  }

  public synchronized void add(Fault fault) {
    armed.add(new Armed(fault, clock.instant()));
  }

  /** Takes all switches back; the latency stays. */
  public synchronized void clear() {
    armed.clear();
  }

  /** Every answer of the CMMS takes at least this long from now on. */
  public synchronized void latency(Duration time) {
    latency = time;
  }

  public synchronized Duration latency() {
    return latency;
  }

  /** How many requests were hit since the last clear. */
  public synchronized int hits() {
    return armed.stream().mapToInt(each -> each.hits).sum();
  }

  synchronized Optional<Fault> strike(Operation operation) {
    Instant now = clock.instant();
    return armed.stream().filter(each -> each.hits(operation, now)).findFirst().map(a -> a.fault);
  }

  synchronized Map<String, Object> json() {
    List<Object> faults = new ArrayList<>();
    for (Armed each : armed) {
      Map<String, Object> json = each.fault.json();
      json.put("seen", each.seen);
      json.put("hits", each.hits);
      faults.add(json);
    }
    return Json.of("latencyMillis", latency.toMillis(), "faults", faults);
  }

  private static final class Armed {
    final Fault fault;
    final Instant since;
    final Random draw;
    int seen;
    int hits;

    Armed(Fault fault, Instant since) {
      this.fault = fault;
      this.since = since;
      draw = new Random(fault.seed());
    }

    boolean hits(Operation operation, Instant now) {
      if (fault.on().isPresent() && fault.on().get() != operation) {
        return false;
      }
      seen++;
      boolean hit = seen > fault.skip() && open(now) && drawn();
      hits += hit ? 1 : 0;
      return hit;
    }

    private boolean open(Instant now) {
      return fault.kind() == FaultKind.MAINTENANCE
          ? now.isBefore(since.plus(fault.pause()))
          : fault.next() == 0 || hits < fault.next();
    }

    private boolean drawn() {
      boolean turn = fault.every() <= 1 || (seen - fault.skip()) % fault.every() == 0;
      return turn && (fault.probability() >= 1 || draw.nextDouble() < fault.probability());
    }
  }
}
