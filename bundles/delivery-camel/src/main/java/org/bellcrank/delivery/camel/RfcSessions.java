package org.bellcrank.delivery.camel;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  /**
   * So long a call that was left may yet be kept: a work process ends a dialog step after ten
   * minutes unless the site says otherwise (rdisp/max_wprun_time, 600 s, from SAP's public pages).
   */
  private static final Duration LONGEST_STEP = Duration.ofMinutes(10);

  private final Supplier<Optional<RfcCaller>> bridge;
  private final Set<RfcTalk> underWay = ConcurrentHashMap.newKeySet();
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
    underWay.add(talk);
    Future<StepAnswer> answer;
    try {
      answer = threads.submit(() -> counted(call, talk));
    } catch (RejectedExecutionException busy) {
      underWay.remove(talk);
      return rejected(destination);
    }
    try {
      talk.connected().get(destination.connectTime().toMillis(), TimeUnit.MILLISECONDS);
      return answer.get(destination.answerTime().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException hangs) {
      return left(talk, call, answer, destination);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return left(talk, call, answer, destination);
    } catch (ExecutionException broken) {
      return broken(talk, destination, broken.getCause());
    }
  }

  private StepAnswer rejected(RfcDestination destination) {
    return threads.isShutdown()
        ? new StepAnswer.NotSent(
            "%s: the gateway ends, no session is begun".formatted(destination), Trouble.GATEWAY)
        : new StepAnswer.NotSent(
            "%s: %d sessions are under way already".formatted(destination, MOST_AT_ONCE),
            Trouble.SILENT);
  }

  /** Interrupts as well, though SAP's library does not hear it. */
  private static StepAnswer left(
      RfcTalk talk, HungCalls.Call call, Future<StepAnswer> answer, RfcDestination destination) {
    RfcTalk.Stage leftAt = talk.leave();
    call.leave();
    answer.cancel(true);
    if (leftAt == RfcTalk.Stage.CONNECTS) {
      return new StepAnswer.NotSent(
          "%s gave no session within %s, nothing was called"
              .formatted(destination, destination.connectTime()),
          Trouble.SILENT);
    }
    return new StepAnswer.Unknown(
        "%s gave no answer within %s".formatted(destination, destination.answerTime()),
        talk.mayKeep(leftAt) ? LONGEST_STEP : Duration.ZERO);
  }

  private static StepAnswer broken(RfcTalk talk, RfcDestination destination, Throwable why) {
    return talk.leave() == RfcTalk.Stage.CONNECTS
        ? new StepAnswer.NotSent(
            "%s: what calls function modules here is broken: %s".formatted(destination, why),
            Trouble.GATEWAY)
        : new StepAnswer.Unknown(
            "%s: what calls function modules here broke in the middle: %s"
                .formatted(destination, why));
  }

  private StepAnswer counted(HungCalls.Call call, RfcTalk talk) {
    try {
      return call.begin() ? talk.answer() : new StepAnswer.NotSent("came too late", Trouble.SILENT);
    } finally {
      call.end();
      underWay.remove(talk);
    }
  }

  /** Nothing is committed from here on but what is being committed. */
  @Override
  public void close() {
    threads.shutdownNow();
    underWay.forEach(RfcTalk::leave);
    underWay.clear();
  }
}
