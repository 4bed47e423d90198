package org.bellcrank.itests.kura.configuration;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.event.EventAdmin;
import org.osgi.util.tracker.BundleTracker;

/** Watches bundles come up and gives their components what they are to be configured with. */
public final class Configuring implements AutoCloseable {

  /** Sixteen bytes, known to nobody else: a stock gateway's key is public. */
  private static final String KEY = "double-of-a-gate";

  private final Aes aes = new Aes(KEY);
  private final ConfigurationStore store;
  private final Registered registered;
  private final BundleTracker<Bundle> active;

  public Configuring(
      BundleContext context, ConfigurationAdmin admin, EventAdmin events, Path snapshots)
      throws IOException {
    store = new ConfigurationStore(new Delivery(admin, events, aes), new Snapshots(snapshots, aes));
    registered = new Registered(context);
    active =
        new BundleTracker<>(context, Bundle.ACTIVE, null) {
          @Override
          public Bundle addingBundle(Bundle bundle, BundleEvent event) {
            store.arrived(bundle);
            return bundle;
          }
        };
  }

  public void start() throws IOException {
    store.restore();
    active.open();
  }

  public Aes aes() {
    return aes;
  }

  public ConfigurationStore store() {
    return store;
  }

  public Registered registered() {
    return registered;
  }

  @Override
  public void close() {
    active.close();
  }
}
