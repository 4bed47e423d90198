package org.bellcrank.itests.chaos.mixed;

import java.io.IOException;
import java.util.SplittableRandom;

/**
 * One kind of fault.
 *
 * @param name as the report calls it
 * @param group of faults that do not fall at the same time
 * @param leastMillis how long it lasts at least
 * @param mostMillis how long it lasts at most
 * @param begins makes it
 * @param ends takes it away
 */
record Trouble(
    String name, String group, int leastMillis, int mostMillis, Action begins, Action ends) {

  /** Makes or takes away a fault. */
  @FunctionalInterface
  interface Action {

    Action NOTHING = random -> {};

    /**
     * @param random for what is drawn at that moment
     */
    void take(SplittableRandom random) throws IOException, InterruptedException;
  }
}
