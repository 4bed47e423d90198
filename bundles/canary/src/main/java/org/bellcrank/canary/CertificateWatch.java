package org.bellcrank.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.keys.CertificateTerms;

/**
 * The lamps of certificates that are in use: red some time before one ends, urgent in its last
 * week, most urgent from its end on, since the other side refuses it then. One that was red before
 * the gateway stopped stays so until it is in use again, or turns grey where it is not for {@link
 * #PATIENCE}.
 */
final class CertificateWatch {

  static final String ENDS = "ends";
  static final String ENDED = "ended";

  /**
   * How long one of before the start may take to be used again; a driver's first try is over then.
   */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final Duration LAST = Duration.ofDays(7);

  private final LampBoard board;
  private final Fence fence;

  /** What each had in use when it last said so. */
  private final Map<CertificateTerms, Set<String>> used = new WeakHashMap<>();

  private final Set<String> seen = new HashSet<>();

  /** Since when those of before the start are waited for. */
  private final Map<String, Instant> awaited = new HashMap<>();

  CertificateWatch(LampBoard board, Fence fence) {
    this.board = board;
    this.fence = fence;
  }

  /**
   * Looks at all of them.
   *
   * @param before how long before its end a certificate is told
   */
  void look(List<CertificateTerms> all, Duration before, Instant now) {
    Set<String> there = new HashSet<>();
    for (CertificateTerms some : all) {
      there.addAll(look(some, before, now));
    }
    seen.addAll(there);
    for (String gone : board.names(Kind.CERTIFICATE)) {
      if (there.contains(gone)) {
        continue;
      }
      if (seen.contains(gone)) {
        board.grey(Kind.CERTIFICATE, gone, now, "it is not in use any more");
      } else if (!now.isBefore(awaited.computeIfAbsent(gone, since -> now).plus(PATIENCE))) {
        board.grey(Kind.CERTIFICATE, gone, now, "it is not in use since the gateway started");
      }
    }
  }

  private Set<String> look(CertificateTerms some, Duration before, Instant now) {
    Set<String> known = used.getOrDefault(some, Set.of());
    Set<String> names = new HashSet<>();
    Optional<String> failed =
        fence.run(
            "certificates of %s %s".formatted(some.getClass().getSimpleName(), known),
            () -> {
              for (CertificateTerms.Term term : some.terms()) {
                names.add(term.name());
                look(term, before, now);
              }
              used.put(some, names);
            });
    failed.ifPresent(
        words -> known.forEach(name -> board.bad(Kind.CERTIFICATE, name, now, Fence.LAMP, words)));
    return failed.isPresent() ? known : names;
  }

  private void look(CertificateTerms.Term term, Duration before, Instant now) {
    String words = "%s %s at %s".formatted(term.shown(), "%s", term.end());
    if (!now.isBefore(term.end())) {
      board.urgent(Kind.CERTIFICATE, term.name(), now, ENDED, words.formatted("ended"), 3);
    } else if (!now.isBefore(term.end().minus(before))) {
      int level = now.isBefore(term.end().minus(LAST)) ? 1 : 2;
      board.urgent(Kind.CERTIFICATE, term.name(), now, ENDS, words.formatted("ends"), level);
    } else {
      board.good(Kind.CERTIFICATE, term.name(), now, words.formatted("ends"));
    }
  }
}
