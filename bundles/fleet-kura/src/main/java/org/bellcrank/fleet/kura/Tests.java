package org.bellcrank.fleet.kura;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.bellcrank.canary.Lamp;
import org.bellcrank.canary.Lamps;
import org.bellcrank.canary.Lamps.Run;
import org.bellcrank.journal.Facts;

/** The gateway's tests of itself: its lamps, and canaries that fly now. */
final class Tests {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Parts parts;
  private final Duration patience;

  /**
   * Tests.
   *
   * @param patience how long an answer may wait for canaries to come to their end
   */
  Tests(Parts parts, Duration patience) {
    this.parts = parts;
    this.patience = patience;
  }

  Reply lamps() throws RefusedRequestException {
    return Reply.json(
        Facts.with("lamps", there().all().stream().map(Lamp::facts).toList()).build());
  }

  /** Starts them and waits for their end; what takes longer is told as under way. */
  Reply run(Call call) throws RefusedRequestException {
    Lamps lamps = there();
    List<Run> runs;
    try {
      runs = lamps.run(call.metric("instance"), call.who());
    } catch (IllegalArgumentException e) {
      throw RefusedRequestException.bad(e.getMessage());
    }
    long deadline = System.nanoTime() + patience.toNanos();
    List<Run> now = latest(lamps, runs);
    while (now.stream().anyMatch(Tests::isUnderWay)
        && System.nanoTime() < deadline
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      now = latest(lamps, runs);
    }
    return Reply.json(Facts.with("canaries", now.stream().map(Tests::facts).toList()).build());
  }

  private static List<Run> latest(Lamps lamps, List<Run> runs) {
    return runs.stream().map(run -> lamps.find(run.id()).orElse(run)).toList();
  }

  private static boolean isUnderWay(Run run) {
    return run.state() == Lamp.State.GREY && run.words().isEmpty();
  }

  private static Facts facts(Run run) {
    return Facts.with("id", run.id())
        .put("lamp", run.lamp())
        .put("state", isUnderWay(run) ? "under way" : run.state().name())
        .put("words", run.words())
        .build();
  }

  private Lamps there() throws RefusedRequestException {
    return Optional.ofNullable(parts.lamps)
        .orElseThrow(
            () ->
                RefusedRequestException.missing(
                    "nothing keeps lamps here; allowed: once the bundle canary runs"));
  }
}
