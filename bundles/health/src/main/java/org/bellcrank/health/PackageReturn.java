package org.bellcrank.health;

/**
 * Puts an earlier version of a package back, so that it also comes back at the next start of the
 * gateway. A service where the gateway keeps the files of earlier packages; safe for any thread.
 */
public interface PackageReturn {

  /**
   * Begins to put a package back; how it ends is heard as any other package event.
   *
   * @param name of the package
   * @param version the one that worked
   * @return whether the file was there and the gateway was asked
   */
  boolean putBack(String name, String version);
}
