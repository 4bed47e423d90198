package org.bellcrank.condition;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;

/**
 * In which operating states of its asset a limit, a stream or a trend says something. What a
 * machine does as it starts, is cleaned or repaired is no fault of it.
 *
 * @param during names of states; empty means all
 * @param settle how long such a state must last first; zero means at once
 */
public record StateGate(List<String> during, Duration settle) {

  /** Open in every state. */
  public static final StateGate OPEN = new StateGate(List.of(), Duration.ZERO);

  /** Key of an observation's context: the state of the asset when it was seen. */
  public static final String STATE = "operatingState";

  /** Key of an observation's context: since when the asset was in that state, ISO 8601. */
  public static final String SINCE = "operatingSince";

  /** Keeps an unmodifiable copy and refuses a time below zero. */
  public StateGate {
    during = List.copyOf(during);
    if (settle.isNegative()) {
      throw new IllegalArgumentException("given settle %s; allowed: 0 or more".formatted(settle));
    }
  }

  /** Reads the keys {@code during} and {@code settle} of a map that fits its schema. */
  public static StateGate read(MapNode node) throws InvalidDocumentException {
    Duration settle = node.optionalDuration("settle").orElse(Duration.ZERO);
    if (settle.isNegative()) {
      throw new InvalidDocumentException(
          List.of(node.problem("settle", "PT0S or more", "a time below zero")));
    }
    List<String> during = node.texts("during");
    if (during.isEmpty() && !settle.isZero()) {
      throw new InvalidDocumentException(
          List.of(node.problem("settle", "with during", "says nothing without during")));
    }
    return new StateGate(during, settle);
  }

  /**
   * Why a value says nothing.
   *
   * @param state the state of the asset; null while it is not known
   * @param since since when; null while it is not known
   * @param at when the value was measured
   * @return one line for people; empty where it counts. Where the state is not known it counts: an
   *     alarm too many is better than a fault that nobody hears of
   */
  public Optional<String> shut(String state, Instant since, Instant at) {
    if (open(state, since, at)) {
      return Optional.empty();
    }
    return Optional.of(
        during.contains(state)
            ? "the asset is in %s only since %s; counts after %s".formatted(state, since, settle)
            : "the asset is in %s since %s; counts in %s"
                .formatted(state, since, String.join(", ", during)));
  }

  /** As {@link #shut}, without the words. */
  public boolean open(String state, Instant since, Instant at) {
    if (during.isEmpty() || state == null || since == null) {
      return true;
    }
    return during.contains(state) && (settle.isZero() || !at.isBefore(since.plus(settle)));
  }

  /** As {@link #shut}, from the context of an observation. */
  public Optional<String> shut(Map<String, String> context, Instant at) {
    String since = context.get(SINCE);
    try {
      return shut(context.get(STATE), since == null ? null : Instant.parse(since), at);
    } catch (DateTimeParseException notOurs) {
      return Optional.empty(); // a source's own word for something else
    }
  }
}
