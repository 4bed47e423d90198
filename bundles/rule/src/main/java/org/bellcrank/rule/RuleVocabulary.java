package org.bellcrank.rule;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bellcrank.expression.Declarations;
import org.bellcrank.expression.Type;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.Finding;

/** The names that the condition of a rule may use, and their values in a situation. */
public final class RuleVocabulary {

  /** Names and types for severities, which are judged before the rules. */
  public static final Declarations SEVERITY = severity().build();

  /** Names and types for rules. */
  public static final Declarations RULE =
      severity()
          .variable("finding.severity", Type.TEXT, "MINOR, MODERATE, MAJOR, CRITICAL")
          .build();

  private RuleVocabulary() {}

  private static Declarations.Builder severity() {
    return Declarations.builder()
        .variable(
            "finding.class",
            Type.TEXT,
            "defect class, limit's failure mode or predicted failure mode")
        .variable("finding.kind", Type.TEXT, "DETECTION, MEASUREMENT, PREDICTION")
        .variable("finding.confidence", Type.NUMBER, "0 to 1; 1 for a limit crossing")
        .variable("finding.point", Type.TEXT, "id of the point")
        .variable("finding.source", Type.TEXT, "camera, topic or path")
        .variable(
            "finding.areaPixels",
            Type.NUMBER,
            "area of its box in square pixels; missing without box")
        .variable(
            "finding.value",
            Type.NUMBER,
            "measured value in the point's unit, or remaining life in days")
        .variable("finding.failureMode", Type.TEXT, "what the class stands for")
        .variable("finding.held", Type.BOOLEAN, "whether it was held before and its time has come")
        .variable(
            "context", Type.MAP_TEXT, "what the source told besides, for example context['lot']")
        .variable("asset.id", Type.TEXT, "id of the asset")
        .variable("asset.name", Type.TEXT, "name of the asset")
        .variable("asset.level", Type.TEXT, "level of the asset")
        .variable("asset.criticality", Type.TEXT, "A (most) to D")
        .variable("site.id", Type.TEXT, "id of the site")
        .variable("condition.confirmed", Type.BOOLEAN, "enough of the last looks hit")
        .variable("condition.hits", Type.INTEGER, "hits among the last looks, this one included")
        .variable(
            "condition.count30d",
            Type.INTEGER,
            "same class on the same asset in 30 days, this one included")
        .variable(
            "condition.areaPixels",
            Type.NUMBER,
            "smoothed area in square pixels; missing without box")
        .variable(
            "condition.growth",
            Type.NUMBER,
            "area now over area at first sight; missing without box")
        .variable("order.open", Type.BOOLEAN, "an order is open for the same cause")
        .variable("tier.order", Type.NUMBER, "confidence at or above which an order may be made")
        .variable(
            "tier.schedule",
            Type.NUMBER,
            "confidence at or above which work may be planned; tier.order where there is no such tier")
        .variable("tier.review", Type.NUMBER, "confidence at or above which a person looks")
        .variable("calendar.shift", Type.TEXT, "name of the shift now; missing outside shifts")
        .variable(
            "calendar.production",
            Type.BOOLEAN,
            "whether the plant produces now; missing without calendar");
  }

  /** The values in a situation; what is not known is missing. */
  static Map<String, Object> values(Situation situation) {
    Map<String, Object> values = new LinkedHashMap<>();
    Finding finding = situation.finding();
    values.put("finding.class", finding.defectClass());
    values.put("finding.kind", finding.kind().name());
    values.put("finding.confidence", finding.confidence());
    values.put("finding.point", finding.point());
    values.put("finding.source", situation.source());
    finding.box().map(Box::area).ifPresent(area -> values.put("finding.areaPixels", area));
    finding.value().ifPresent(value -> values.put("finding.value", value));
    values.put("finding.failureMode", situation.failureMode());
    values.put("finding.held", situation.held());
    values.put("context", situation.context());
    values.put("asset.id", situation.placement().asset().id());
    values.put("asset.name", situation.placement().asset().name());
    values.put("asset.level", situation.placement().asset().level());
    values.put("asset.criticality", situation.placement().criticality().name());
    values.put("site.id", situation.placement().site().id());
    values.put("condition.confirmed", situation.condition().confirmed());
    values.put("condition.hits", (long) situation.condition().hits());
    values.put("condition.count30d", situation.condition().count30d());
    situation.condition().areaPixels().ifPresent(area -> values.put("condition.areaPixels", area));
    situation.condition().growth().ifPresent(growth -> values.put("condition.growth", growth));
    values.put("order.open", situation.orderOpen());
    values.put("tier.order", situation.tiers().tiers().order());
    values.put("tier.schedule", situation.tiers().tiers().schedule());
    values.put("tier.review", situation.tiers().tiers().review());
    situation
        .calendar()
        .ifPresent(
            calendar -> {
              calendar
                  .shiftAt(situation.now())
                  .ifPresent(occurrence -> values.put("calendar.shift", occurrence.shift().name()));
              values.put("calendar.production", calendar.isProduction(situation.now()));
            });
    return values;
  }
}
