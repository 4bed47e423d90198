package org.bellcrank.runtime.felix;

import java.util.logging.LogManager;

/**
 * Keeps its handlers while the process ends: the JDK's own manager drops them as soon as a signal
 * arrives, so that what happens during an orderly stop would be lost.
 */
public final class LastingLogManager extends LogManager {

  @Override
  public void reset() {
    // What was set up stays until the process is gone.
  }
}
