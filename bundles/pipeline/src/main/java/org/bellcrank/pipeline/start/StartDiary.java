package org.bellcrank.pipeline.start;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one start leaves in log and journal. Used by one thread. */
final class StartDiary {

  private static final Logger LOG = LoggerFactory.getLogger(StartDiary.class);
  private static final Duration NAG_AFTER = Duration.ofSeconds(30);

  private final List<Line> unwritten = new ArrayList<>();
  private String nagged = "";
  private String waiting = "";
  private Instant waitingSince = Instant.MIN;
  private String refused = "";

  private record Line(Instant at, String kind, String subject, Facts facts) {}

  /** A stage came up or was declared missing. */
  void changed(Stage stage, boolean late, Instant now) {
    if (stage.state() == Stage.State.MISSING) {
      LOG.warn(
          "Start: {} is missing: {}; {}; the start goes on without it",
          stage.title(),
          stage.words(),
          stage.advice());
      unwritten.add(new Line(now, "start.missing", stage.id(), stage.facts()));
    } else {
      LOG.info("Start: {} is up: {}", stage.title(), stage.words());
      if (late) {
        unwritten.add(new Line(now, "start.arrived", stage.id(), stage.facts()));
      }
    }
  }

  /** What alone has been waited for long is told once. */
  void nag(Start start, Instant now) {
    String words = start.waitsFor();
    if (!words.equals(waiting) || now.isBefore(waitingSince)) {
      waiting = words;
      waitingSince = now;
    }
    if (now.isAfter(waitingSince.plus(NAG_AFTER)) && !words.equals(nagged)) {
      nagged = words;
      LOG.warn("Start: deciding waits since {} for {}", start.beganAt(), words);
    }
  }

  /** Notes that deciding begins; false while the journal does not take it. */
  boolean opens(Store store, Start start, Instant now) {
    Start open = new Start(start.beganAt(), java.util.Optional.of(now), start.stages());
    Line line = new Line(now, "start.completed", "gateway", open.facts());
    unwritten.add(line);
    if (!write(store)) {
      unwritten.remove(line);
      return false;
    }
    LOG.info(
        "Start: deciding begins after {} ms{}",
        Duration.between(open.beganAt(), now).toMillis(),
        open.state() == Start.State.READY ? "" : ", with stages missing or still to come");
    return true;
  }

  /** Writes what is not written yet; what the store does not take stays for the next time. */
  boolean write(Store store) {
    if (unwritten.isEmpty()) {
      return true;
    }
    if (store == null) {
      return false;
    }
    List<Line> lines = List.copyOf(unwritten);
    try {
      store.commit(
          unit -> {
            lines.forEach(
                line -> unit.append(line.at(), line.kind(), line.subject(), line.facts()));
            return null;
          });
      unwritten.clear();
      return true;
    } catch (StoreException e) {
      if (!refused.equals(e.getMessage())) {
        refused = e.getMessage();
        LOG.warn("Start: the journal takes nothing, deciding waits: {}", refused);
      }
      return false;
    }
  }
}
