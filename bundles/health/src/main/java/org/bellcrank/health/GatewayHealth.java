package org.bellcrank.health;

import java.util.function.Consumer;

/** How the gateway is. A service; safe for any thread. */
public interface GatewayHealth {

  /**
   * The newest report. It is made after each change of the framework and kept; only the very first
   * call may take the time of a look.
   */
  HealthReport report();

  /**
   * Hears of the report that was told last at once and then of every one that says something else.
   * What is merely not there yet is told only when it does not come for a while, so a start tells
   * nothing that the next moment mends; {@link #report} never waits. Called on the thread that
   * looks, one at a time; a listener must not wait for anything long.
   *
   * @return ends the listening; may be called more than once
   */
  Listening onChange(Consumer<HealthReport> listener);

  /** A running subscription. */
  @FunctionalInterface
  interface Listening extends AutoCloseable {

    @Override
    void close();
  }
}
