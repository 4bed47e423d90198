package org.bellcrank.itests.plant;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What nobody but the plant itself knows.
 *
 * @param state what the machine is doing
 * @param faults what is wrong with it; empty when nothing is
 * @param wear how far its one growing fault is: 0 none, 1 at its limit; may go on above 1
 * @param left how long that fault takes yet to its limit, zero from there on; empty where none
 *     grows to one
 */
public record Truth(
    OperatingState state, List<Fault> faults, double wear, Optional<Duration> left) {

  /** Keeps the list unchangeable. */
  public Truth {
    faults = List.copyOf(faults);
  }

  /** Of a machine whose faults come and go. */
  Truth(OperatingState state, List<Fault> faults, double wear) {
    this(state, faults, wear, Optional.empty());
  }

  /** Whether something is wrong. */
  public boolean faulty() {
    return !faults.isEmpty();
  }
}
