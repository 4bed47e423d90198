package org.bellcrank.itests.kura.configuration;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kura's configuration service does: seeds, merges, keeps and brings back. It validates
 * nothing. Thread-safe.
 */
public final class ConfigurationStore {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationStore.class);

  private final Delivery delivery;
  private final Snapshots snapshots;
  private final Map<String, Definition> definitions = new TreeMap<>();
  private final Map<String, Stored> current = new TreeMap<>();

  ConfigurationStore(Delivery delivery, Snapshots snapshots) {
    this.delivery = delivery;
    this.snapshots = snapshots;
  }

  /** Brings the newest snapshot back; passwords reach components plain. */
  synchronized void restore() throws IOException {
    NavigableSet<Long> ids = snapshots.ids();
    if (!ids.isEmpty()) {
      for (Stored stored : snapshots.read(ids.last())) {
        current.put(stored.pid(), stored);
        delivery.deliver(stored, Passwords.PLAIN);
      }
    }
  }

  /** Seeds what exists once with its defaults; gives the rest the keys it lacks. */
  synchronized void arrived(Bundle bundle) {
    for (Definition definition : MetatypeFiles.of(bundle)) {
      definitions.put(definition.pid(), definition);
      try {
        seed(definition);
      } catch (IOException e) {
        LOG.error("{} gets no configuration: {}", definition.pid(), e.getMessage());
      }
    }
  }

  private void seed(Definition definition) throws IOException {
    String pid = definition.pid();
    if (!definition.factory() && !current.containsKey(pid)) {
      Stored seeded = new Stored(pid, null, definition.defaults());
      current.put(pid, seeded);
      delivery.deliver(seeded, Passwords.ENCRYPTED);
      return;
    }
    for (Stored stored : List.copyOf(current.values())) {
      boolean concerned =
          definition.factory() ? pid.equals(stored.factoryPid()) : pid.equals(stored.pid());
      Stored merged = concerned ? stored.over(definition.defaults()) : stored;
      if (!merged.properties().keySet().equals(stored.properties().keySet())) {
        current.put(stored.pid(), merged);
        delivery.deliver(merged, Passwords.PLAIN);
      }
    }
  }

  public synchronized void create(
      String factoryPid, String pid, Map<String, Object> properties, boolean takeSnapshot)
      throws IOException {
    if (current.containsKey(pid)) {
      throw new IllegalArgumentException("there is a component " + pid + " already");
    }
    Stored stored =
        new Stored(pid, factoryPid, typed(factoryPid, properties)).over(defaults(factoryPid));
    current.put(pid, stored);
    delivery.deliver(stored, Passwords.PLAIN);
    snapshotIf(takeSnapshot);
  }

  /** Keys that are not given keep their values. */
  public synchronized void update(String pid, Map<String, Object> changes, boolean takeSnapshot)
      throws IOException {
    Stored before = current.get(pid);
    if (before == null) {
      throw new IllegalArgumentException("no component " + pid);
    }
    String kind = before.factoryPid() == null ? pid : before.factoryPid();
    Stored after = before.with(typed(kind, changes)).over(defaults(kind));
    current.put(pid, after);
    delivery.deliver(after, Passwords.ENCRYPTED);
    snapshotIf(takeSnapshot);
  }

  public synchronized void delete(String pid, boolean takeSnapshot) throws IOException {
    if (current.remove(pid) == null) {
      throw new IllegalArgumentException("no component " + pid);
    }
    delivery.delete(pid);
    snapshotIf(takeSnapshot);
  }

  private void snapshotIf(boolean wanted) throws IOException {
    if (wanted) {
      snapshot();
    }
  }

  /** A text for an attribute that is declared a password becomes one. */
  private Map<String, Object> typed(String kind, Map<String, Object> properties) {
    Definition definition = definitions.get(kind);
    Map<String, Object> typed = new TreeMap<>(properties);
    typed.replaceAll(
        (name, value) ->
            definition != null
                    && value instanceof String text
                    && definition.typeOf(name) == AttributeType.PASSWORD
                ? new Secret(text)
                : value);
    return typed;
  }

  private Map<String, Object> defaults(String kind) {
    Definition definition = definitions.get(kind);
    return definition == null ? Map.of() : definition.defaults();
  }

  public synchronized long snapshot() throws IOException {
    return snapshots.write(current.values());
  }

  public NavigableSet<Long> ids() throws IOException {
    return snapshots.ids();
  }

  public List<Stored> read(long id) throws IOException {
    return snapshots.read(id);
  }

  /** Takes the values of a snapshot; instances made since then go; a new snapshot is written. */
  public synchronized long rollback(long id) throws IOException {
    List<Stored> then = snapshots.read(id);
    Set<String> kept = new TreeSet<>();
    for (Stored stored : then) {
      kept.add(stored.pid());
      current.put(stored.pid(), stored);
      delivery.deliver(stored, Passwords.PLAIN);
    }
    for (Stored stored : List.copyOf(current.values())) {
      if (stored.factoryPid() != null && !kept.contains(stored.pid())) {
        current.remove(stored.pid());
        delivery.delete(stored.pid());
      }
    }
    return snapshot();
  }

  /** Null where there is none. */
  public synchronized Stored stored(String pid) {
    return current.get(pid);
  }

  public synchronized Collection<Stored> all() {
    return List.copyOf(current.values());
  }

  /** Null where no bundle that was active declares it. */
  public synchronized Definition definition(String kind) {
    return definitions.get(kind);
  }

  public synchronized Set<String> factories() {
    Set<String> factories = new TreeSet<>();
    definitions.values().stream()
        .filter(Definition::factory)
        .forEach(definition -> factories.add(definition.pid()));
    return factories;
  }
}
