package org.bellcrank.pipeline;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.pipeline.start.StartGate;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.workorder.OrderLinks;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the accepted observations and decides their findings. Placement, condition states,
 * decisions, orders, outbox rows, journal entries and the reading position commit together, so that
 * after a crash each observation is decided exactly once. Nothing is decided before site documents
 * are in force and the start has brought up, or declared missing, what it waits for.
 */
@Component(service = Pipeline.class, immediate = true)
public final class Pipeline {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
  private static final int BATCH = 256;
  private static final long LOOK_EVERY_MILLIS = 250;

  private final ActiveSite documents;
  private final Clock clock;
  private final StartGate gate;
  private final Decisions decisions;
  private final Semaphore wake = new Semaphore(0);
  private final Store.Registration registration;
  private final Thread thread;
  private volatile OrderLinks links = OrderLinks.NONE;
  private volatile Deciding deciding;
  private volatile boolean stopped;

  /** Starts to follow, on a thread of its own, behind an open gate. */
  public Pipeline(Store store, ActiveSite documents, Outbox outbox, Clock clock) {
    this(store, documents, outbox, clock, StartGate.OPEN);
  }

  /** Starts to follow, on a thread of its own. */
  @Activate
  public Pipeline(
      @Reference Store store,
      @Reference ActiveSite documents,
      @Reference Outbox outbox,
      @Reference Clock clock,
      @Reference StartGate gate) {
    this.gate = gate;
    this.documents = documents;
    this.clock = clock;
    this.decisions = new Decisions(store, outbox, () -> links, clock);
    this.deciding = new Deciding(Deciding.State.WAITING, "", clock.instant());
    this.registration = store.onCommit(wake::release);
    this.thread = new Thread(this::follow, "bellcrank-pipeline");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where people look at orders; orders that are made without it name no address. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setOrderLinks(OrderLinks there) {
    links = there;
  }

  /** It went. */
  public synchronized void unsetOrderLinks(OrderLinks gone) {
    links = links == gone ? OrderLinks.NONE : links;
  }

  /** Stops after the batch at hand. */
  @Deactivate
  public void stop() {
    stopped = true;
    decisions.end();
    registration.close();
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How deciding goes at this moment; safe from any thread. */
  public Deciding deciding() {
    return deciding;
  }

  /** Notes how deciding goes; true where that is news. */
  private boolean become(Deciding.State state, String note) {
    Deciding before = deciding;
    if (before.state() == state && before.note().equals(note)) {
      return false;
    }
    Instant since = before.state() == state ? before.since() : clock.instant();
    deciding = new Deciding(state, note, since);
    return true;
  }

  private void follow() {
    try {
      while (!stopped) {
        if (!look()) {
          wake.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
          wake.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Deciding was asked to end");
    } finally {
      become(Deciding.State.STOPPED, "");
    }
  }

  /**
   * Looks once for what is to be decided; true when there is more. Whatever goes wrong, errors
   * included, is told once and tried again: a thread that died would leave findings undecided in
   * silence.
   */
  private boolean look() throws InterruptedException {
    try {
      String starting = gate.waitsFor();
      if (!starting.isEmpty()) {
        become(Deciding.State.WAITING, "the gateway starts; " + starting);
        return false;
      }
      Optional<Site> site = documents.site();
      boolean more = site.isPresent() && step(site.get());
      boolean failed = deciding.state() == Deciding.State.FAILING;
      if (site.isPresent() && become(Deciding.State.RUNNING, "") && failed) {
        LOG.info("Deciding goes on; nothing was lost");
      } else if (site.isEmpty()) {
        become(Deciding.State.WAITING, "no site documents are in force");
      }
      return more;
    } catch (StoreException e) {
      if (become(Deciding.State.FAILING, "the store says: " + e.getMessage())) {
        LOG.error("Deciding waits, the store says: {}", e.getMessage());
      }
    } catch (RuntimeException | Error e) {
      if (become(Deciding.State.FAILING, e.toString())) {
        LOG.error("Deciding stumbled; nothing is lost, it is tried again every second", e);
      }
    }
    if (wake.tryAcquire(1, TimeUnit.SECONDS)) {
      wake.drainPermits();
    }
    return false;
  }

  /** One step; tells whether there is more to do at once. */
  private boolean step(Site site) {
    int held = decisions.held(site, BATCH);
    // Others may have come into force while that was written.
    int taken = decisions.next(documents.site().orElse(site), BATCH);
    return taken == BATCH || held > 0;
  }
}
