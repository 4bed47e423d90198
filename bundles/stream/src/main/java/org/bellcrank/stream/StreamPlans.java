package org.bellcrank.stream;

import java.util.Optional;

/**
 * Which plan is in force; a service of those who read the site documents. Safe for any thread, and
 * cheap: it is asked for every batch of samples.
 */
public interface StreamPlans {

  /**
   * The plan in force, the same object as long as it is; empty until the documents that lay ready
   * at the start were judged. Samples wait meanwhile.
   */
  Optional<StreamPlan> current();
}
