package org.bellcrank.closure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the CMMS say about our orders; a service, answers from any thread. */
public interface ClosureDesk {

  /** How an order stood in its CMMS when it was seen last; empty for one never delivered. */
  Optional<ForeignState> of(String order);

  /**
   * That something happened to an order, from a source that proves nothing, such as a web hook: the
   * CMMS itself is asked at once. A hint that is lost is made good by the next reading.
   *
   * @param foreignId the order's key in the CMMS, as the hint tells it
   * @return whether the instance has an order of ours under this key
   */
  boolean hint(String instance, String foreignId);

  /**
   * That something happened to some order there: what changed is asked for soon, not more often
   * than every five seconds.
   *
   * @return whether the instance is read and can be asked for what changed
   */
  boolean hint(String instance);

  /** How reading goes, for each instance whose connector can be read, by id. */
  List<Health> health();

  /**
   * How reading goes.
   *
   * @param instance id of the connector instance
   * @param read when the last reading ended well; empty for never since the start
   * @param failing since when readings fail; empty when the last one went well
   * @param words why it failed last; empty when it went well
   * @param mark the newest change of which everything before is read, by the CMMS's clock; empty
   *     where the CMMS cannot be asked for changes, and before the first order
   * @param unknown words of the CMMS for a status that the connector does not know, at most 20
   * @param unreadable what could not be read in the last reading, at most 20 lines
   */
  record Health(
      String instance,
      Optional<Instant> read,
      Optional<Instant> failing,
      String words,
      Optional<Instant> mark,
      List<String> unknown,
      List<String> unreadable) {

    /** Keeps unmodifiable copies. */
    public Health {
      unknown = List.copyOf(unknown);
      unreadable = List.copyOf(unreadable);
    }
  }
}
