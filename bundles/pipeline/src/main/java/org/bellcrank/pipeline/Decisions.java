package org.bellcrank.pipeline;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Canary;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.site.Site;
import org.bellcrank.workorder.OrderLinks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides accepted observations and held findings, each step one unit of work on a store. The
 * gateway's pipeline calls it as observations come; a replay calls it with recorded ones, another
 * store and recorded time, so that both decide alike. Not safe for several threads at once, but for
 * {@link #end}.
 */
public final class Decisions {

  private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);
  private static final String READER = "pipeline";

  private final Store store;
  private final Outbox outbox;
  private final Supplier<OrderLinks> links;
  private final Clock clock;
  private final Standings standings = new Standings();
  private volatile boolean ended;

  /**
   * Decides on a store.
   *
   * @param links where people look at orders, asked anew for each unit
   * @param clock the time of each decision
   */
  public Decisions(Store store, Outbox outbox, Supplier<OrderLinks> links, Clock clock) {
    this.store = store;
    this.outbox = outbox;
    this.links = links;
    this.clock = clock;
  }

  /** Lets a call that goes through a batch one by one return after the observation at hand. */
  public void end() {
    ended = true;
  }

  /**
   * Decides the observations after the reading position; one that cannot be decided goes to a
   * person and does not hold up the others.
   *
   * @param atMost how many at most
   * @return how many were taken
   * @throws StoreException when the store refuses; nothing was taken
   */
  public int next(Site site, int atMost) {
    try {
      return store.commit(unit -> decideBatch(unit, site, atMost));
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("A batch could not be decided, going through it one by one: {}", e.toString());
      return oneByOne(site, atMost);
    }
  }

  private int oneByOne(Site site, int atMost) {
    int taken = 0;
    while (taken < atMost && !ended && one(site) > 0) {
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
    Decider decider =
        new Decider(unit, standings.over(site, unit), outbox, links.get(), clock.instant());
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
      if (stored.observation() instanceof Canary canary) {
        CanaryDecision.undecided(canary, site, clock.instant(), failure).disposed(unit);
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

  /**
   * Decides what was held and whose time has come.
   *
   * @return how many there were, at most {@code atMost}
   */
  public int held(Site site, int atMost) {
    List<FindingBook.Row> due =
        store.read(unit -> unit.port(FindingBook.class).due(clock.instant(), atMost));
    due.forEach(row -> release(site, row.finding()));
    return due.size();
  }

  /** Decides a held finding now; one that cannot be decided goes to a person. */
  public void release(Site site, Finding finding) {
    try {
      store.commit(unit -> decideHeld(unit, site, finding));
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("A held finding could not be decided; it goes to a person", e);
      store.commit(
          unit -> {
            unit.port(FindingBook.class).move(finding.id(), clock.instant(), undecided(site, e));
            return null;
          });
    }
  }

  private Finding decideHeld(UnitOfWork unit, Site site, Finding finding) {
    ObservationBook.Stored stored =
        unit.port(ObservationBook.class).find(finding.observation()).orElseThrow();
    new Decider(unit, standings.over(site, unit), outbox, links.get(), clock.instant())
        .decideHeld(finding, stored.observation());
    return finding;
  }
}
