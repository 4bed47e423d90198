package org.bellcrank.reject.opcua;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one instance may do.
 *
 * @param name the instance's name
 * @param enabled whether it writes at all
 * @param driver name of the driver's instance
 * @param endpoint that driver's server; with another one nothing is written
 * @param nodes in their order; the first that fits a finding is pulsed
 * @param oldest age of a finding above which it is too late
 * @param perMinute pulses in any 60 s, from 1
 */
record Plan(
    String name,
    boolean enabled,
    String driver,
    String endpoint,
    List<Whitelisted> nodes,
    Duration oldest,
    int perMinute) {

  Plan {
    nodes = List.copyOf(nodes);
  }

  Optional<Whitelisted> node(Reject reject) {
    return nodes.stream().filter(each -> each.fits(reject)).findFirst();
  }

  /**
   * Whether that is the server of now. The name of the driver does not count: another driver at the
   * same address reaches the same machine.
   */
  boolean speaksTo(String other) {
    return endpoint.equals(other);
  }

  boolean names(String node) {
    return nodes.stream().anyMatch(each -> each.node().equals(node));
  }
}
