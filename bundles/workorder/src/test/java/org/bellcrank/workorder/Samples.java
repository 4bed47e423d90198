package org.bellcrank.workorder;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.Criticality;
import org.bellcrank.asset.Placement;
import org.bellcrank.asset.Point;
import org.bellcrank.calendar.PlantCalendars;
import org.bellcrank.condition.Condition;
import org.bellcrank.document.Documents;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Finding;
import org.bellcrank.rule.Action;
import org.bellcrank.rule.Decision;
import org.bellcrank.rule.Severity;
import org.bellcrank.rule.Situation;
import org.bellcrank.rule.TierTable;
import org.bellcrank.rule.Tiers;

/** What orders are made of. */
final class Samples {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final ExpressionLanguage LANGUAGE = new ExpressionLanguage();
  static final Cause CAUSE = new Cause("screw", "pitting", "cam/left");

  private Samples() {}

  static Template template(String title) throws Exception {
    return new Template(
        "pit",
        Optional.of(OrderType.CORRECTIVE),
        Text.of(title, LANGUAGE),
        Text.of(
            "Severity {finding.severity}.\nOrder {context.productionOrder}.\n"
                + "{order.recommendedAction}",
            LANGUAGE),
        Optional.of(Text.of("Grease it.", LANGUAGE)),
        Optional.of("PIT"),
        Optional.of(Duration.ofDays(14)),
        Optional.empty(),
        Window.NOW,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of("plant.note", Text.of("{asset.name}, {context.lot}", LANGUAGE)));
  }

  static Decision decision(int priority) {
    return new Decision(
        "r1",
        new Action.Raise("pit", Optional.empty()),
        Severity.MAJOR,
        priority,
        Optional.empty(),
        "because it is seen",
        Facts.empty());
  }

  static Situation seen(String finding, double confidence, double area) {
    String hash = "%064x".formatted(finding.hashCode());
    return situation(
        finding,
        confidence,
        area,
        List.of(
            new EvidenceItem(
                EvidenceItem.Role.ANNOTATED, new EvidenceReference(hash, "image/jpeg", 9))));
  }

  /** An area of 0 means that none is known. */
  static Situation situation(
      String id, double confidence, double area, List<EvidenceItem> evidence) {
    CaptureTime captured = new CaptureTime(NOON, CaptureTime.ClockQuality.SOURCE);
    Finding finding =
        new Finding(
            id,
            id.substring(0, id.indexOf('#')),
            Finding.Kind.DETECTION,
            "cam/left",
            "pitting",
            confidence,
            Optional.of(new Box(0, 0, 10, 10)),
            Optional.empty(),
            Optional.empty(),
            captured,
            evidence);
    Optional<Double> known = area > 0 ? Optional.of(area) : Optional.empty();
    return new Situation(
        finding,
        "cam",
        Map.of("lot", "L-7"),
        "surface-fatigue",
        placed(),
        new Condition(2, 2, 2, 4, NOON, known, known, Optional.empty()),
        new TierTable.Choice(Tiers.DEFAULT, "default"),
        false,
        false,
        Optional.empty(),
        NOON);
  }

  /** An expected failure, so many days after noon. */
  static Situation predicted(double days) {
    Situation seen = seen("model:1#0", 0.78, 0);
    Finding one = seen.finding();
    Finding finding =
        new Finding(
            one.id(),
            one.observation(),
            Finding.Kind.PREDICTION,
            one.point(),
            "wear",
            one.confidence(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(days),
            one.captured(),
            List.of());
    return new Situation(
        finding,
        seen.source(),
        seen.context(),
        "wear",
        seen.placement(),
        seen.condition(),
        seen.tiers(),
        false,
        false,
        seen.calendar(),
        seen.now());
  }

  /** The same situation, with what the source told besides and a calendar. */
  static Situation told(Situation known, Map<String, String> context, String calendar)
      throws Exception {
    return new Situation(
        known.finding(),
        known.source(),
        context,
        known.failureMode(),
        known.placement(),
        known.condition(),
        known.tiers(),
        known.orderOpen(),
        known.held(),
        Optional.of(PlantCalendars.read(Documents.parse("calendar.yaml", calendar))),
        known.now());
  }

  static Placement.Placed placed() {
    Asset works = asset("works", "Works", Optional.empty(), Map.of(), Optional.of("CC-1"));
    Asset screw =
        asset(
            "screw", "Ball screw", Optional.of("works"), Map.of("cmms", "11430"), Optional.empty());
    Point point =
        new Point(
            "cam/left",
            "left third",
            Optional.of("screw"),
            Optional.of("cam"),
            Optional.empty(),
            0.3,
            Set.of(),
            Optional.empty());
    return new Placement.Placed(point, screw, List.of(works, screw), Criticality.B);
  }

  static Asset asset(
      String id,
      String name,
      Optional<String> parent,
      Map<String, String> foreignIds,
      Optional<String> costCentre) {
    return new Asset(
        id,
        name,
        parent.isPresent() ? "component" : "site",
        parent,
        Optional.empty(),
        foreignIds,
        Optional.empty(),
        costCentre,
        Map.of());
  }
}
