package org.bellcrank.source.kura;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bellcrank.stream.Sample;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.driver.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the points of one driver, each group of the same period together, and listens to those
 * without a period. All calls of the driver are made on one thread of its own, so that a driver
 * that hangs holds up nobody else; what it tells comes on its own threads and waits for nothing.
 */
final class DriverWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DriverWatch.class);
  private static final long AGAIN_MILLISECONDS = 5_000;
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);

  private final String name;
  private final Driver driver;
  private final List<Tap> taps;
  private final Outlet outlet;
  private final GapNotes gaps;
  private final Clock clock;
  private final ScheduledExecutorService thread;
  private final List<Round> rounds = new ArrayList<>();
  private final List<ChannelListener> listeners = Collections.synchronizedList(new ArrayList<>());
  private List<Tap> unheard = new ArrayList<>();
  private volatile Set<String> left = Set.of(); // points of which nothing is handed on any more
  private Instant nextTold = Instant.MIN;
  private String trouble = "";

  DriverWatch(
      String name, Driver driver, List<Tap> taps, Outlet outlet, GapNotes gaps, Clock clock) {
    this.name = name;
    this.driver = driver;
    this.taps = List.copyOf(taps);
    this.outlet = outlet;
    this.gaps = gaps;
    this.clock = clock;
    Map<Duration, List<Tap>> periods = new TreeMap<>();
    for (Tap tap : taps) {
      tap.every()
          .map(every -> periods.computeIfAbsent(every, none -> new ArrayList<>()))
          .orElse(unheard)
          .add(tap);
    }
    periods.forEach((every, group) -> rounds.add(new Round(driver, every, group, outlet)));
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "bellcrank-points-" + name);
              made.setDaemon(true);
              return made;
            });
  }

  void start() {
    thread.execute(this::listen);
    long now = System.nanoTime();
    rounds.forEach(round -> next(round, now));
  }

  /** Whether it does for these points of this driver what a new one would. */
  boolean serves(Driver there, List<Tap> wanted) {
    return driver == there && taps.equals(wanted);
  }

  /** Others read these points from now on, or nobody; what is still on its way is not theirs. */
  void leaves(Collection<Tap> taps) {
    left = taps.stream().map(Tap::point).collect(Collectors.toUnmodifiableSet());
  }

  private void next(Round round, long due) {
    try {
      thread.schedule(() -> turn(round, due), due - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Points of {} ended meanwhile", name, e);
    }
  }

  /** A turn that took longer than its period leaves others out: they would only pile up. */
  private void turn(Round round, long due) {
    try {
      outlet.take(wanted(round.read()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      // The outermost loop of this period: it goes on with the next turn.
      LOG.error("Samples of driver {} could not be handed on; it is read again", name, e);
    }
    long period = round.period().toNanos();
    long late = System.nanoTime() - due;
    long skipped = late / period;
    if (skipped > 0) {
      skipped(round, skipped, late);
    }
    next(round, due + (skipped + 1) * period);
  }

  private List<Sample> wanted(List<Sample> samples) {
    Set<String> none = left;
    return none.isEmpty()
        ? samples
        : samples.stream().filter(each -> !none.contains(each.point())).toList();
  }

  private void heard(Tap tap, ChannelRecord record) {
    if (!left.contains(tap.point())) {
      outlet.offer(outlet.sample(tap, record).stream().toList());
    }
  }

  private void skipped(Round round, long turns, long late) {
    outlet.skipped(turns);
    if (!clock.instant().isBefore(nextTold)) {
      nextTold = clock.instant().plus(TELL_EVERY);
      LOG.warn(
          "Driver {}: what is wanted every {} ms took {} ms; {} readings were left out ({} of all"
              + " drivers since the start); allowed: a longer period, or fewer points",
          name,
          round.period().toMillis(),
          TimeUnit.NANOSECONDS.toMillis(late),
          turns,
          outlet.tallies().skipped.sum());
    }
  }

  private void listen() {
    List<Tap> still = new ArrayList<>();
    for (Tap tap : unheard) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      if (!heard(tap)) {
        still.add(tap);
      }
    }
    unheard = still;
    if (!unheard.isEmpty()) {
      later();
    }
  }

  private boolean heard(Tap tap) {
    try {
      ChannelListener ear =
          new Ear(record -> heard(tap, record), gap -> gaps.heard(name, tap.point(), gap));
      driver.registerChannelListener(tap.settings(), ear);
      listeners.add(ear);
      return true;
    } catch (Driver.ConnectionException | RuntimeException e) {
      String words =
          "it cannot be listened to (%s); a driver that tells nothing by itself needs the point's"
                  .formatted(e.getMessage())
              + " source.every";
      if (!words.equals(trouble)) {
        trouble = words;
        LOG.warn("Driver {} point {}: {}", name, tap.point(), words);
      }
      if (!left.contains(tap.point())) {
        outlet.offer(outlet.bad(tap, words).stream().toList());
      }
      return false;
    }
  }

  private void later() {
    try {
      thread.schedule(this::listen, AGAIN_MILLISECONDS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Points of {} ended meanwhile", name, e);
    }
  }

  /** Returns at once; a call of the driver in progress is interrupted. */
  @Override
  public void close() {
    thread.shutdownNow();
    // On a thread of its own again, since the first may hang in the driver for good.
    Thread last = new Thread(this::leave, "bellcrank-points-leave-" + name);
    last.setDaemon(true);
    last.start();
  }

  private void leave() {
    try {
      thread.awaitTermination(AGAIN_MILLISECONDS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (ChannelListener ear : List.copyOf(listeners)) {
      try {
        driver.unregisterChannelListener(ear);
      } catch (Driver.ConnectionException | RuntimeException e) {
        LOG.debug("Driver {} was gone already", name, e);
      }
    }
    rounds.forEach(Round::close);
  }
}
