package org.bellcrank.runtime.felix.parts;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Starts and does nothing; as a component it offers a service that does nothing. */
public final class Idle implements BundleActivator, Runnable {

  @Override
  public void start(BundleContext context) {
    // Nothing to do.
  }

  @Override
  public void stop(BundleContext context) {
    // Nothing to do.
  }

  @Override
  public void run() {
    // Nothing to do.
  }
}
