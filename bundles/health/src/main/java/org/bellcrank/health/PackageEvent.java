package org.bellcrank.health;

import java.time.Instant;

/**
 * The gateway said that a package was installed or removed. That it says "successful" proves
 * nothing about its bundles.
 *
 * @param name empty where the gateway did not say it
 * @param version empty where the gateway did not say it
 * @param note what the gateway said went wrong; empty where nothing
 */
public record PackageEvent(
    Kind kind, String name, String version, boolean successful, String note, Instant at) {

  /** What was done. */
  public enum Kind {
    INSTALLED,
    UNINSTALLED
  }
}
