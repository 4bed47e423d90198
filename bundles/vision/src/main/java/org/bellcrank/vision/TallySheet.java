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
 * loses at most those seconds of counts, never a finding. How far a recording was counted is
 * written with the counts, so that one that is read again after a restart counts each frame once.
 */
final class TallySheet implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TallySheet.class);
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final Map<Window, long[]> counts = new HashMap<>();

  /** Frames counted by recording, where the store does not know it yet. */
  private final Map<String, Long> recordings = new HashMap<>();

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
    if (!sighting.frame().recording().isEmpty() && !next(sighting.frame())) {
      return;
    }
    Instant hour = sighting.frame().captured().at().truncatedTo(ChronoUnit.HOURS);
    Set<String> points = new LinkedHashSet<>();
    sighting.view().zones().forEach(zone -> points.add(zone.point()));
    if (points.isEmpty()) {
      points.add(sighting.view().outside().point());
    }
    points.forEach(point -> row(point, hour)[0]++);
    sighting.belowFloor().forEach((point, found) -> row(point, hour)[1] += found);
  }

  /** Whether a recording's frame was not counted before; notes that it is now. */
  private boolean next(Frame frame) {
    String recording = frame.camera() + ":" + frame.recording();
    Long here = recordings.get(recording);
    try {
      long before =
          here != null ? here : store.read(unit -> unit.port(Tally.class).counted(recording));
      if (frame.number() < before) {
        return false;
      }
    } catch (StoreException e) {
      complain("frames of recordings are not counted until the store can be read", e);
      return false;
    }
    recordings.put(recording, frame.number() + 1);
    return true;
  }

  private long[] row(String point, Instant hour) {
    return counts.computeIfAbsent(new Window(point, hour), window -> new long[2]);
  }

  /** Writes what was counted; keeps it where the store cannot take it. */
  void flush() {
    Map<Window, long[]> taken;
    Map<String, Long> marks;
    synchronized (this) {
      if (counts.isEmpty()) {
        return;
      }
      taken = new HashMap<>(counts);
      marks = Map.copyOf(recordings);
      counts.clear();
    }
    try {
      store.commit(
          unit -> {
            Tally tally = unit.port(Tally.class);
            taken.forEach((window, row) -> tally.add(window.point, window.hour, row[0], row[1]));
            marks.forEach(tally::counted);
            return null;
          });
      written(marks);
    } catch (StoreException e) {
      giveBack(taken);
      complain("frame counts stay in memory until the store writes again", e);
    }
  }

  private synchronized void written(Map<String, Long> marks) {
    marks.forEach(recordings::remove);
    failing = false;
  }

  private synchronized void complain(String what, StoreException e) {
    if (!failing) {
      LOG.warn("{}: {}", what, e.getMessage());
      failing = true;
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
