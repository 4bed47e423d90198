package org.bellcrank.site;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;

/**
 * What deciding waits for when the gateway starts, in the section {@code start}.
 *
 * @param sourcesWithin how long it waits for sources, connectors and keys once the documents are in
 *     force, 0 to 10 minutes; what did not come is declared missing then
 * @param sources names of sources that are waited for beside the cameras of the points, as their
 *     lamps call them
 */
public record StartPlan(Duration sourcesWithin, List<String> sources) {

  /** Where the documents say nothing. */
  public static final StartPlan DEFAULT = new StartPlan(Duration.ofSeconds(10), List.of());

  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Keeps an unmodifiable copy. */
  public StartPlan {
    sources = List.copyOf(sources);
  }

  /**
   * Reads the section, which fits its schema.
   *
   * @throws InvalidDocumentException when the time is out of range
   */
  static StartPlan read(Optional<MapNode> section) throws InvalidDocumentException {
    if (section.isEmpty()) {
      return DEFAULT;
    }
    MapNode node = section.get();
    Duration within = node.optionalDuration("sourcesWithin").orElse(DEFAULT.sourcesWithin());
    if (within.isNegative() || within.compareTo(LONGEST) > 0) {
      throw new InvalidDocumentException(
          List.of(node.problem("sourcesWithin", "PT0S to PT10M", "out of range")));
    }
    return new StartPlan(within, node.has("sources") ? node.texts("sources") : List.of());
  }
}
