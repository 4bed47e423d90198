package org.bellcrank.source.kura;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bellcrank.observation.SourceLife;
import org.eclipse.kura.driver.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings together the points that documents want and the drivers that are there: each driver with
 * points is watched, anew when either changed. For one thread at a time; waits for nothing.
 */
final class PointWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PointWatch.class);

  private final String name;
  private final Supplier<List<Tap>> wanted;
  private final Set<String> only;
  private final Function<DriverLife, Outlet> outlets;
  private final GapNotes gaps;
  private final Clock clock;
  private final Map<String, DriverWatch> watches = new HashMap<>();
  private final Map<String, DriverLife> lives = new ConcurrentHashMap<>();
  private final Map<String, Set<Tap>> missing = new HashMap<>(); // what was told so, by driver
  private List<Tap> last = List.of();
  private Map<String, List<Tap>> byDriver = Map.of();

  /**
   * Nobody is watched yet.
   *
   * @param wanted the points of the documents in force; the same list while they did not change
   * @param only names of drivers; empty: all
   * @param outlets where samples of a driver go that has such a life
   */
  PointWatch(
      String name,
      Supplier<List<Tap>> wanted,
      Set<String> only,
      Function<DriverLife, Outlet> outlets,
      GapNotes gaps,
      Clock clock) {
    this.name = name;
    this.wanted = wanted;
    this.only = Set.copyOf(only);
    this.outlets = outlets;
    this.gaps = gaps;
    this.clock = clock;
  }

  /**
   * Looks once.
   *
   * @param drivers those that are there, by name
   * @param changed names of drivers that were configured anew since the last look
   */
  void look(Map<String, Driver> drivers, Set<String> changed) {
    List<Tap> now = wanted.get();
    if (now != last) {
      Map<String, List<Tap>> next = grouped(now);
      leave(next, now.stream().map(Tap::point).collect(Collectors.toSet()));
      last = now;
      byDriver = next;
      lives.keySet().retainAll(byDriver.keySet());
      byDriver.forEach((pid, taps) -> life(pid).reads(taps));
    }
    for (String gone : new ArrayList<>(watches.keySet())) {
      if (!byDriver.containsKey(gone)) {
        watches.remove(gone).close();
      }
    }
    missing.keySet().retainAll(byDriver.keySet());
    byDriver.forEach((pid, taps) -> attend(pid, taps, drivers.get(pid), changed.contains(pid)));
  }

  /** What nobody reads any more has no value, as far as anybody here knows. */
  private void leave(Map<String, List<Tap>> next, Set<String> points) {
    byDriver.forEach(
        (pid, taps) -> {
          Set<Tap> left = new LinkedHashSet<>(taps);
          left.removeAll(Set.copyOf(next.getOrDefault(pid, List.of())));
          if (watches.containsKey(pid)) {
            watches.get(pid).leaves(left);
          }
          left.removeIf(tap -> points.contains(tap.point())); // its next reading says how it is
          bad(pid, left, "its site documents name no driver that gives it any more");
        });
  }

  private void bad(String pid, Collection<Tap> taps, String words) {
    if (!taps.isEmpty()) {
      Outlet outlet = outlets.apply(life(pid));
      outlet.offer(taps.stream().flatMap(tap -> outlet.bad(tap, words).stream()).toList());
    }
  }

  private DriverLife life(String pid) {
    return lives.computeIfAbsent(pid, driver -> new DriverLife(driver, clock));
  }

  /** How each driver fares that has points; from any thread. */
  List<SourceLife.Sign> signs() {
    return lives.values().stream().map(DriverLife::sign).toList();
  }

  private Map<String, List<Tap>> grouped(List<Tap> taps) {
    Map<String, List<Tap>> grouped = new TreeMap<>();
    for (Tap tap : taps) {
      String driver = tap.channel().driver();
      if (only.isEmpty() || only.contains(driver)) {
        grouped.computeIfAbsent(driver, none -> new ArrayList<>()).add(tap);
      }
    }
    return grouped;
  }

  private void attend(String pid, List<Tap> taps, Driver driver, boolean changed) {
    DriverWatch watch = watches.get(pid);
    if (watch != null && !changed && watch.serves(driver, taps)) {
      return;
    }
    if (watch != null) {
      watches.remove(pid).close();
    }
    if (driver != null) {
      missing.remove(pid);
      DriverWatch made = new DriverWatch(pid, driver, taps, outlets.apply(life(pid)), gaps, clock);
      watches.put(pid, made);
      made.start();
      LOG.info("{}: {} points are read from driver {}", name, taps.size(), pid);
    } else if (!missing.containsKey(pid) || !missing.get(pid).containsAll(taps)) {
      absent(pid, taps);
    }
  }

  private void absent(String pid, List<Tap> taps) {
    String words = "no driver is named " + pid;
    LOG.warn("{}: {}; its {} points have no values until one is", name, words, taps.size());
    Set<Tap> told = missing.getOrDefault(pid, Set.of());
    bad(pid, taps.stream().filter(tap -> !told.contains(tap)).toList(), words);
    missing.put(pid, Set.copyOf(taps));
  }

  @Override
  public void close() {
    watches.values().forEach(DriverWatch::close);
    watches.clear();
  }
}
