package org.bellcrank.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.ObservationBook;

/**
 * The lamp of the database: each look asks it something, on a thread of its own, since a server
 * that was cut off may keep whoever asks waiting for a minute. While it is away nothing else asks
 * it.
 */
final class DatabaseWatch {

  static final String DATABASE = "database";

  /** An answer takes milliseconds; after so long nobody counts on it any more. */
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private static final Duration ASK_EVERY = Duration.ofSeconds(5);

  private final LampBoard board;
  private final Store store;
  private final Executor asking;
  private volatile Answer last;
  private volatile Instant askedAt;
  private Instant nextAt = Instant.MIN;

  /**
   * What came of a question.
   *
   * @param words what was wrong; empty when it answered
   * @param waits what waited for the database when it last answered
   */
  private record Answer(String words, String waits) {}

  DatabaseWatch(LampBoard board, Store store, Executor asking) {
    this.board = board;
    this.store = store;
    this.asking = asking;
  }

  /** Asks once more, where its time has come and no question is open. */
  void ask(Instant now) {
    if (askedAt != null || now.isBefore(nextAt)) {
      return;
    }
    nextAt = now.plus(ASK_EVERY);
    askedAt = now;
    try {
      asking.execute(this::answered);
    } catch (RejectedExecutionException stopping) {
      askedAt = null;
    }
  }

  private void answered() {
    String waits = last == null ? "" : last.waits();
    String words = "";
    try {
      waits = store.read(DatabaseWatch::waiting);
    } catch (StoreException e) {
      words = String.valueOf(e.getMessage());
    } catch (RuntimeException | LinkageError e) { // else it would count as an answer
      words = e.toString();
    } finally {
      last = new Answer(words, waits);
      askedAt = null;
    }
  }

  private static String waiting(UnitOfWork unit) {
    long behind =
        unit.port(ObservationBook.class).lastPosition()
            - unit.port(Positions.class).position("pipeline");
    return "%d observations waited to be decided, the journal had %d entries"
        .formatted(behind, unit.port(Journal.class).lastSequence());
  }

  /** Whether it answers nothing now; cheap. */
  boolean away(Instant now) {
    Instant open = askedAt;
    Answer newest = last;
    return newest != null && !newest.words().isEmpty()
        || open != null && now.isAfter(open.plus(ANSWER));
  }

  void look(Instant now) {
    Answer newest = last;
    if (newest == null && !away(now)) {
      board.expect(Kind.DATABASE, DATABASE, now);
      return;
    }
    if (!away(now)) {
      board.good(Kind.DATABASE, DATABASE, now, store.place() + " answers");
      return;
    }
    String why =
        newest == null || newest.words().isEmpty()
            ? "no answer for more than %d s".formatted(ANSWER.toSeconds())
            : newest.words();
    board.atOnce(
        Kind.DATABASE,
        DATABASE,
        now,
        "database",
        "%s does not answer: %s; intake refuses, deciding and delivering wait, nothing accepted is lost%s"
            .formatted(
                store.place(),
                why,
                newest == null || newest.waits().isEmpty() ? "" : "; " + newest.waits()));
  }
}
