package org.bellcrank.delivery.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.rfc.RfcCall;
import org.bellcrank.delivery.rfc.RfcCaller;
import org.bellcrank.delivery.rfc.RfcDestination;
import org.bellcrank.delivery.rfc.RfcException;
import org.bellcrank.delivery.rfc.RfcResult;
import org.bellcrank.delivery.rfc.RfcSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;

/**
 * One session: its calls one after another up to the first that is refused, then the rollback or,
 * where all went well, the commit. One thread speaks; another may {@link #leave} it at any time:
 * then nothing further is called but the rollback, and nothing is committed that was not yet.
 */
final class RfcTalk {

  private static final Logger LOG = LoggerFactory.getLogger(RfcTalk.class);

  /** How far it came. */
  enum Stage {
    /** Nothing was called. */
    CONNECTS,
    /** Something was called, the commit was not. */
    CALLS,
    /** The commit was called. */
    COMMITS,
    /** Nobody waits for it. */
    LEFT
  }

  private final RfcCaller caller;
  private final RfcDestination destination;
  private final RfcSteps steps;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.CONNECTS);
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private final List<RfcResult> results = new ArrayList<>();
  private final List<String> functions = new ArrayList<>();

  RfcTalk(RfcCaller caller, RfcDestination destination, RfcSteps steps) {
    this.caller = caller;
    this.destination = destination;
    this.steps = steps;
  }

  /** Comes to its end when a call begins, or none will. */
  CompletableFuture<Void> connected() {
    return connected;
  }

  /**
   * Nobody waits for it any more, so nothing may be kept of it that is not kept yet: somebody else
   * may do the same meanwhile.
   *
   * @return how far it had come before that
   */
  Stage leave() {
    return stage.getAndUpdate(now -> now == Stage.COMMITS ? now : Stage.LEFT);
  }

  /** Whether what it was left at may yet be kept: a commit, or a call of code that commits. */
  boolean mayKeep(Stage leftAt) {
    return leftAt == Stage.COMMITS || leftAt == Stage.CALLS && !steps.commits();
  }

  StepAnswer answer() {
    try {
      return inSession(caller.open(destination));
    } catch (RfcException unopened) {
      return RfcAnswers.unopened(destination, unopened);
    } catch (LinkageError missing) { // SAP's library consists of a part in Java and one that is not
      if (stage.get() != Stage.CONNECTS) {
        throw missing;
      }
      return RfcAnswers.withoutLibrary(destination, missing);
    } finally {
      connected.complete(null);
    }
  }

  private StepAnswer inSession(RfcSession session) {
    try {
      if (!stage.compareAndSet(Stage.CONNECTS, Stage.CALLS)) {
        return RfcAnswers.late(destination);
      }
      connected.complete(null);
      return calls(session);
    } finally {
      close(session);
    }
  }

  /** What was answered before counts, whatever becomes of the end. */
  private void close(RfcSession session) {
    try {
      session.close();
    } catch (RuntimeException broken) {
      LOG.warn("{}: the session was not closed", destination, broken);
    }
  }

  private StepAnswer calls(RfcSession session) {
    for (int i = 0; i < steps.calls().size(); i++) {
      if (!mayCall(i)) {
        takeBack(session);
        return RfcAnswers.left(destination, functions);
      }
      Element written = steps.calls().get(i);
      String function = RfcSteps.function(written);
      RfcResult result;
      try {
        RfcCall call = RfcSteps.call(written, results);
        result = session.call(call);
      } catch (RfcSteps.UnfitException unfit) {
        return refused(session, i, new RfcText.Refused(unfit.getMessage(), "", ""));
      } catch (RfcException failed) {
        return failed(session, i, failed);
      }
      results.add(result);
      functions.add(function);
      Optional<RfcText.Refused> refused = RfcText.refused(result);
      if (refused.isPresent()) {
        return steps.isCommit(i)
            ? RfcAnswers.uncommitted(destination, refused.get().words())
            : refused(session, i, refused.get());
      }
    }
    return RfcAnswers.done(functions, results);
  }

  /** From here on it can be left at the commit, or the commit is never called. */
  private boolean mayCall(int index) {
    return steps.isCommit(index)
        ? stage.compareAndSet(Stage.CALLS, Stage.COMMITS)
        : stage.get() == Stage.CALLS;
  }

  private StepAnswer failed(RfcSession session, int index, RfcException failed) {
    if (failed.kind() == RfcException.Kind.ABAP && !steps.isCommit(index)) {
      return refused(session, index, new RfcText.Refused(failed.getMessage(), failed.key(), ""));
    }
    if (failed.kind() != RfcException.Kind.BROKEN) {
      takeBack(session);
    }
    String function = RfcSteps.function(steps.calls().get(index));
    return new RfcAnswers.Failure(destination, function, functions, results, failed)
        .answer(index == 0, steps.commits(), steps.isCommit(index));
  }

  private StepAnswer refused(RfcSession session, int index, RfcText.Refused refused) {
    takeBack(session);
    String function = RfcSteps.function(steps.calls().get(index));
    return RfcAnswers.refused(functions, results, RfcText.refusal(index + 1, function, refused));
  }

  /** What is not committed goes with the session anyway; this only says so at once. */
  private void takeBack(RfcSession session) {
    if (steps.rollback().isEmpty() || results.isEmpty()) {
      return;
    }
    Element rollback = steps.rollback().get();
    try {
      session.call(RfcSteps.call(rollback, results));
    } catch (RfcException | RfcSteps.UnfitException unanswered) {
      LOG.debug(
          "{}: {} was not answered: {}",
          destination,
          RfcSteps.function(rollback),
          unanswered.getMessage());
    } catch (RuntimeException broken) { // of the bridge: the words before it are what counts
      LOG.warn("{}: {} broke", destination, RfcSteps.function(rollback), broken);
    }
  }
}
