package org.bellcrank.replay;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.site.Site;

/** What follows the word {@code replay} on a command line. */
record ReplayLine(Map<String, String> values) {

  static final String HELP =
      """
      replay --data DIR [--from T] [--to T] [--with DOCUMENTS] [--warm-up D]
             [--history FOLDER] [--report FILE]
        decides what a gateway recorded once more: with the documents that were in force, held
        against what the gateway decided, and with others, to see what they would change.
        Nothing is delivered and nothing is written but the report.
        --data DIR        the data directory of a gateway that does not run, or a copy of one; what
                          was accepted there and not decided yet is decided as at its next start
        --from T, --to T  compares what was decided from T on, and before T: ISO 8601 with Z or an
                          offset, 2026-11-20T06:00:00+01:00 (default: everything)
        --with DOCUMENTS  a folder of site documents, or a version that 'site versions' prints
                          (default: none; the gateway's own decisions are checked alone);
                          in-force stands for the version in force in DIR
        --warm-up D       how long before --from is gone through so that recurrence and conditions
                          are as they were: ISO 8601, or all (default: P30D)
        --history FOLDER  replays what a courier brought from another gateway, a folder below
                          received/ in the data directory, in place of what DIR recorded
        --report FILE     everything as JSON, with the why-cards of the first 1000 differences;
                          the same recording and documents give the same bytes
      Ends with 0; 1 when the replay does not decide as the gateway did, or cannot be made; 2 for
      wrong usage; 3 when the directory is in use.""";

  private static final List<String> OPTIONS =
      List.of("from", "to", "with", "warm-up", "history", "report");

  static ReplayLine of(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String option = arguments.get(i);
      boolean known = option.startsWith("--") && OPTIONS.contains(option.substring(2));
      if (!known || i + 1 == arguments.size() || values.containsKey(option.substring(2))) {
        throw new IllegalArgumentException(
            "replay: given %s; allowed:%n%s".formatted(arguments, HELP));
      }
      values.put(option.substring(2), arguments.get(i + 1));
    }
    ReplayLine line = new ReplayLine(values);
    line.request(Optional.empty());
    return line;
  }

  Optional<String> with() {
    return Optional.ofNullable(values.get("with"));
  }

  Optional<Path> history() {
    return Optional.ofNullable(values.get("history")).map(Path::of);
  }

  Optional<Path> report() {
    return Optional.ofNullable(values.get("report")).map(Path::of);
  }

  Request request(Optional<Site> documents) {
    return new Request(moment("from"), moment("to"), warmUp(), documents, Request.LISTED);
  }

  private Optional<Instant> moment(String option) {
    return Optional.ofNullable(values.get(option))
        .map(text -> Moments.instant("--" + option, text));
  }

  private Optional<Duration> warmUp() {
    return Moments.warmUp("--warm-up", values.get("warm-up"));
  }

  /** Texts as moments and durations. */
  static final class Moments {

    private Moments() {}

    static Instant instant(String what, String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "replay: given %s %s; allowed: ISO 8601 with Z or an offset, such as 2026-11-20T06:00:00+01:00"
                .formatted(what, text));
      }
    }

    static Optional<Duration> warmUp(String what, String text) {
      if (text == null) {
        return Optional.of(Request.WARM_UP);
      }
      if (text.equals("all")) {
        return Optional.empty();
      }
      try {
        Duration duration = Duration.parse(text);
        if (!duration.isNegative()) {
          return Optional.of(duration);
        }
      } catch (DateTimeException e) {
        // told below, with what is allowed
      }
      throw new IllegalArgumentException(
          "replay: given %s %s; allowed: all, or ISO 8601 of 0 or more, such as P30D"
              .formatted(what, text));
    }
  }
}
