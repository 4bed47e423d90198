package org.bellcrank.fleet.mqtt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.fleet.RolloutEvent;
import org.bellcrank.fleet.RolloutGateway;
import org.bellcrank.fleet.RolloutPlan;

/** Watches one gateway with its new version. Safe for any thread. */
final class HealthGate {

  private final Change change;
  private final Clock clock;

  HealthGate(Change change, Clock clock) {
    this.change = change;
    this.clock = clock;
  }

  /**
   * Health has to begin in time, and then to last without a break. A gateway that puts its earlier
   * version back by itself is well, but the new one has not passed.
   */
  RolloutEvent judge(RolloutGateway gateway, RolloutPlan plan) throws InterruptedException {
    Duration needed = plan.healthyFor(gateway.stage());
    Instant last = clock.instant().plus(plan.health().within());
    Instant since = null;
    String heard = "";
    while (true) {
      Optional<String> trouble = change.trouble(gateway.id(), plan.health().told());
      String there = change.current(gateway.id()).orElse("");
      if (trouble.isPresent()) {
        heard = "; its last trouble: " + trouble.get();
      }
      if (!there.isEmpty() && !there.equals(plan.target())) {
        // It may have been quicker than we asked; for a moment it still tells why it did so.
        String why =
            heard.isEmpty()
                ? change.trouble(gateway.id(), false).map("; its last trouble: "::concat).orElse("")
                : heard;
        return new RolloutEvent.Failed(
            gateway.id(), "did not stay: the gateway has %s%s".formatted(there, why));
      }
      Instant now = clock.instant();
      if (trouble.isPresent()) {
        since = null;
        if (now.isAfter(last)) {
          return new RolloutEvent.Failed(gateway.id(), trouble.get());
        }
      } else {
        since = since == null ? now : since;
        if (!now.isBefore(since.plus(needed))) {
          return new RolloutEvent.Healthy(gateway.id());
        }
      }
      TimeUnit.MILLISECONDS.sleep(plan.health().poll().toMillis());
    }
  }
}
