package org.bellcrank.observation.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;

/** An intake that remembers what it took. Safe for any thread. */
public final class MemoryIntake implements ObservationIntake {

  private final List<Observation> accepted = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private int refusals;

  /** What was accepted, each observation once, in the order of its coming. */
  public synchronized List<Observation> accepted() {
    return List.copyOf(accepted);
  }

  /** How many of the next observations are refused, as on a full disk. */
  public synchronized void refuse(int next) {
    refusals = next;
  }

  /** Whether every observation is refused from now on, as on a full disk. */
  public void full(boolean refuses) {
    refuse(refuses ? Integer.MAX_VALUE : 0);
  }

  @Override
  public synchronized Accepted accept(Observation observation) {
    if (refusals > 0) {
      refusals--;
      throw new StoreException("the disk is full", null);
    }
    boolean first = known.add(observation.id());
    if (first) {
      accepted.add(observation);
    }
    return new Accepted(observation.id(), accepted.size(), !first);
  }

  @Override
  public CompletableFuture<Accepted> submit(Observation observation) {
    try {
      return CompletableFuture.completedFuture(accept(observation));
    } catch (StoreException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
