package org.bellcrank.itests.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** Finds the gateway's parts when a measurement wants them. */
final class Services {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final BundleContext framework;

  Services(BundleContext framework) {
    this.framework = framework;
  }

  /**
   * Waits for a service.
   *
   * @throws BenchException when none comes within a minute
   */
  <T> T get(Class<T> type) throws BenchException, InterruptedException {
    // Left open: the service stays in use until the framework stops.
    ServiceTracker<T, T> tracker = new ServiceTracker<>(framework, type, null);
    tracker.open();
    T service = tracker.waitForService(LIMIT.toMillis());
    if (service == null) {
      throw new BenchException(
          "no %s came within %d s; the profile bench brings one; nothing was measured"
              .formatted(type.getName(), LIMIT.toSeconds()));
    }
    return service;
  }

  /** What the command line said, by its framework property. */
  Optional<String> property(String name) {
    return Optional.ofNullable(framework.getProperty("bellcrank." + name))
        .filter(text -> !text.isBlank());
  }

  /** The checkout. */
  Path home() {
    return Path.of(property("home").orElse("."));
  }
}
