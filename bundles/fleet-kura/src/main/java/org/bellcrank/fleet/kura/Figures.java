package org.bellcrank.fleet.kura;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Facts;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.message.KuraPayload;

/**
 * Counts and latencies at regular times, numbers only. What cannot be told is told with the next:
 * every message holds all of them. Used by one thread.
 */
final class Figures {

  private final Views views;
  private final Clock clock;
  private final Duration every;
  private final Outlet outlet;
  private Instant next = Instant.MIN;

  Figures(Views views, Clock clock, Duration every, Outlet outlet) {
    this.views = views;
    this.clock = clock;
    this.every = every;
    this.outlet = outlet;
  }

  /** Tells them where it is time to. */
  void turn(Pace pace) throws KuraException {
    Instant now = clock.instant();
    if (outlet.open() && !now.isBefore(next) && pace.take()) {
      outlet.send(payload(now), Map.of());
      next = now.plus(every);
    }
  }

  private KuraPayload payload(Instant now) {
    KuraPayload payload = new KuraPayload();
    payload.setTimestamp(Date.from(now));
    add(payload, "", views.facts("/api/overview"));
    return payload;
  }

  private static void add(KuraPayload payload, String prefix, Facts facts) {
    facts
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Long || value instanceof Double) {
                payload.addMetric(prefix + name, value);
              } else if (value instanceof Facts below) {
                add(payload, prefix + name + ".", below);
              } else if (value instanceof List<?> list) {
                for (Object each : list) {
                  if (each instanceof Facts row) {
                    row.text("id")
                        .ifPresent(id -> add(payload, prefix + name + "." + id + ".", row));
                  }
                }
              }
            });
  }
}
