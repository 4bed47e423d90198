package org.bellcrank.health.osgi;

import java.time.Clock;
import org.bellcrank.health.GatewayHealth;
import org.bellcrank.health.HealthFacts;
import org.bellcrank.health.HealthReport;
import org.bellcrank.health.HealthState;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the journal when the state of the gateway changes, once there is a store. */
@Component(
    service = {},
    immediate = true)
public final class HealthJournal {

  /** Kind of the entries; their subject is {@code gateway}. */
  static final String KIND = "health.changed";

  private static final Logger LOG = LoggerFactory.getLogger(HealthJournal.class);

  private final Store store;
  private final Clock clock = Clock.systemUTC();
  private final GatewayHealth.Listening listening;
  private HealthState written = HealthState.OK;

  /** Begins to listen. */
  @Activate
  public HealthJournal(@Reference GatewayHealth health, @Reference Store store) {
    this.store = store;
    listening = health.onChange(this::changed);
  }

  private synchronized void changed(HealthReport report) {
    if (report.state() == written) {
      return;
    }
    try {
      store.commit(
          unit -> {
            unit.append(clock.instant(), KIND, "gateway", HealthFacts.brief(report));
            return null;
          });
      written = report.state();
    } catch (StoreException e) {
      LOG.warn("the journal did not take that health is {}", report.state().word(), e);
    }
  }

  @Deactivate
  void stop() {
    listening.close();
  }
}
