package org.bellcrank.closure;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.delivery.ForeignOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the readings of one instance tell about themselves. Safe for any thread. */
final class Progress {

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final int MOST_LINES = 20;

  private final String instance;
  private Instant read;
  private Instant failing;
  private String words = "";
  private Optional<Instant> mark = Optional.empty();
  private final Map<String, String> unknown = new LinkedHashMap<>();
  private final Set<String> unreadable = new LinkedHashSet<>();

  /** As the last reading left it: while one is under way its lines are not all there yet. */
  private List<String> shown = List.of();

  Progress(String instance) {
    this.instance = instance;
  }

  synchronized ClosureDesk.Health health() {
    return new ClosureDesk.Health(
        instance,
        Optional.ofNullable(read),
        Optional.ofNullable(failing),
        words,
        mark,
        unknown.values().stream().distinct().toList(),
        shown);
  }

  synchronized boolean isFailing() {
    return failing != null;
  }

  synchronized void begun() {
    unreadable.clear();
  }

  synchronized void ended() {
    shown = List.copyOf(unreadable);
  }

  synchronized void well(Instant now) {
    if (failing != null) {
      LOG.info("Connector instance {}: orders are read again", instance);
    }
    read = now;
    failing = null;
    words = "";
  }

  synchronized void failed(Instant now, String why) {
    if (failing == null) {
      failing = now;
      LOG.warn("Connector instance {}: what became of orders is not read: {}", instance, why);
    }
    words = why;
  }

  synchronized Optional<Instant> mark() {
    return mark;
  }

  synchronized void marked(Optional<Instant> to) {
    mark = to;
  }

  synchronized void understood(String name, ForeignOrder order) {
    if (order.status().isPresent()) {
      unknown.remove(name);
    } else if (unknown.size() < MOST_LINES && unknown.put(name, order.foreignStatus()) == null) {
      LOG.warn(
          "Connector instance {}: its connector does not know the status {} of {}",
          instance,
          order.foreignStatus(),
          name);
    }
  }

  synchronized void unreadable(String line) {
    if (unreadable.size() < MOST_LINES && unreadable.add(line) && !shown.contains(line)) {
      LOG.warn("Connector instance {}: {}", instance, line);
    }
  }
}
