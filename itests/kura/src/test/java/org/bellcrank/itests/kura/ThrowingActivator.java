package org.bellcrank.itests.kura;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Of a package that cannot start. */
public final class ThrowingActivator implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    throw new IllegalStateException("this activator always throws");
  }

  @Override
  public void stop(BundleContext context) {
    // Never started.
  }
}
