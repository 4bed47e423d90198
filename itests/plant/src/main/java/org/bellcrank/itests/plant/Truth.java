package org.bellcrank.itests.plant;

import java.util.List;

/**
 * What nobody but the plant itself knows.
 *
 * @param state what the machine is doing
 * @param faults what is wrong with it; empty when nothing is
 * @param wear how far its one growing fault is: 0 none, 1 at its limit; may go on above 1
 */
public record Truth(OperatingState state, List<Fault> faults, double wear) {

  /** Keeps the list unchangeable. */
  public Truth {
    faults = List.copyOf(faults);
  }

  /** Whether something is wrong. */
  public boolean faulty() {
    return !faults.isEmpty();
  }
}
