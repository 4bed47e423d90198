package org.bellcrank.workorder;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.Placement;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.Finding;
import org.bellcrank.rule.Decision;
import org.bellcrank.rule.Situation;

/** What an order knows, under the names of {@link OrderFields}. */
final class OrderFacts {

  private OrderFacts() {}

  /** Everything but the order's own fields; what is not known is missing. */
  static Facts.Builder of(Situation situation, Decision decision, String connector) {
    Facts.Builder facts = Facts.builder();
    placement(facts, situation.placement(), connector);
    finding(facts, situation);
    Map<String, String> context = situation.context();
    facts.put("finding.severity", decision.severity());
    facts.put("context.productionOrder", told(context, "productionOrder"));
    facts.put("context.lot", told(context, "lot"));
    facts.put("model.name", context.get("model.name"));
    facts.put("model.version", context.get("model.version"));
    facts.put(
        "context.shift",
        situation
            .calendar()
            .flatMap(calendar -> calendar.shiftAt(situation.finding().captured().at()))
            .map(occurrence -> occurrence.shift().name())
            .or(() -> told(context, "shift")));
    facts.put("rule.id", decision.rule());
    facts.put("rule.reason", decision.reason());
    return facts;
  }

  /** What the source told; an empty text tells nothing. */
  private static Optional<String> told(Map<String, String> context, String name) {
    return Optional.ofNullable(context.get(name)).filter(text -> !text.isBlank());
  }

  private static void placement(Facts.Builder facts, Placement.Placed placed, String connector) {
    Asset asset = placed.asset();
    facts.put("asset.id", asset.id());
    facts.put("asset.name", asset.name());
    facts.put("asset.path", placed.pathText());
    facts.put("asset.criticality", placed.criticality());
    facts.put("asset.foreignId", foreignId(placed, connector));
    facts.put("asset.location", nearest(placed, false));
    facts.put("asset.costCentre", nearest(placed, true));
    facts.put("site.id", placed.site().id());
    facts.put("site.name", placed.site().name());
  }

  /** The asset's own key, or that of the nearest asset above that has one. */
  private static String foreignId(Placement.Placed placed, String connector) {
    for (int i = placed.path().size() - 1; i >= 0; i--) {
      String id = placed.path().get(i).foreignIds().get(connector);
      if (id != null) {
        return id;
      }
    }
    return null;
  }

  private static String nearest(Placement.Placed placed, boolean costCentre) {
    for (int i = placed.path().size() - 1; i >= 0; i--) {
      Asset asset = placed.path().get(i);
      var value = costCentre ? asset.costCentre() : asset.location();
      if (value.isPresent()) {
        return value.get();
      }
    }
    return null;
  }

  private static void finding(Facts.Builder facts, Situation situation) {
    Finding finding = situation.finding();
    facts.put("finding.id", finding.id());
    facts.put("finding.class", finding.defectClass());
    facts.put("finding.confidence", finding.confidence());
    facts.put("finding.capturedAt", finding.captured().at());
    facts.put("finding.claimedAt", finding.captured().claimed());
    facts.put("finding.camera", situation.source());
    facts.put("finding.point", finding.point());
    facts.put("finding.zone", situation.placement().point().name());
    facts.put("finding.box", finding.box().map(OrderFacts::text));
    facts.put("finding.location", Location.of(situation));
    facts.put("finding.value", finding.value());
    facts.put(
        "finding.unit", finding.value().flatMap(value -> situation.placement().point().unit()));
    facts.put("finding.count30d", situation.condition().count30d());
    facts.put("finding.spcPosition", situation.condition().spcPosition());
    facts.put("finding.areaPixels", situation.condition().areaPixels());
    facts.put("finding.growth", situation.condition().growth());
  }

  private static String text(Box box) {
    return String.format(
        Locale.ROOT, "%.0f,%.0f,%.0f,%.0f", box.x1(), box.y1(), box.x2(), box.y2());
  }
}
