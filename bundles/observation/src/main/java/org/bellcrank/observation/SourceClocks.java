package org.bellcrank.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which sources' clocks and the gateway's contradict each other; a service. One of the two is
 * wrong, and the gateway cannot know which. Since the start, in memory. Safe for any thread.
 */
public interface SourceClocks {

  /** The sources whose times could not be and that have not shown a better one yet; by name. */
  List<Doubt> doubts();

  /**
   * A source whose time could not be.
   *
   * @param source its name
   * @param since when that was first seen, by the gateway's clock
   * @param at when it was last seen, by the gateway's clock
   * @param claimed what the source's clock said then
   * @param taken how many observations were taken with the gateway's time
   */
  record Doubt(String source, Instant since, Instant at, Instant claimed, long taken) {

    /** How far the source's clock is ahead of the gateway's; negative where it is behind. */
    public Duration ahead() {
      return Duration.between(at, claimed);
    }

    /** One line for people. */
    public String words() {
      Duration ahead = ahead();
      return "its clock said %s when the gateway's said %s, %s %s; one of the two is wrong, what comes is taken with the gateway's time"
          .formatted(claimed, at, text(ahead.abs()), ahead.isNegative() ? "behind" : "ahead");
    }

    private static String text(Duration given) {
      return given.toDays() > 0
          ? "%d d %d h".formatted(given.toDays(), given.toHoursPart())
          : "%d h %d min %d s"
              .formatted(given.toHours(), given.toMinutesPart(), given.toSecondsPart());
    }
  }
}
