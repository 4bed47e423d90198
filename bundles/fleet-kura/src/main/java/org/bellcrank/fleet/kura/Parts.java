package org.bellcrank.fleet.kura;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.canary.Lamps;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.health.Cause;
import org.bellcrank.health.GatewayHealth;
import org.bellcrank.health.HealthReport;
import org.bellcrank.health.HealthState;
import org.bellcrank.journal.Facts;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.vision.Detector;

/** The services that may come and go while requests come in. Safe for any thread. */
final class Parts {

  final List<Detector> detectors = new CopyOnWriteArrayList<>();
  private volatile GatewayHealth health;
  private volatile DeliveryDesk desk;
  volatile Lamps lamps;

  void set(GatewayHealth there) {
    health = there;
  }

  void unset(GatewayHealth gone) {
    health = health == gone ? null : health;
  }

  void set(DeliveryDesk there) {
    desk = there;
  }

  void set(Lamps there) {
    lamps = there;
  }

  void unset(Lamps gone) {
    lamps = lamps == gone ? null : lamps;
  }

  void unset(DeliveryDesk gone) {
    desk = desk == gone ? null : desk;
  }

  Optional<DeliveryDesk> desk() {
    return Optional.ofNullable(desk);
  }

  Optional<HealthReport> report() {
    return Optional.ofNullable(health).map(GatewayHealth::report);
  }

  /** How the gateway is, refused documents counted in. */
  HealthState state(ActiveSite documents) {
    HealthState state = report().map(HealthReport::state).orElse(HealthState.DEGRADED);
    return documents.refusals().isEmpty() ? state : state.worse(HealthState.DEGRADED);
  }

  /** Why it is not well; empty where it is. */
  List<Facts> causes(ActiveSite documents) {
    List<Facts> causes = new ArrayList<>();
    for (Cause cause : report().map(HealthReport::causes).orElse(List.of())) {
      causes.add(
          Facts.with("bundle", cause.bundle())
              .put("reason", cause.reason())
              .put("effects", cause.effects().stream().map(Cause.Effect::text).toList())
              .build());
    }
    if (report().isEmpty()) {
      causes.add(cause("health", "nobody watches the bundles: no GatewayHealth is there"));
    }
    for (String refusal : documents.refusals()) {
      causes.add(cause("site", "site documents refused: " + refusal));
    }
    return causes;
  }

  private static Facts cause(String bundle, String reason) {
    return Facts.with("bundle", bundle).put("reason", reason).put("effects", List.of()).build();
  }
}
