package org.bellcrank.asset;

/**
 * Hears what became of the gaps of a channel. Who listens to a channel of a driver may be one as
 * well; a driver that fills gaps asks its listeners whether they are. No service.
 */
public interface GapListener {

  /**
   * A gap was filled, in whole or in part, or never will be; told once for each gap, after its
   * values. On a thread of the driver, which goes on only when this returns: it must not wait.
   */
  void onGap(GapReport gap);
}
