package org.bellcrank.pipeline;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
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
 * are in force.
 */
@Component(service = Pipeline.class, immediate = true)
public final class Pipeline {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
  private static final String READER = "pipeline";
  private static final int BATCH = 256;
  private static final long LOOK_EVERY_MILLIS = 250;

  private final Store store;
  private final ActiveSite documents;
  private final Outbox outbox;
  private final Clock clock;
  private final Semaphore wake = new Semaphore(0);
  private final Store.Registration registration;
  private final Thread thread;
  private volatile OrderLinks links = OrderLinks.NONE;
  private volatile Deciding deciding;
  private volatile boolean stopped;

  /** Starts to follow, on a thread of its own. */
  @Activate
  public Pipeline(
      @Reference Store store,
      @Reference ActiveSite documents,
      @Reference Outbox outbox,
      @Reference Clock clock) {
    this.store = store;
    this.documents = documents;
    this.outbox = outbox;
    this.clock = clock;
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
    int held = decideHeld(site);
    int taken;
    try {
      taken = store.commit(unit -> decideBatch(unit, site, BATCH));
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("A batch could not be decided, going through it one by one: {}", e.toString());
      taken = oneByOne(site);
    }
    return taken == BATCH || held > 0;
  }

  private int oneByOne(Site site) {
    int taken = 0;
    while (taken < BATCH && !stopped && one(site) > 0) {
      taken++;
    }
    return taken;
  }

  private int decideBatch(UnitOfWork unit, Site site, int atMost) {
    Positions positions = unit.port(Positions.class);
    long position = positions.position(READER);
    List<ObservationBook.Stored> batch = unit.port(ObservationBook.class).after(position, atMost);
    if (batch.isEmpty()) {
      return 0;
    }
    Decider decider = new Decider(unit, site, outbox, links, clock.instant());
    batch.forEach(decider::decide);
    positions.advance(READER, batch.get(batch.size() - 1).position());
    return batch.size();
  }

  /**
   * Decides the next observation alone; one that cannot be decided goes to a person, not in
   * circles.
   */
  private int one(Site site) {
    try {
      return store.commit(unit -> decideBatch(unit, site, 1));
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("An observation could not be decided; its findings go to a person", e);
      return store.commit(unit -> giveToPerson(unit, site, e));
    }
  }

  private int giveToPerson(UnitOfWork unit, Site site, Throwable failure) {
    Positions positions = unit.port(Positions.class);
    List<ObservationBook.Stored> next =
        unit.port(ObservationBook.class).after(positions.position(READER), 1);
    for (ObservationBook.Stored stored : next) {
      FindingBook.State state = undecided(site, failure);
      for (Finding finding : stored.observation().findings()) {
        unit.port(FindingBook.class).open(finding, clock.instant(), state);
      }
      unit.append(clock.instant(), "observation.undecided", stored.observation().id(), state.why());
      positions.advance(READER, stored.position());
    }
    return next.size();
  }

  private static FindingBook.State undecided(Site site, Throwable failure) {
    String reason = "could not be decided: " + failure;
    return new FindingBook.State(
        Disposition.IN_REVIEW,
        reason,
        Optional.empty(),
        Optional.empty(),
        Facts.with("queue", "planner")
            .put("reason", reason)
            .put("documents", site.version())
            .build());
  }

  /** Decides what was held and whose time has come; how many there were. */
  private int decideHeld(Site site) {
    List<FindingBook.Row> due =
        store.read(unit -> unit.port(FindingBook.class).due(clock.instant(), BATCH));
    for (FindingBook.Row row : due) {
      try {
        store.commit(unit -> decideHeld(unit, site, row.finding()));
      } catch (StoreException e) {
        throw e;
      } catch (RuntimeException | StackOverflowError e) {
        LOG.error("A held finding could not be decided; it goes to a person", e);
        store.commit(
            unit -> {
              unit.port(FindingBook.class)
                  .move(row.finding().id(), clock.instant(), undecided(site, e));
              return null;
            });
      }
    }
    return due.size();
  }

  private Finding decideHeld(UnitOfWork unit, Site site, Finding finding) {
    ObservationBook.Stored stored =
        unit.port(ObservationBook.class).find(finding.observation()).orElseThrow();
    new Decider(unit, site, outbox, links, clock.instant())
        .decideHeld(finding, stored.observation());
    return finding;
  }
}
