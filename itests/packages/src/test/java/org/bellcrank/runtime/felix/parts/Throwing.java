package org.bellcrank.runtime.felix.parts;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Refuses to start, as an activator and as a component. */
public final class Throwing implements BundleActivator, Runnable {

  @Override
  public void start(BundleContext context) {
    activate();
  }

  /** Called by the component runtime. */
  public void activate() {
    throw new IllegalStateException("the spindle is stuck");
  }

  @Override
  public void stop(BundleContext context) {
    // Never started.
  }

  @Override
  public void run() {
    // Never reached.
  }
}
