package org.bellcrank.publish.mqtt;

import java.util.concurrent.TimeUnit;

/** How fast a platform takes messages of one client. Safe for any thread. */
final class Pace {

  private final long between;
  private boolean any;
  private long next;

  /**
   * An even pace.
   *
   * @param perSecond messages; zero for as fast as they come
   */
  Pace(int perSecond) {
    between = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  boolean none() {
    return between == 0;
  }

  /** How long the next message waits from now on; each call stands for one message. */
  synchronized long millisToWait(long now) {
    if (!any || next - now < 0) {
      any = true;
      next = now;
    }
    long wait = next - now;
    next += between;
    return (wait + TimeUnit.MILLISECONDS.toNanos(1) - 1) / TimeUnit.MILLISECONDS.toNanos(1);
  }
}
