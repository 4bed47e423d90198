package org.bellcrank.replay;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.workorder.WorkOrder;

/**
 * Decides a recording again. One run has the documents that were in force and shows that the replay
 * decides as the gateway did; where other documents are given, a second run branches off where the
 * compared stretch begins and goes on with them. Both see the same observations and words of people
 * at the same moments.
 */
public final class Replay {

  private static final int TELL_EVERY = 2000;

  private final Request request;
  private final Progress progress;
  private final Versions versions;
  private final Comparison fidelity;
  private final Comparison effect;
  private final OrderMatch orders = new OrderMatch();
  private final Set<String> documents = new LinkedHashSet<>();
  private final Side base;
  private Side other;
  private boolean compared;
  private Instant last = Instant.MIN;
  private long observations;
  private long warmUp;

  /** Hears how far a replay has come. */
  @FunctionalInterface
  public interface Progress {

    /** Told now and then, on the replay's thread. */
    void at(Instant moment, long observations);
  }

  private Replay(Versions versions, Request request, Progress progress) {
    this.request = request;
    this.progress = progress;
    this.versions = versions;
    fidelity = new Comparison(Told::same, Told::same, request.listed());
    effect =
        new Comparison(
            this::endAlike,
            (one, two) -> one.why().text("rule").equals(two.why().text("rule")),
            request.listed());
    base = new Side(new ScratchStore(new Base()));
  }

  /**
   * Replays.
   *
   * @param recording what happened; nothing is written to it
   * @param versions reads the documents that were in force
   * @throws ReplayException when documents that were in force are gone or cannot be read any more
   * @throws InterruptedException when the thread was asked to end; nothing is left behind
   */
  public static Report run(
      Recording recording, Versions versions, Request request, Progress progress)
      throws ReplayException, InterruptedException {
    return new Replay(versions, request, progress).run(recording);
  }

  private Report run(Recording recording) throws ReplayException, InterruptedException {
    Recording.Start start = request.begin().map(recording::start).orElse(Recording.Start.BEGINNING);
    start.open().forEach(order -> base.store().orders().seed(order));
    base.store().orders().seed(start.past());
    if (request.from().isEmpty()) {
      begin();
    }
    try {
      new Timeline(recording, request.to().orElse(Instant.MAX), this::take).run(start);
    } catch (Versions.GoneException e) {
      throw new ReplayException(e.getMessage());
    }
    Instant end = request.to().orElse(last);
    if (!compared && request.from().isPresent()) {
      begin();
    }
    base.until(end);
    if (other != null) {
      other.until(end);
    }
    fidelity.close();
    effect.close();
    boolean fromBeginning = start.equals(Recording.Start.BEGINNING);
    return new ReportText(request, fidelity, effect, orders, base, other)
        .report(
            observations, warmUp, documents, fromBeginning ? Optional.empty() : request.begin());
  }

  /** Orders are matched even where the ends differ: one made the order that the other joins. */
  private boolean endAlike(Told one, Told two) {
    boolean sameOrder = orders.same(one.order(), two.order());
    return sameOrder && one.to() == two.to();
  }

  private void take(Step step) {
    if (step instanceof Step.Documents version) {
      documents.add(version.version());
      base.documents(versions.read(version.version()));
      return;
    }
    if (!compared && !step.at().isBefore(request.from().orElse(Instant.MIN))) {
      begin();
    }
    last = step.at().isAfter(last) ? step.at() : last;
    count(step);
    base.take(step);
    if (other != null) {
      other.take(step);
    }
    if (compared && step instanceof Step.Decided decided) {
      fidelity.before(decided.told());
      fidelity.settle();
    } else {
      effect.settle();
    }
  }

  private void count(Step step) {
    if (step instanceof Step.Seen) {
      observations += compared ? 1 : 0;
      warmUp += compared ? 0 : 1;
      if ((observations + warmUp) % TELL_EVERY == 0) {
        progress.at(step.at(), observations + warmUp);
      }
    }
  }

  /** The stretch that is compared begins here. */
  private void begin() {
    request.from().ifPresent(base::until);
    compared = true;
    if (request.with().isPresent()) {
      other = base.copy(new Other());
      other.documents(request.with().get());
      other.counterparts(this::counterpart);
    }
  }

  /** The other run's order for the cause of an order of this one. */
  private String counterpart(String order) {
    ScratchOrders there = other.store().orders();
    return there.find(order).isPresent()
        ? order
        : orders.cause(order).flatMap(there::openFor).map(WorkOrder::id).orElse(order);
  }

  private final class Base implements ScratchStore.Watcher {

    @Override
    public void decided(Told told) {
      if (compared) {
        fidelity.after(told);
        if (request.with().isPresent()) {
          effect.before(told);
        }
      }
    }

    @Override
    public void order(WorkOrder order) {
      if (compared) {
        orders.before(order);
      }
    }
  }

  private final class Other implements ScratchStore.Watcher {

    @Override
    public void decided(Told told) {
      effect.after(told);
    }

    @Override
    public void order(WorkOrder order) {
      orders.after(order);
    }
  }
}
