package org.bellcrank.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.bellcrank.closure.LeadTimes;
import org.bellcrank.closure.Warning;
import org.bellcrank.closure.WarningReader;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;

/** How early and how right warnings were. */
final class WarningRoutes {

  private static final int MOST = 20_000;
  private static final int LISTED = 100;
  private static final int LONGEST = 3_650;
  private static final double HOUR = 3_600;

  private final Store store;
  private final Clock clock;

  private WarningRoutes(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  static Route of(Store store, Clock clock) {
    WarningRoutes routes = new WarningRoutes(store, clock);
    return Path.get("/api/warnings", routes::warnings);
  }

  private Answer warnings(Request request) {
    String given = request.query("days").orElse("365");
    int days = given.matches("\\d{1,4}") ? Integer.parseInt(given) : 0;
    if (days < 1 || days > LONGEST) {
      return new Answer.Refused("given days '%s'; allowed: 1 to %d".formatted(given, LONGEST));
    }
    Instant now = clock.instant();
    Instant since = now.minus(Duration.ofDays(days));
    LeadTimes times = WarningReader.read(store, since, now, MOST);
    Facts.Builder ends = Facts.builder();
    Arrays.stream(Warning.End.values()).forEach(end -> ends.put(end.name(), times.count(end)));
    return new Answer.Json(
        Facts.with("since", since)
            .put("until", now)
            .put("whole", times.whole())
            .put("warnings", times.warnings().size())
            .put("ends", ends.build())
            .put("failures", times.failures())
            .put("missed", times.missed())
            .put("unwatched", times.unwatched())
            .put("missedShare", times.missedShare())
            .put("falseShare", times.falseShare())
            .put("leadHours", times.lead().map(WarningRoutes::spread))
            .put("laterHours", times.later().map(WarningRoutes::spread))
            .put("histogram", times.histogram().stream().map(WarningRoutes::bar).toList())
            .put(
                "newest", times.warnings().stream().limit(LISTED).map(WarningRoutes::line).toList())
            .build());
  }

  private static Facts spread(LeadTimes.Spread spread) {
    return Facts.with("count", spread.count())
        .put("p10", hours(spread.tenth()))
        .put("median", hours(spread.median()))
        .put("p90", hours(spread.ninetieth()))
        .build();
  }

  private static Facts bar(LeadTimes.Bar bar) {
    return Facts.with("fromHours", hours(bar.from()))
        .put("untilHours", bar.until().map(WarningRoutes::hours))
        .put("came", bar.came())
        .put("repaired", bar.repaired())
        .build();
  }

  private static Facts line(Warning warning) {
    return Facts.with("order", warning.order())
        .put("asset", warning.asset())
        .put("failureMode", warning.failureMode())
        .put("told", warning.told())
        .put("expectedHours", warning.expected().map(WarningRoutes::hours))
        .put("end", warning.end().name())
        .put("endedAt", warning.endedAt())
        .put("leadHours", warning.lead().map(WarningRoutes::hours))
        .put("laterHours", warning.later().map(WarningRoutes::hours))
        .build();
  }

  private static Double hours(Duration time) {
    return time.toSeconds() / HOUR;
  }
}
