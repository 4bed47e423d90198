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
 * where all went well, the commit. One thread speaks; another may {@link #stop} it before it calls.
 */
final class RfcTalk {

  private static final Logger LOG = LoggerFactory.getLogger(RfcTalk.class);

  private enum Stage {
    CONNECTS,
    CALLS,
    STOPPED
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

  /** Whether it was ended before anything was called; false where a call had begun. */
  boolean stop() {
    return stage.compareAndSet(Stage.CONNECTS, Stage.STOPPED) || stage.get() == Stage.STOPPED;
  }

  StepAnswer answer() {
    try (RfcSession session = caller.open(destination)) {
      if (!stage.compareAndSet(Stage.CONNECTS, Stage.CALLS)) {
        return RfcAnswers.late(destination);
      }
      connected.complete(null);
      return calls(session);
    } catch (RfcException unopened) {
      return RfcAnswers.unopened(destination, unopened);
    } catch (LinkageError missing) { // SAP's library consists of a part in Java and one that is not
      if (stage.get() == Stage.CALLS) {
        throw missing;
      }
      return RfcAnswers.withoutLibrary(destination, missing);
    } finally {
      connected.complete(null);
    }
  }

  private StepAnswer calls(RfcSession session) {
    for (int i = 0; i < steps.calls().size(); i++) {
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
            ? RfcAnswers.uncommitted(destination, refused.get())
            : refused(session, i, refused.get());
      }
    }
    return RfcAnswers.done(functions, results);
  }

  private StepAnswer failed(RfcSession session, int index, RfcException failed) {
    String function = RfcSteps.function(steps.calls().get(index));
    if (failed.kind() == RfcException.Kind.ABAP && !steps.isCommit(index)) {
      return refused(session, index, new RfcText.Refused(failed.getMessage(), failed.key(), ""));
    }
    if (failed.kind() != RfcException.Kind.BROKEN) {
      takeBack(session);
    }
    return index == 0
        ? RfcAnswers.failedAtFirst(destination, function, failed)
        : RfcAnswers.failed(destination, function, failed);
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
    }
  }
}
