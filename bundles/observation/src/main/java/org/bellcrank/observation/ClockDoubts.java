package org.bellcrank.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers whose times could not be, and tells it: once when it begins and once when it is over.
 * It is over when a time of the same source can be and none was doubted for ten minutes by the
 * gateway's clock, so that two devices behind one name do not make it flicker; a clock that was set
 * right jumps over them.
 */
final class ClockDoubts implements SourceClocks {

  private static final Logger LOG = LoggerFactory.getLogger(ClockDoubts.class);
  private static final Duration QUIET = Duration.ofMinutes(10);
  private static final int MOST = 256;

  /** Stands for the sources beyond the most that are told by name. */
  private static final String OTHERS = "others";

  private final Map<String, Doubt> doubts = new ConcurrentSkipListMap<>();
  private final Store store;

  ClockDoubts(Store store) {
    this.store = store;
  }

  @Override
  public List<Doubt> doubts() {
    return List.copyOf(doubts.values());
  }

  /** Whether there is anything to remember about it; costs nothing where clocks agree. */
  boolean concern(Observation observation) {
    return !doubts.isEmpty() || observation.captured().claimed().isPresent();
  }

  /** Looks at what was taken for the first time. */
  synchronized void look(Observation taken, Instant now) {
    CaptureTime captured = taken.captured();
    Optional<Instant> claimed = captured.claimed();
    if (claimed.isPresent()) {
      doubt(taken, claimed.get(), now);
    } else if (captured.quality() != ClockQuality.GATEWAY) {
      Optional.ofNullable(doubts.get(taken.source()))
          .filter(doubt -> isOver(doubt, now))
          .ifPresent(doubt -> over(doubt, now));
    }
  }

  private static boolean isOver(Doubt doubt, Instant now) {
    return Duration.between(doubt.at(), now).abs().compareTo(QUIET) >= 0;
  }

  private void doubt(Observation taken, Instant claimed, Instant now) {
    String source =
        doubts.size() < MOST || doubts.containsKey(taken.source()) ? taken.source() : OTHERS;
    Doubt before = doubts.get(source);
    Doubt doubt =
        before == null
            ? new Doubt(source, now, now, claimed, 1)
            : new Doubt(source, before.since(), now, claimed, before.taken() + 1);
    doubts.put(source, doubt);
    if (before == null) {
      LOG.warn("Source {}: {}; told once, until they agree again", source, doubt.words());
      note(now, "clock.doubted", facts(doubt).put("observation", taken.id()).build(), source);
    }
  }

  private void over(Doubt doubt, Instant now) {
    doubts.remove(doubt.source());
    LOG.info(
        "Source {}: its clock and the gateway's agree again; {} observations since {} were taken"
            + " with the gateway's time",
        doubt.source(),
        doubt.taken(),
        doubt.since());
    note(
        now,
        "clock.agreed",
        facts(doubt).put("since", doubt.since()).put("taken", doubt.taken()).build(),
        doubt.source());
  }

  private static Facts.Builder facts(Doubt doubt) {
    return Facts.with("claimedAt", doubt.claimed())
        .put("gatewayAt", doubt.at())
        .put("aheadSeconds", doubt.ahead().toSeconds());
  }

  private void note(Instant now, String kind, Facts facts, String source) {
    store
        .submit(
            unit -> {
              unit.append(now, kind, source, facts);
              return null;
            })
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.error("{} of {} could not be noted: {}", kind, source, failure.getMessage());
              }
            });
  }
}
