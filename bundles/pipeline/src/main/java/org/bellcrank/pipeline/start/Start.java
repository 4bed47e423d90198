package org.bellcrank.pipeline.start;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bellcrank.journal.Facts;

/**
 * How far a start has come.
 *
 * @param beganAt when it began
 * @param openedAt since when deciding may work; empty before
 * @param stages all of them, in their order
 */
public record Start(Instant beganAt, Optional<Instant> openedAt, List<Stage> stages) {

  /** Keeps an unmodifiable copy. */
  public Start {
    stages = List.copyOf(stages);
  }

  /** How a start stands as a whole. */
  public enum State {
    /** Deciding waits. */
    STARTING,
    /** Everything is up. */
    READY,
    /** Deciding works; something is missing or still to come. */
    INCOMPLETE
  }

  /** How it stands. */
  public State state() {
    if (openedAt.isEmpty()) {
      return State.STARTING;
    }
    return stages.stream().allMatch(each -> each.state() == Stage.State.UP)
        ? State.READY
        : State.INCOMPLETE;
  }

  /** What deciding waits for, in one line; empty when it waits for nothing. */
  public String waitsFor() {
    return openedAt.isPresent()
        ? ""
        : stages.stream()
            .filter(each -> each.gates() && each.state() == Stage.State.WAITING)
            .map(each -> each.title() + ": " + each.words())
            .collect(Collectors.joining("; "));
  }

  /** For pages, the journal and the cloud. */
  public Facts facts() {
    return Facts.with("state", state())
        .put("beganAt", beganAt)
        .put("openedAt", openedAt)
        .put("millis", openedAt.map(at -> Duration.between(beganAt, at).toMillis()))
        .put("waitsFor", waitsFor())
        .put("stages", stages.stream().map(Stage::facts).toList())
        .build();
  }
}
