package org.bellcrank.runtime.felix.parts;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Sends SIGKILL to its own process: the deployment is cut between two bundles. */
public final class Killing implements BundleActivator {

  @Override
  public void start(BundleContext context) throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-9", self).inheritIO().start();
    new CountDownLatch(1).await();
  }

  @Override
  public void stop(BundleContext context) {
    // Never reached.
  }
}
