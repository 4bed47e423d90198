package org.bellcrank.container.inside;

import java.time.Duration;
import java.util.List;
import org.bellcrank.runtime.felix.WhatIsDown;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;

/** What a test inside the framework asks of it. */
public final class Inside {

  private static final Duration LIMIT = Duration.ofSeconds(20);

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
