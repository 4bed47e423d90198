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
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
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

  private final Clock clock = Clock.systemUTC();
  private final GatewayHealth health;
  private GatewayHealth.Listening listening = () -> {};
  private Store store;
  private HealthState written = HealthState.OK;

  /** Waits for a store. */
  @Activate
  public HealthJournal(@Reference GatewayHealth health) {
    this.health = health;
  }

  /** The store; a gateway without one is told of by others. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setStore(Store there) {
    listening.close();
    store = there;
    listening = health.onChange(this::changed);
  }

  /** It went; what changes meanwhile is written when the next one comes. */
  public synchronized void unsetStore(Store gone) {
    store = store == gone ? null : store;
  }

  private synchronized void changed(HealthReport report) {
    if (store == null || report.state() == written) {
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
  synchronized void stop() {
    listening.close();
  }
}
