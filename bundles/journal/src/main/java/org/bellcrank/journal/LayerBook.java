package org.bellcrank.journal;

import java.util.Optional;

/** Knows by which layers events leave; offered by whoever reads documents. Safe for any thread. */
public interface LayerBook {

  /** The plan in force; empty while it is not known yet: nothing leaves until it is. */
  Optional<LayerPlan> plan();
}
