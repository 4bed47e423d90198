package org.bellcrank.container.inside;

import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bellcrank.runtime.felix.WhatIsDown;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;

/** What a test inside the framework asks of it. */
public final class Inside {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final Duration SETTLED = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(100);

  private Inside() {}

  /** The context of the test's own bundle. */
  public static BundleContext context() {
    return FrameworkUtil.getBundle(Inside.class).getBundleContext();
  }

  /** An installed bundle by its symbolic name. */
  public static Bundle bundle(String symbolicName) {
    for (Bundle bundle : context().getBundles()) {
      if (symbolicName.equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    throw new AssertionError("no bundle " + symbolicName + " is installed");
  }

  /**
   * Waits twenty seconds for a service.
   *
   * @throws AssertionError when it does not come, with everything that is down and why
   */
  public static <T> T service(Class<T> type) throws InterruptedException {
    ServiceTracker<T, T> tracker = new ServiceTracker<>(context(), type, null);
    tracker.open();
    T service = tracker.waitForService(LIMIT.toMillis());
    if (service == null) {
      String reasons = String.join(System.lineSeparator(), whatIsDown());
      throw new AssertionError(
          "nobody offered %s within %d s%n%s"
              .formatted(type.getName(), LIMIT.toSeconds(), reasons));
    }
    return service;
  }

  /** Gives a component one setting, as the gateway's configuration service would. */
  public static void configure(String pid, String setting, Object value) throws Exception {
    service(ConfigurationAdmin.class)
        .getConfiguration(pid, "?")
        .update(new Hashtable<>(Map.of(setting, value, "kura.service.pid", pid)));
  }

  /** Waits thirty seconds for nothing to be down, and tells what then still is. */
  public static List<String> settled() throws InterruptedException {
    long end = System.nanoTime() + SETTLED.toNanos();
    List<String> down = whatIsDown();
    while (!down.isEmpty() && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
      down = whatIsDown();
    }
    return down;
  }

  /** Bundles and components that are down, told from the causes to what they bring down. */
  public static List<String> whatIsDown() {
    ServiceReference<ServiceComponentRuntime> reference =
        context().getServiceReference(ServiceComponentRuntime.class);
    if (reference == null) {
      return List.of("the framework has no runtime of declarative services");
    }
    return WhatIsDown.all(context().getBundles(), context().getService(reference));
  }
}
