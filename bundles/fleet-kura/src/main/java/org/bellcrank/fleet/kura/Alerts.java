package org.bellcrank.fleet.kura;

import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bellcrank.canary.Lamp;
import org.bellcrank.canary.Lamps;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.health.HealthState;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.site.ActiveSite;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.message.KuraAlertPayload;
import org.eclipse.kura.message.KuraAlertSeverity;
import org.eclipse.kura.message.KuraAlertStatus;
import org.eclipse.kura.message.KuraPayload;

/**
 * Alerts as they stand: what is wrong and was not told yet is told, and what was told and is well
 * again too. What was told is in the journal, so that it holds over a restart. Used by one thread.
 */
final class Alerts {

  private static final String TOLD = "cloud.alert";
  private static final int LONGEST = 1000;
  private static final int NEWEST = 500;

  /** What the code of a lamp begins with; its id follows. */
  private static final String LAMP = "bellcrank.lamp.";

  private static final List<String> CODES =
      List.of("bellcrank.health", "bellcrank.documents", "bellcrank.deliveries");

  private final Store store;
  private final Clock clock;
  private final Parts parts;
  private final ActiveSite active;
  private final DeliveryBook deliveries;
  private final Outlet outlet;
  private Map<String, Alert> told;

  Alerts(
      Store store,
      Clock clock,
      Parts parts,
      ActiveSite active,
      DeliveryBook deliveries,
      Outlet outlet) {
    this.store = store;
    this.clock = clock;
    this.parts = parts;
    this.active = active;
    this.deliveries = deliveries;
    this.outlet = outlet;
  }

  /** Tells what changed, as far as it may go now. */
  void turn(Pace pace) throws KuraException {
    if (!outlet.open()) {
      return;
    }
    if (told == null) {
      told = restored();
    }
    Map<String, Alert> now = wrong();
    for (String code : codes(now)) {
      Alert alert = now.get(code);
      Alert before = told.get(code);
      if (alert == null ? before == null : alert.same(code, before)) {
        continue;
      }
      if (!pace.take()) {
        return;
      }
      tell(code, alert == null ? before : alert, alert != null);
    }
  }

  /** The fixed ones first, then lamps that are red or were told to be. */
  private Set<String> codes(Map<String, Alert> now) {
    Set<String> codes = new LinkedHashSet<>(CODES);
    codes.addAll(now.keySet());
    codes.addAll(told.keySet());
    return codes;
  }

  private void tell(String code, Alert alert, boolean stands) throws KuraException {
    outlet.send(payload(code, alert, stands), Map.of("code", code));
    Facts facts =
        Facts.with("active", stands)
            .put("critical", alert.critical())
            .put("words", alert.words())
            .build();
    store.commit(
        unit -> {
          unit.append(clock.instant(), TOLD, code, facts);
          return null;
        });
    if (stands) {
      told.put(code, alert);
    } else {
      told.remove(code);
    }
  }

  private Map<String, Alert> restored() {
    Map<String, Alert> alerts = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Entry entry : store.read(unit -> unit.port(Journal.class).newest(TOLD, NEWEST))) {
      Facts facts = entry.facts();
      if (seen.add(entry.subject()) && facts.bool("active").orElse(false)) {
        alerts.put(
            entry.subject(),
            new Alert(facts.bool("critical").orElse(false), facts.text("words").orElse("")));
      }
    }
    return alerts;
  }

  private Map<String, Alert> wrong() {
    Map<String, Alert> alerts = new TreeMap<>();
    parts
        .report()
        .filter(report -> report.state() != HealthState.OK)
        .ifPresent(
            report ->
                alerts.put(
                    "bellcrank.health",
                    new Alert(
                        report.state() == HealthState.FAILED,
                        report.causes().stream()
                            .map(cause -> cause.bundle() + ": " + cause.reason())
                            .collect(Collectors.joining("; ")))));
    if (!active.refusals().isEmpty()) {
      alerts.put(
          "bellcrank.documents",
          new Alert(false, "refused: " + String.join("; ", active.refusals())));
    }
    long waiting =
        deliveries.health().stream().mapToLong(DeliveryBook.InstanceHealth::workbench).sum();
    if (waiting > 0) {
      alerts.put("bellcrank.deliveries", new Alert(false, "deliveries wait for a person"));
    }
    lamps(alerts);
    return alerts;
  }

  private void lamps(Map<String, Alert> alerts) {
    Lamps lamps = parts.lamps;
    if (lamps == null) {
      return;
    }
    lamps.all().stream()
        .filter(lamp -> lamp.state() == Lamp.State.RED)
        .forEach(
            lamp ->
                alerts.put(
                    LAMP + lamp.id(),
                    new Alert(
                        lamp.level() > 1,
                        "%s is broken since %s, %s: %s"
                            .formatted(lamp.id(), lamp.since(), lamp.stage(), lamp.words()))));
  }

  /** A gateway before Kura 5.4 has no alerts of its own; the metrics are the same. */
  private KuraPayload payload(String code, Alert alert, boolean stands) {
    KuraPayload payload;
    try {
      payload = KuraAlert.of(code, alert, stands);
    } catch (NoClassDefFoundError e) {
      payload = plain(code, alert, stands);
    }
    payload.setTimestamp(Date.from(clock.instant()));
    return payload;
  }

  private KuraPayload plain(String code, Alert alert, boolean stands) {
    KuraPayload payload = new KuraPayload();
    payload.addMetric("alert_code", code);
    payload.addMetric("alert_severity", alert.critical() ? "CRITICAL" : "WARNING");
    payload.addMetric("alert_status", stands ? "ACTIVE" : "INACTIVE");
    payload.addMetric("alert_message", alert.brief());
    payload.addMetric("alert_creation_date", clock.millis());
    return payload;
  }

  /** Apart, so that the class is asked for only when it is used. */
  private static final class KuraAlert {

    private static KuraPayload of(String code, Alert alert, boolean stands) {
      KuraAlertPayload payload =
          new KuraAlertPayload(
              code,
              alert.critical() ? KuraAlertSeverity.CRITICAL : KuraAlertSeverity.WARNING,
              stands ? KuraAlertStatus.ACTIVE : KuraAlertStatus.INACTIVE);
      payload.setMessage(alert.brief());
      return payload;
    }
  }

  private record Alert(boolean critical, String words) {

    /** A lamp is told when it turns red and when it grows urgent, not when its reason changes. */
    boolean same(String code, Alert before) {
      return code.startsWith(LAMP) && before != null ? critical == before.critical : equals(before);
    }

    String brief() {
      return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + " …";
    }
  }
}
