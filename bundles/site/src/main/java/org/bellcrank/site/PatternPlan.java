package org.bellcrank.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.document.Suggestion;

/**
 * What the documents say about how much is usual, in {@code canary.patterns}.
 *
 * @param enabled whether sources and points are watched at all
 * @param burst how many times its usual number in five minutes is a burst, 2 to 1000
 * @param streams what is said about single ones, by {@code source/NAME} or {@code point/NAME}
 */
public record PatternPlan(boolean enabled, double burst, Map<String, Stream> streams) {

  /** Where the documents say nothing. */
  public static final PatternPlan DEFAULT = new PatternPlan(true, 10, Map.of());

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(60);
  private static final String POINT = "point/";

  /** Keeps an unmodifiable copy. */
  public PatternPlan {
    streams = Map.copyOf(streams);
  }

  /**
   * What is said about a source or a point.
   *
   * @param enabled whether it is watched
   * @param silentAfter how long it may bring nothing; empty: learnt, and for cameras and points
   *     never
   * @param most how many it may bring in five minutes; empty: learnt
   */
  public record Stream(boolean enabled, Optional<Duration> silentAfter, Optional<Integer> most) {

    /** Where the documents say nothing. */
    public static final Stream DEFAULT = new Stream(true, Optional.empty(), Optional.empty());
  }

  /** What is said about a stream. */
  public Stream stream(String id) {
    return streams.getOrDefault(id, Stream.DEFAULT);
  }

  /** Reads the section, which fits its schema; what is wrong is added to the problems. */
  static PatternPlan read(
      Optional<MapNode> section, Collection<String> points, List<Problem> problems)
      throws InvalidDocumentException {
    if (section.isEmpty()) {
      return DEFAULT;
    }
    MapNode node = section.get();
    double burst = node.optionalNumber("burst").orElse(DEFAULT.burst());
    if (burst < 2 || burst > 1000) {
      problems.add(node.problem("burst", "2 to 1000", "out of range"));
    }
    Map<String, Stream> streams = new LinkedHashMap<>();
    Optional<MapNode> named = node.optionalMap("streams");
    if (named.isPresent()) {
      for (String id : named.get().keys()) {
        known(named.get(), id, points, problems);
        streams.put(id, stream(named.get().map(id), problems));
      }
    }
    return new PatternPlan(node.optionalBool("enabled").orElse(true), burst, streams);
  }

  private static void known(
      MapNode node, String id, Collection<String> points, List<Problem> problems) {
    if (id.startsWith(POINT) && !points.contains(id.substring(POINT.length()))) {
      List<String> known = new ArrayList<>();
      points.forEach(point -> known.add(POINT + point));
      problems.add(
          node.problem(
              id,
              "point/ and the id of a point, or source/ and the name of a source",
              Suggestion.closest(id, known)
                  .map("there is no such point, did you mean \"%s\""::formatted)
                  .orElse("there is no such point")));
    }
  }

  private static Stream stream(MapNode node, List<Problem> problems)
      throws InvalidDocumentException {
    Optional<Duration> silent = node.optionalDuration("silentAfter");
    if (silent
        .filter(each -> each.compareTo(SHORTEST) < 0 || each.compareTo(LONGEST) > 0)
        .isPresent()) {
      problems.add(node.problem("silentAfter", "PT1M to P60D", "out of range"));
    }
    return new Stream(
        node.optionalBool("enabled").orElse(true), silent, node.optionalInteger("most"));
  }
}
