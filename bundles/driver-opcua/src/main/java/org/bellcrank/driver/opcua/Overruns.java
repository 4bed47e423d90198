package org.bellcrank.driver.opcua;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts where a server lost values although its session stood: its queue ran over, which it says
 * at the next value (OPC 10000-4, 7.39, the bit Overflow), or a notification was gone when it was
 * asked for again. Told at most once a minute. Safe for any thread.
 */
final class Overruns {

  private static final Logger LOG = LoggerFactory.getLogger(Overruns.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  /** Channels that a line of the log names. */
  private static final int NAMED = 5;

  private final String whose;
  private final Clock clock;
  private final Map<String, Long> untold = new TreeMap<>();
  private long dropped;
  private long all;
  private Instant next = Instant.MIN;

  /** Nothing was lost yet. */
  Overruns(String whose, Clock clock) {
    this.whose = whose;
    this.clock = clock;
  }

  /** Values of a channel were lost before one that came; how many, nobody says. */
  synchronized void ran(String channel) {
    all++;
    untold.merge(channel, 1L, Long::sum);
  }

  /** A notification was lost; of which channels, nobody says. */
  synchronized void dropped() {
    all++;
    dropped++;
  }

  /** How often since the start. */
  synchronized long all() {
    return all;
  }

  /** Tells what is new, where the last time was a minute ago. */
  synchronized void look() {
    Instant now = clock.instant();
    if (untold.isEmpty() && dropped == 0 || now.isBefore(next)) {
      return;
    }
    next = now.plus(EVERY);
    LOG.warn(
        "OPC UA driver {}: values were lost at the server: its queue ran over {} times ({}), {}"
            + " notifications were not there any more; {} times since the start; allowed: a longer"
            + " queue.size, a shorter publishing.millis, or fill.gaps where the server keeps a"
            + " history",
        whose,
        untold.values().stream().mapToLong(Long::longValue).sum(),
        untold.isEmpty() ? "no channel" : channels(),
        dropped,
        all);
    untold.clear();
    dropped = 0;
  }

  private String channels() {
    return untold.entrySet().stream()
            .limit(NAMED)
            .map(each -> each.getKey() + ": " + each.getValue())
            .collect(Collectors.joining(", "))
        + (untold.size() > NAMED ? " and " + (untold.size() - NAMED) + " more" : "");
  }
}
