package org.bellcrank.replay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays on a gateway that runs: in the background, one at a time, on a thread of lowest priority,
 * up to a number of observations and a time. It reads the store page by page and writes nothing.
 * The newest five outcomes are kept until the gateway stops. Safe for any thread.
 */
@Component(service = Replays.class)
public final class Replays {

  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
  private static final int KEPT = 5;

  /** Differences that are listed with their why-cards. */
  private static final int LISTED = 100;

  /** Observations, those of the warm-up counted in, after which a replay is given up. */
  private static final long MOST = 2_000_000;

  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Store store;
  private final SiteReader reader;
  private final Clock clock;
  private final Deque<Run> runs = new ArrayDeque<>();
  private long count;

  /** Replays what a store holds. */
  @Activate
  public Replays(
      @Reference Store store, @Reference ExpressionLanguage language, @Reference Clock clock) {
    this.store = store;
    this.reader = new SiteReader(language);
    this.clock = clock;
  }

  /**
   * Begins a replay.
   *
   * @param texts {@code from}, {@code to} (ISO 8601 with Z or an offset) and {@code warm.up} (ISO
   *     8601, or {@code all}); what is missing is as the request's defaults say
   * @param documents texts by file name to compare with what was in force; empty: none
   * @return the id to ask with
   * @throws InvalidDocumentException when the documents are refused; nothing began
   * @throws IllegalArgumentException when a text is no moment or duration
   * @throws IllegalStateException when another replay is under way
   */
  public synchronized String start(
      Map<String, String> texts, Optional<Map<String, String>> documents)
      throws InvalidDocumentException {
    Optional<Run> busy = runs.stream().filter(run -> run.running).findFirst();
    if (busy.isPresent()) {
      throw new IllegalStateException(
          "replay %s is under way; allowed: one at a time, ask again when it has ended"
              .formatted(busy.get().id));
    }
    Optional<Site> with =
        documents.isPresent() ? Optional.of(reader.read(documents.get())) : Optional.empty();
    Request request = request(texts, with);
    Run run = new Run("%d-%d".formatted(clock.instant().getEpochSecond(), ++count), request);
    runs.addFirst(run);
    if (runs.size() > KEPT) {
      runs.removeLast();
    }
    run.thread.start();
    return run.id;
  }

  private static Request request(Map<String, String> texts, Optional<Site> with) {
    return new Request(
        Optional.ofNullable(texts.get("from")).map(at -> ReplayLine.Moments.instant("from", at)),
        Optional.ofNullable(texts.get("to")).map(at -> ReplayLine.Moments.instant("to", at)),
        ReplayLine.Moments.warmUp("warm.up", texts.get("warm.up")),
        with,
        LISTED);
  }

  /** How a replay goes: {@code state} (running, done, failed), how far, and its numbers. */
  public synchronized Optional<Facts> state(String id) {
    return find(id).map(Run::facts);
  }

  /** The full outcome of a replay that is done. */
  public synchronized Optional<Report> report(String id) {
    return find(id).flatMap(run -> Optional.ofNullable(run.report));
  }

  private Optional<Run> find(String id) {
    return runs.stream().filter(run -> run.id.equals(id)).findFirst();
  }

  /** Ends what is under way; nothing of it is left. */
  @Deactivate
  public void stop() {
    Deque<Run> all;
    synchronized (this) {
      all = new ArrayDeque<>(runs);
    }
    all.forEach(run -> run.thread.interrupt());
  }

  private final class Run {

    private final String id;
    private final Request request;
    private final Thread thread;
    private final Instant begun = clock.instant();
    private volatile boolean running = true;
    private volatile Report report;
    private volatile String words = "";
    private volatile Instant moment;
    private volatile long observations;

    Run(String id, Request request) {
      this.id = id;
      this.request = request;
      thread = new Thread(this::work, "bellcrank-replay");
      thread.setDaemon(true);
      thread.setPriority(Thread.MIN_PRIORITY);
    }

    private void work() {
      try {
        Recording recording = new StoreRecording(store);
        report = Replay.run(recording, new Versions(recording, reader), request, this::at);
      } catch (ReplayException | StoreException e) {
        words = e.getMessage();
      } catch (InterruptedException e) {
        words = words.isEmpty() ? "the gateway stopped it" : words;
      } catch (RuntimeException | Error e) { // the outermost of this thread: the asker is told
        LOG.error("Replay {} stumbled", id, e);
        words = "the gateway stumbled over it; its log says more";
      } finally {
        running = false;
      }
    }

    private void at(Instant at, long taken) {
      moment = at;
      observations = taken;
      boolean late = clock.instant().isAfter(begun.plus(LONGEST));
      if (late || taken > MOST) {
        words =
            "given up after %d observations; allowed on a running gateway: %d and %d minutes; a shorter stretch or warm-up may do, or the word replay on a copy of its data"
                .formatted(taken, MOST, LONGEST.toMinutes());
        Thread.currentThread().interrupt();
      }
    }

    Facts facts() {
      Facts.Builder facts =
          Facts.with("id", id)
              .put("state", running ? "running" : report == null ? "failed" : "done")
              .put("begun", begun);
      if (running) {
        facts.put("at", moment).put("observations", observations);
      }
      facts.put("words", words.isEmpty() ? null : words);
      facts.put("numbers", Optional.ofNullable(report).map(Report::numbers));
      return facts.build();
    }
  }
}
