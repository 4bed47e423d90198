package org.bellcrank.build;

import java.nio.file.Path;

/**
 * A bundle as it goes into a package.
 *
 * @param symbolicName its identity on the gateway
 * @param version with our qualifier, or a third party's own
 * @param file the jar to put in
 * @param content hash of what it holds; empty for a third party's
 */
public record PackagedBundle(String symbolicName, String version, Path file, String content) {

  /** A bundle whose content nobody vouches for. */
  public PackagedBundle(String symbolicName, String version, Path file) {
    this(symbolicName, version, file, "");
  }

  public String entryName() {
    return symbolicName + "_" + version + ".jar";
  }
}
