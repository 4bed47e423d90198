package org.bellcrank.itests.kura.configuration;

import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The components that are there: services of Kura's two markers. One whose {@code service.pid} is
 * no single text is ignored, as Kura does.
 */
public final class Registered {

  private final BundleContext context;

  public Registered(BundleContext context) {
    this.context = context;
  }

  /** Names by which people address them. */
  public Set<String> pids() {
    Set<String> pids = new TreeSet<>();
    for (String marker :
        new String[] {
          "org.eclipse.kura.configuration.ConfigurableComponent",
          "org.eclipse.kura.configuration.SelfConfiguringComponent"
        }) {
      for (ServiceReference<?> reference : references(marker)) {
        if (reference.getProperty("service.pid") instanceof String pid) {
          Object given = reference.getProperty("kura.service.pid");
          pids.add(given instanceof String name ? name : pid);
        }
      }
    }
    return pids;
  }

  private ServiceReference<?>[] references(String marker) {
    try {
      ServiceReference<?>[] found = context.getAllServiceReferences(marker, null);
      return found == null ? new ServiceReference<?>[0] : found;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter was given", e);
    }
  }
}
