package org.bellcrank.fleet.mqtt;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Which gateways there are, from their birth certificates and from what the caller named. */
final class Births {

  private final Map<String, KuraPayload> born = new ConcurrentHashMap<>();
  private final Map<String, String> state = new ConcurrentHashMap<>();

  Births(FleetLink link) {
    link.listen(this::heard);
  }

  private void heard(String topic, KuraPayload payload) {
    String[] parts = topic.split("/");
    if (parts.length != 3 || !parts[1].equals("MQTT")) {
      return;
    }
    switch (parts[2]) {
      case "BIRTH" -> {
        born.put(parts[0], payload);
        state.put(parts[0], "connected");
      }
      case "APPS" -> state.put(parts[0], "connected");
      case "DC" -> state.put(parts[0], "disconnected");
      case "LWT" -> state.put(parts[0], "lost");
      default -> state.putIfAbsent(parts[0], "heard");
    }
  }

  /**
   * Listens until every gateway that was named is heard, or the time is over.
   *
   * @return named and heard ones, by client id
   */
  Set<String> gather(Collection<String> named, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end && (named.isEmpty() || !born.keySet().containsAll(named))) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    Set<String> all = new TreeSet<>(named);
    all.addAll(state.keySet());
    return all;
  }

  Optional<KuraPayload> certificate(String gateway) {
    return Optional.ofNullable(born.get(gateway));
  }

  /** connected, disconnected, lost; {@code not heard} without a certificate. */
  String state(String gateway) {
    return state.getOrDefault(gateway, "not heard");
  }
}
