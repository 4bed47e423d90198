package org.bellcrank.health.osgi;

import org.osgi.framework.Bundle;

/** Which bundles and packages are looked after; what else runs on the gateway is not our matter. */
final class Ours {

  /** Header that the build writes: the package a bundle came with. */
  static final String PACKAGE = "Bellcrank-Package";

  /** Header that the build writes into one bundle of each package: all its bundles. */
  static final String PACKAGE_BUNDLES = "Bellcrank-Package-Bundles";

  /** Header that the build writes: hash of what the bundle holds. */
  static final String CONTENT = "Bellcrank-Content";

  private static final String PREFIX = "org.bellcrank.";

  private Ours() {}

  static boolean is(Bundle bundle) {
    String name = bundle.getSymbolicName();
    return bundle.getBundleId() != 0
        && name != null
        && (name.startsWith(PREFIX) || bundle.getHeaders("").get(PACKAGE) != null);
  }

  /** A header, or empty text. */
  static String header(Bundle bundle, String header) {
    String value = bundle.getHeaders("").get(header);
    return value == null ? "" : value.strip();
  }
}
