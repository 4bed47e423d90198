package org.bellcrank.delivery.camel;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.delivery.rfc.RfcCaller;
import org.bellcrank.delivery.rfc.RfcDestination;

/**
 * Runs the calls of one step in one session of an SAP system, on a thread of their own, since SAP's
 * library binds a session to its thread and knows no time-outs worth the name. Safe for any thread.
 */
final class RfcSessions implements AutoCloseable {

  /** The last bound, of all systems together; further sessions are not begun. */
  private static final int MOST_AT_ONCE = 64;

  private final Supplier<Optional<RfcCaller>> bridge;
  private final HungCalls hung = new HungCalls();
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MOST_AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> {
            Thread thread = new Thread(work, "bellcrank-rfc");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param bridge what reaches function modules; empty while nothing does
   */
  RfcSessions(Supplier<Optional<RfcCaller>> bridge) {
    this.bridge = bridge;
  }

  StepAnswer call(RfcDestination destination, byte[] body) {
    Optional<RfcCaller> caller = bridge.get();
    if (caller.isEmpty()) {
      return new StepAnswer.NotSent(
          ("%s: no bundle here calls function modules; allowed: once one offers the service %s"
                  + " over SAP's own library (JCo), which the customer brings and the gateway may not"
                  + " (docs/integrator.md, RFC)")
              .formatted(destination, RfcCaller.class.getName()),
          Trouble.GATEWAY);
    }
    RfcSteps steps;
    try {
      steps = RfcSteps.read(body);
    } catch (RfcSteps.UnfitException unfit) {
      return RfcAnswers.unfit(unfit.getMessage());
    }
    if (hung.tooMany(destination.toString())) {
      return new StepAnswer.NotSent(
          "%s: %d sessions hang already; none is begun until one of them comes back"
              .formatted(destination, HungCalls.MOST),
          Trouble.SILENT);
    }
    return waited(new RfcTalk(caller.get(), destination, steps), destination);
  }

  private StepAnswer waited(RfcTalk talk, RfcDestination destination) {
    HungCalls.Call call = hung.call(destination.toString());
    Future<StepAnswer> answer;
    try {
      answer = threads.submit(() -> counted(call, talk));
    } catch (RejectedExecutionException busy) {
      return new StepAnswer.NotSent(
          "%s: %d sessions are under way already".formatted(destination, MOST_AT_ONCE),
          Trouble.SILENT);
    }
    try {
      talk.connected().get(destination.connectTime().toMillis(), TimeUnit.MILLISECONDS);
      return answer.get(destination.answerTime().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException hangs) {
      // A session that has not called by now never will.
      boolean began = !talk.stop();
      call.leave();
      answer.cancel(true);
      return late(destination, began);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      talk.stop();
      call.leave();
      answer.cancel(true);
      return new StepAnswer.Unknown(destination + " was cut off");
    } catch (ExecutionException broken) {
      return talk.stop()
          ? new StepAnswer.NotSent(
              "%s: what calls function modules here is broken: %s"
                  .formatted(destination, broken.getCause()),
              Trouble.GATEWAY)
          : new StepAnswer.Unknown(
              "%s: what calls function modules here broke in the middle: %s"
                  .formatted(destination, broken.getCause()));
    }
  }

  private static StepAnswer counted(HungCalls.Call call, RfcTalk talk) {
    if (!call.begin()) {
      return new StepAnswer.NotSent("came too late", Trouble.SILENT);
    }
    try {
      return talk.answer();
    } finally {
      call.end();
    }
  }

  private static StepAnswer late(RfcDestination destination, boolean began) {
    return began
        ? new StepAnswer.Unknown(
            "%s gave no answer within %s".formatted(destination, destination.answerTime()))
        : new StepAnswer.NotSent(
            "%s gave no session within %s, nothing was called"
                .formatted(destination, destination.connectTime()),
            Trouble.SILENT);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
