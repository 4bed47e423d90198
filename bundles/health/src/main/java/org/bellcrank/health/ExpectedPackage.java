package org.bellcrank.health;

import java.util.List;

/**
 * A package that was installed and what it lists.
 *
 * @param version empty where the framework does not know it
 */
public record ExpectedPackage(String name, String version, List<ExpectedBundle> bundles) {

  /** Keeps an unmodifiable copy. */
  public ExpectedPackage {
    bundles = List.copyOf(bundles);
  }

  /**
   * A bundle that a package lists.
   *
   * @param name symbolic name
   * @param version empty where the package does not say it
   * @param content hash of what it holds; empty where the package does not say it
   */
  public record ExpectedBundle(String name, String version, String content) {}
}
