package org.bellcrank.fleet.kura;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.site.UnknownVersionException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.request.RequestHandler;
import org.eclipse.kura.cloudconnection.request.RequestHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application as the cloud calls it. Each request is journalled before it is carried out and
 * how it ended after; it runs on threads of ours, and the cloud's thread waits a bounded time.
 */
final class Handler implements RequestHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Handler.class);

  /** Where Kura keeps who did what from outside. */
  private static final Logger AUDIT = LoggerFactory.getLogger("AuditLogger");

  private static final int THREADS = 2;
  private static final int WAITING = 16;
  private static final int LINES = 100;

  private final Resources resources;
  private final Store store;
  private final Clock clock;
  private final Duration patience;
  private final ExecutorService workers;

  Handler(Resources resources, Store store, Clock clock, Duration patience) {
    this.resources = resources;
    this.store = store;
    this.clock = clock;
    this.patience = patience;
    this.workers =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "bellcrank-cloud-request");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public KuraMessage doGet(RequestHandlerContext context, KuraMessage message) {
    return answer("GET", message);
  }

  @Override
  public KuraMessage doPut(RequestHandlerContext context, KuraMessage message) {
    return answer("PUT", message);
  }

  @Override
  public KuraMessage doPost(RequestHandlerContext context, KuraMessage message) {
    return answer("POST", message);
  }

  @Override
  public KuraMessage doDel(RequestHandlerContext context, KuraMessage message) {
    return answer("DEL", message);
  }

  @Override
  public KuraMessage doExec(RequestHandlerContext context, KuraMessage message) {
    return answer("EXEC", message);
  }

  void close() {
    workers.shutdownNow();
  }

  private KuraMessage answer(String verb, KuraMessage message) {
    Call call = Call.of(verb, message);
    Reply reply = reply(call);
    AUDIT.info(
        "{} {} - {} {} - {}",
        AuditPrefix.now(),
        CloudApplication.NAME,
        line(call.words()),
        line(call.who()),
        reply.code());
    return new KuraMessage(reply.payload(Date.from(clock.instant())));
  }

  /** What a caller names may hold what ends a line. */
  private static String line(String given) {
    return given.replaceAll("[\\p{Cntrl}\u2028\u2029]", "?");
  }

  private Reply reply(Call call) {
    Future<Reply> work;
    try {
      work = workers.submit(() -> journalled(call));
    } catch (RejectedExecutionException e) {
      return Reply.refused(
          Reply.ERROR,
          "%s: given one request more than %d under way and waiting; allowed: ask again later"
              .formatted(call.words(), THREADS + WAITING));
    }
    try {
      return work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Reply.refused(
          Reply.ERROR,
          "%s takes longer than request.seconds = %d; it goes on, the journal will say how it ended"
              .formatted(call.words(), patience.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.refused(Reply.ERROR, call.words() + ": the gateway stops");
    } catch (ExecutionException e) {
      LOG.error("{} cannot be answered", call.words(), e.getCause());
      return Reply.refused(
          Reply.ERROR, "the gateway stumbled over %s; its log says more".formatted(call.words()));
    }
  }

  private Reply journalled(Call call) {
    try {
      note("cloud.request", call, call.facts());
    } catch (StoreException e) {
      return Reply.refused(
          Reply.ERROR,
          "%s is not carried out, since the journal cannot be written: %s"
              .formatted(call.words(), e.getMessage()));
    }
    Reply reply = carriedOut(call);
    try {
      note(
          "cloud.answer",
          call,
          call.facts().toBuilder()
              .put("code", (long) reply.code())
              .put("words", reply.words().isEmpty() ? null : reply.words())
              .put("bytes", (long) reply.body().length)
              .build());
    } catch (StoreException e) {
      LOG.error(
          "How {} ended ({}) is not journalled: {}", call.words(), reply.code(), e.toString());
    }
    return reply;
  }

  private Reply carriedOut(Call call) {
    try {
      return resources.answer(call);
    } catch (RefusedRequestException e) {
      return Reply.refused(e.code(), e.getMessage());
    } catch (InvalidDocumentException e) {
      return Reply.refused(
          Reply.BAD_REQUEST, e.problems().stream().map(Problem::text).limit(LINES).toList());
    } catch (UnknownVersionException e) {
      return Reply.refused(Reply.NOT_FOUND, e.getMessage());
    } catch (IOException | StoreException e) {
      LOG.warn("{} of {} failed: {}", call.words(), call.who(), e.getMessage());
      return Reply.refused(Reply.ERROR, "%s: %s".formatted(call.words(), e.getMessage()));
    } catch (RuntimeException e) { // the outermost of this thread: the outcome is journalled
      LOG.error("{} of {} failed", call.words(), call.who(), e);
      return Reply.refused(
          Reply.ERROR, "the gateway stumbled over %s; its log says more".formatted(call.words()));
    }
  }

  private void note(String kind, Call call, Facts facts) {
    String subject = call.id().isEmpty() ? "request" : call.id();
    store.commit(
        unit -> {
          unit.append(clock.instant(), kind, subject, facts);
          return null;
        });
  }
}
