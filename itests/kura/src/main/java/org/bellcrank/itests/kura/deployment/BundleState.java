package org.bellcrank.itests.kura.deployment;

import org.osgi.framework.Bundle;

/**
 * A bundle as the inventory shows it.
 *
 * @param state in the framework's words: INSTALLED, RESOLVED, STARTING, ACTIVE …
 */
public record BundleState(long id, String name, String version, String state) {

  static BundleState of(Bundle bundle) {
    return new BundleState(
        bundle.getBundleId(),
        bundle.getSymbolicName(),
        bundle.getVersion().toString(),
        word(bundle.getState()));
  }

  private static String word(int state) {
    return switch (state) {
      case Bundle.INSTALLED -> "INSTALLED";
      case Bundle.RESOLVED -> "RESOLVED";
      case Bundle.STARTING -> "STARTING";
      case Bundle.STOPPING -> "STOPPING";
      case Bundle.ACTIVE -> "ACTIVE";
      default -> "UNINSTALLED";
    };
  }
}
