package org.bellcrank.replay;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.pipeline.Decisions;
import org.bellcrank.pipeline.OrderDesk;
import org.bellcrank.pipeline.ReviewDesk;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.workorder.OrderLinks;
import org.bellcrank.workorder.WorkOrder;

/**
 * A gateway that decides recorded steps again: the gateway's own code on a store in memory, at the
 * recorded moments, with nothing delivered.
 */
final class Side implements ActiveSite {

  private static final int NOTES = 100;

  private final ScratchStore store;
  private final Decisions decisions;
  private final ReviewDesk reviews;
  private final OrderDesk orders;
  private final Map<String, Instant> heldThen = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private UnaryOperator<String> counterpart = UnaryOperator.identity();
  private long unheard;
  private Optional<Site> site = Optional.empty();
  private Instant now = Instant.EPOCH;

  Side(ScratchStore store) {
    this.store = store;
    Clock clock = new RecordedTime();
    decisions = new Decisions(store, new Nowhere(), () -> OrderLinks.NONE, clock);
    reviews = new ReviewDesk(store, this, new Nowhere(), clock);
    orders = new OrderDesk(store, new Nowhere(), clock);
  }

  /** The same gateway at this moment, which goes on by itself. */
  Side copy(ScratchStore.Watcher watcher) {
    Side copy = new Side(store.copy(watcher));
    copy.heldThen.putAll(heldThen);
    copy.site = site;
    copy.now = now;
    return copy;
  }

  ScratchStore store() {
    return store;
  }

  /** Under which id it has an order that the gateway had under another. */
  void counterparts(UnaryOperator<String> counterparts) {
    counterpart = counterparts;
  }

  /** From now on it decides with these documents. */
  void documents(Site documents) {
    site = Optional.of(documents);
  }

  @Override
  public Optional<Site> site() {
    return site;
  }

  @Override
  public List<String> refusals() {
    return List.of();
  }

  /** Words of people that found nothing to hold for, at most a hundred. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** How many words of people found nothing to hold for. */
  long unheard() {
    return unheard;
  }

  /** Takes a step; what was held until then is decided before it. */
  void take(Step step) {
    if (step instanceof Step.Decided decided) {
      note(decided.told());
      return;
    }
    if (site.isEmpty()) {
      return;
    }
    until(step.at());
    now = step.at().isAfter(now) ? step.at() : now;
    if (step instanceof Step.Seen seen) {
      store.offer(seen.observation());
      decisions.next(site.get(), 1);
    } else if (step instanceof Step.Released released) {
      store
          .findings()
          .open(released.finding())
          .filter(row -> row.state().disposition() == Disposition.HELD)
          .ifPresent(row -> decisions.release(site.get(), row.finding()));
    } else if (step instanceof Step.Accepted accepted) {
      accepted.findings().forEach(finding -> accept(finding, accepted));
    } else if (step instanceof Step.Dismissed dismissed) {
      dismissed.findings().forEach(finding -> dismiss(finding, dismissed));
    } else if (step instanceof Step.Moved moved) {
      move(moved);
    }
  }

  private void note(Told told) {
    if (told.to() == Disposition.HELD) {
      told.until().ifPresent(until -> heldThen.put(told.finding(), until));
    } else {
      heldThen.remove(told.finding());
    }
  }

  /**
   * Decides what is held until this moment. What the gateway held until the same moment waits for
   * the recorded one, since a gateway that was down decided later.
   */
  void until(Instant moment) {
    boolean nothing =
        store
            .findings()
            .firstHeld()
            .flatMap(row -> row.state().until())
            .filter(until -> !until.isAfter(moment))
            .isEmpty();
    if (nothing || site.isEmpty()) {
      return;
    }
    List<FindingBook.Row> due =
        store.read(unit -> unit.port(FindingBook.class).due(moment, Integer.MAX_VALUE));
    for (FindingBook.Row row : due) {
      Instant deadline = row.state().until().orElse(moment);
      if (!deadline.equals(heldThen.get(row.finding().id()))) {
        now = deadline.isAfter(now) ? deadline : now;
        decisions.release(site.get(), row.finding());
      }
    }
  }

  private void accept(String finding, Step.Accepted word) {
    hear(
        word,
        () ->
            reviews.accept(
                finding,
                new ReviewDesk.Acceptance(
                    word.statement(), word.template(), asset(finding, word), false)));
  }

  /** Documents that place the point need no person to do so, and take no other place. */
  private Optional<String> asset(String finding, Step.Accepted word) {
    boolean placed =
        store.findings().open(finding).filter(row -> row.state().why().has("asset")).isPresent();
    return placed ? Optional.empty() : word.asset();
  }

  private void dismiss(String finding, Step.Dismissed word) {
    hear(word, () -> reviews.dismiss(finding, word.statement(), false));
  }

  private void move(Step.Moved word) {
    hear(
        word,
        () ->
            orders.move(
                counterpart.apply(word.order()), word.to(), word.statement(), word.failureCode()));
  }

  /** A person's word about what is not there, or stands elsewhere, changes nothing. */
  private void hear(Step word, Runnable hearing) {
    try {
      hearing.run();
    } catch (IllegalArgumentException | IllegalStateException e) {
      unheard++;
      if (notes.size() < NOTES) {
        notes.add("%s: %s".formatted(word.at(), e.getMessage()));
      }
    }
  }

  /** Nothing of a replay is delivered. */
  private static final class Nowhere implements Outbox {

    @Override
    public void deliver(UnitOfWork unit, WorkOrder order, Instant at) {
      // an order of a replay ends here
    }

    @Override
    public void update(UnitOfWork unit, WorkOrder order, Instant at, String change) {
      // nobody was told of it
    }
  }

  private final class RecordedTime extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("decisions take instants");
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
