package org.bellcrank.reject.opcua;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Entry;

/** What must hold before anything is written. For one thread. */
final class Gate {

  /** How long a server that did not answer is left alone. */
  static final Duration LEFT_ALONE = Duration.ofSeconds(5);

  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final int REMEMBERED = 1_000;

  private final Plan plan;
  private final Deque<Instant> pulses = new ArrayDeque<>();
  private final Map<String, String> parts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > REMEMBERED;
        }
      };
  private Instant awayUntil = Instant.MIN;
  private String away = "";

  /** What holds a finding back. */
  record No(Withheld why, String words) {}

  /**
   * With what was pulsed before.
   *
   * @param recent intents of the journal, newest first
   */
  Gate(Plan plan, List<Entry> recent) {
    this.plan = plan;
    for (int i = recent.size() - 1; i >= 0; i--) {
      Entry each = recent.get(i);
      given(
          each.facts().text("node").orElse(""),
          each.facts().text("observation").orElse(""),
          each.subject(),
          each.at());
    }
  }

  /** Whether this very finding was pulsed already, and its entry is read once more. */
  boolean had(Reject reject, Whitelisted node) {
    return reject.finding().equals(parts.get(part(node.node(), reject.observation())));
  }

  /** Why a finding must not be pulsed; empty where nothing is in the way. */
  Optional<No> no(Reject reject, Whitelisted node, Instant now) {
    if (!plan.enabled()) {
      return no(Withheld.DISABLED, "given write.enabled false; allowed: nothing is written");
    }
    if (!reject.timeKnown()) {
      return no(Withheld.UNTIMELY, "its source told a time that cannot be");
    }
    Optional<No> late = late(reject, now);
    if (late.isPresent()) {
      return late;
    }
    String other = parts.get(part(node.node(), reject.observation()));
    if (other != null) {
      return no(Withheld.SAME_PART, "finding %s of the same observation did".formatted(other));
    }
    if (now.isBefore(awayUntil)) {
      return no(Withheld.AWAY, "not tried before %s: %s".formatted(awayUntil, away));
    }
    pulses.removeIf(each -> !each.isAfter(now.minus(MINUTE)));
    if (pulses.size() >= plan.perMinute()) {
      return no(
          Withheld.RATE,
          "given %d pulses in 60 s; allowed: %d".formatted(pulses.size() + 1, plan.perMinute()));
    }
    return Optional.empty();
  }

  /** Whether it is too late, by when it was seen and by when it was decided. */
  Optional<No> late(Reject reject, Instant now) {
    Duration seen = Duration.between(reject.seenAt(), now);
    Duration decided = Duration.between(reject.decidedAt(), now);
    Duration oldest = plan.oldest();
    if (seen.compareTo(oldest) > 0 || decided.compareTo(oldest) > 0) {
      return no(
          Withheld.STALE,
          "given seen %d ms ago, decided %d ms ago; allowed: %d ms"
              .formatted(seen.toMillis(), decided.toMillis(), oldest.toMillis()));
    }
    if (seen.compareTo(oldest.negated()) < 0 || decided.compareTo(oldest.negated()) < 0) {
      return no(
          Withheld.UNTIMELY,
          "given seen %d ms from now, decided %d ms from now; allowed: not in the future"
              .formatted(-seen.toMillis(), -decided.toMillis()));
    }
    return Optional.empty();
  }

  /** A pulse is about to be given. */
  void given(String node, String observation, String finding, Instant at) {
    pulses.addLast(at);
    parts.put(part(node, observation), finding);
  }

  /** The server did not answer. */
  void away(Instant now, String words) {
    awayUntil = now.plus(LEFT_ALONE);
    away = words;
  }

  private static String part(String node, String observation) {
    return node + " " + observation;
  }

  private static Optional<No> no(Withheld why, String words) {
    return Optional.of(new No(why, words));
  }
}
