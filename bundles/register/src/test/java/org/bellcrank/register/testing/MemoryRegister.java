package org.bellcrank.register.testing;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.bellcrank.asset.Standing;
import org.bellcrank.asset.StandingBook;
import org.bellcrank.register.Discrepancy;
import org.bellcrank.register.RegisterBook;
import org.bellcrank.register.RegisterEntry;

/** Registers without a disk; used inside units of a store that runs one at a time. */
public final class MemoryRegister implements RegisterBook, StandingBook {

  private final Map<String, NavigableMap<String, RegisterEntry>> entries = new HashMap<>();
  private final Map<String, Reading> readings = new HashMap<>();
  private final Map<String, List<Discrepancy>> discrepancies = new HashMap<>();
  private final Map<String, List<Standing>> standings = new TreeMap<>();

  private NavigableMap<String, RegisterEntry> of(String instance) {
    return entries.computeIfAbsent(instance, none -> new TreeMap<>());
  }

  @Override
  public Optional<RegisterEntry> find(String instance, String foreignId) {
    return Optional.ofNullable(of(instance).get(foreignId));
  }

  @Override
  public void keep(RegisterEntry entry) {
    of(entry.instance()).put(entry.asset().foreignId(), entry);
  }

  @Override
  public List<RegisterEntry> after(String instance, String after, int limit) {
    return of(instance).tailMap(after, false).values().stream().limit(limit).toList();
  }

  @Override
  public long size(String instance) {
    return of(instance).values().stream().filter(entry -> entry.goneAt().isEmpty()).count();
  }

  @Override
  public int gone(String instance, Instant since, Instant at) {
    List<RegisterEntry> unseen =
        of(instance).values().stream()
            .filter(entry -> entry.lastSeen().isBefore(since) && entry.goneAt().isEmpty())
            .toList();
    unseen.forEach(
        entry ->
            keep(
                new RegisterEntry(
                    instance,
                    entry.asset(),
                    entry.firstSeen(),
                    entry.lastSeen(),
                    entry.retiredAt(),
                    Optional.of(at))));
    return unseen.size();
  }

  @Override
  public Optional<Reading> reading(String instance) {
    return Optional.ofNullable(readings.get(instance));
  }

  @Override
  public void keep(Reading reading) {
    readings.put(reading.instance(), reading);
  }

  @Override
  public void end(String instance) {
    readings.remove(instance);
    discrepancies.remove(instance);
  }

  @Override
  public List<Discrepancy> discrepancies(String instance) {
    return discrepancies.getOrDefault(instance, List.of());
  }

  @Override
  public void replace(String instance, List<Discrepancy> told) {
    discrepancies.put(instance, List.copyOf(told));
  }

  @Override
  public List<Standing> standings() {
    return standings.values().stream().flatMap(List::stream).toList();
  }

  @Override
  public void stand(String instance, List<Standing> told) {
    standings.put(instance, List.copyOf(told));
  }
}
