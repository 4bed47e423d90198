package org.bellcrank.vision;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts frames per point and hour of capture time and writes the counts every few seconds; a crash
 * loses at most those seconds of counts, never a finding.
 */
final class TallySheet implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TallySheet.class);
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final Map<Window, long[]> counts = new HashMap<>();
  private final Store store;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "vision-tally");
            thread.setDaemon(true);
            return thread;
          });
  private boolean failing;

  TallySheet(Store store) {
    this.store = store;
    timer.scheduleWithFixedDelay(
        this::flush, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Counts a frame at every point of its camera, and what lay below the floors. */
  synchronized void count(Sighting sighting) {
    Instant hour = sighting.frame().captured().at().truncatedTo(ChronoUnit.HOURS);
    Set<String> points = new LinkedHashSet<>();
    sighting.view().zones().forEach(zone -> points.add(zone.point()));
    if (points.isEmpty()) {
      points.add(sighting.view().outside().point());
    }
    points.forEach(point -> row(point, hour)[0]++);
    sighting.belowFloor().forEach((point, found) -> row(point, hour)[1] += found);
  }

  private long[] row(String point, Instant hour) {
    return counts.computeIfAbsent(new Window(point, hour), window -> new long[2]);
  }

  /** Writes what was counted; keeps it where the store cannot take it. */
  void flush() {
    Map<Window, long[]> taken;
    synchronized (this) {
      if (counts.isEmpty()) {
        return;
      }
      taken = new HashMap<>(counts);
      counts.clear();
    }
    try {
      store.commit(
          unit -> {
            Tally tally = unit.port(Tally.class);
            taken.forEach((window, row) -> tally.add(window.point, window.hour, row[0], row[1]));
            return null;
          });
      failing = false;
    } catch (StoreException e) {
      giveBack(taken);
      if (!failing) {
        LOG.warn("frame counts stay in memory until the store writes again: {}", e.getMessage());
        failing = true;
      }
    }
  }

  private synchronized void giveBack(Map<Window, long[]> taken) {
    taken.forEach(
        (window, row) -> {
          long[] held = row(window.point, window.hour);
          held[0] += row[0];
          held[1] += row[1];
        });
  }

  @Override
  public void close() {
    timer.shutdown();
    flush();
  }

  private record Window(String point, Instant hour) {}
}
