package org.bellcrank.workorder;

import java.util.List;
import org.bellcrank.journal.Facts;

/**
 * The names under which rules, templates and mappings find what an order knows. A name that is not
 * known for an order is missing from {@link WorkOrder#fields()}.
 */
public final class OrderFields {

  /** What a name holds. */
  public enum Kind {
    TEXT,
    NUMBER,
    WHOLE,
    INSTANT,
    TEXT_LIST
  }

  /**
   * One name.
   *
   * @param name dotted, for example {@code asset.name}
   * @param kind what it holds
   * @param meaning one line: unit, range
   */
  public record Field(String name, Kind kind, String meaning) {}

  /** The parts' numbers: the list that says how many parts there are. */
  public static final String PART_NUMBERS = "order.partNumbers";

  /** As long as the list of numbers, like those of units and names. */
  public static final String PART_QUANTITIES = "order.partQuantities";

  public static final String PART_UNITS = "order.partUnits";
  public static final String PART_NAMES = "order.partNames";

  private static final List<Field> ALL =
      List.of(
          new Field("order.id", Kind.TEXT, "our id of the order"),
          new Field("order.reference", Kind.TEXT, "20 characters, the key in foreign systems"),
          new Field(
              "order.type",
              Kind.TEXT,
              "CORRECTIVE, PREDICTIVE, SCHEDULED, INSPECTION, INVESTIGATION"),
          new Field("order.priority", Kind.WHOLE, "1 most urgent to 5"),
          new Field(
              "order.status",
              Kind.TEXT,
              "DRAFT, APPROVED, ASSIGNED, IN_PROGRESS, CLOSED, CANCELLED"),
          new Field("order.title", Kind.TEXT, "one line"),
          new Field("order.description", Kind.TEXT, "several lines for the reader"),
          new Field("order.raisedAt", Kind.INSTANT, "when it was decided"),
          new Field("order.occurrences", Kind.WHOLE, "findings it stands for"),
          new Field("order.firstSeen", Kind.INSTANT, "earliest capture among its findings"),
          new Field("order.lastSeen", Kind.INSTANT, "latest capture among its findings"),
          new Field(
              "order.severity",
              Kind.TEXT,
              "gravest of its findings: MINOR, MODERATE, MAJOR, CRITICAL"),
          new Field(
              "order.tier", Kind.TEXT, "surest of its findings: BELOW, REVIEW, SCHEDULE, ORDER"),
          new Field("order.predecessor", Kind.TEXT, "our id of the order that it follows"),
          new Field(
              "order.predecessorReference", Kind.TEXT, "reference of the order that it follows"),
          new Field(WorkOrder.SUCCESSOR, Kind.TEXT, "our id of the order that took its place"),
          new Field(
              "order.windowFrom",
              Kind.INSTANT,
              "from when its merge window counts where not from its making"),
          new Field(WorkOrder.REOPENED_AT, Kind.INSTANT, "when it was last opened again"),
          new Field(WorkOrder.REOPENINGS, Kind.WHOLE, "how often it was opened again"),
          new Field("order.endedAt", Kind.INSTANT, "when it was last closed or cancelled"),
          new Field(
              "order.outcome",
              Kind.TEXT,
              "how it ended, by the CMMS: CONFIRMED, FALSE_ALARM, OTHER_FAULT, UNKNOWN"),
          new Field(
              "order.namedFailureCode",
              Kind.TEXT,
              "problem code that it named before it ended with another"),
          new Field(
              "order.origin",
              Kind.TEXT,
              "tag that marks orders made by the gateway; missing where the documents say none"),
          new Field("order.approvedBy", Kind.TEXT, "the rule or person that approved it"),
          new Field(
              "order.window", Kind.TEXT, "name of the time in which to do it: of a planned stop"),
          new Field("order.windowStart", Kind.INSTANT, "when that time begins"),
          new Field("order.windowEnd", Kind.INSTANT, "when that time ends"),
          new Field(
              "order.notTold",
              Kind.TEXT,
              "which of annotated image, production order and recommended action nobody told"),
          new Field("order.recommendedAction", Kind.TEXT, "what to do, from the template"),
          new Field("order.tasks", Kind.TEXT_LIST, "what is to be done, in its order"),
          new Field(
              "order.taskMinutes",
              Kind.TEXT_LIST,
              "planned minutes of each task; 0 for not planned"),
          new Field("order.parts", Kind.TEXT_LIST, "parts it is likely to need, one line each"),
          new Field(PART_NUMBERS, Kind.TEXT_LIST, "their numbers in the plant's stores"),
          new Field(PART_QUANTITIES, Kind.TEXT_LIST, "how much of each, whole and above 0"),
          new Field(
              PART_UNITS, Kind.TEXT_LIST, "unit of each quantity; empty text for the stores' own"),
          new Field(PART_NAMES, Kind.TEXT_LIST, "each in words; empty text where nobody said any"),
          new Field("order.failureCode", Kind.TEXT, "problem code from the template"),
          new Field("order.dueBy", Kind.INSTANT, "when it should be done"),
          new Field("asset.id", Kind.TEXT, "our id of the asset"),
          new Field("asset.name", Kind.TEXT, "name of the asset"),
          new Field("asset.path", Kind.TEXT, "names from the site down, joined by ' / '"),
          new Field("asset.criticality", Kind.TEXT, "A (highest) to D"),
          new Field("asset.foreignId", Kind.TEXT, "the asset's key in the target system"),
          new Field("asset.location", Kind.TEXT, "functional location in the target system"),
          new Field("asset.costCentre", Kind.TEXT, "cost centre"),
          new Field("site.id", Kind.TEXT, "our id of the site"),
          new Field("site.name", Kind.TEXT, "name of the site"),
          new Field("finding.id", Kind.TEXT, "id of the finding that raised the order"),
          new Field("finding.class", Kind.TEXT, "defect class, limit or failure mode"),
          new Field("finding.confidence", Kind.NUMBER, "0 to 1"),
          new Field("finding.severity", Kind.TEXT, "MINOR, MODERATE, MAJOR, CRITICAL"),
          new Field("finding.capturedAt", Kind.INSTANT, "when it was seen, the source's clock"),
          new Field(
              "finding.claimedAt",
              Kind.INSTANT,
              "what the source's clock said, where that cannot be; finding.capturedAt is the"
                  + " gateway's time then. Missing otherwise"),
          new Field("finding.camera", Kind.TEXT, "id of the camera or source"),
          new Field("finding.point", Kind.TEXT, "id of the point, the camera's zone"),
          new Field("finding.zone", Kind.TEXT, "name of the zone"),
          new Field("finding.box", Kind.TEXT, "x1,y1,x2,y2 in pixels of the original"),
          new Field(
              "finding.location",
              Kind.TEXT,
              "where in the camera's picture: share of width and height of the box's centre, and the"
                  + " corners of the zone; missing without box"),
          new Field("finding.value", Kind.NUMBER, "measured value in the point's unit"),
          new Field("finding.unit", Kind.TEXT, "UCUM unit of the point; missing without a value"),
          new Field("finding.count30d", Kind.WHOLE, "same class on the same asset in 30 days"),
          new Field(
              "finding.spcPosition",
              Kind.NUMBER,
              "findings of the last 24 hours against the 29 days before, in standard deviations from"
                  + " their daily mean when it was raised; missing without enough history"),
          new Field("finding.areaPixels", Kind.NUMBER, "area of the box in square pixels"),
          new Field("finding.growth", Kind.NUMBER, "area now over area at first sight"),
          new Field(
              "condition.state",
              Kind.TEXT,
              "how the asset is now: NORMAL, DEGRADED (an order is open), FAILED (one for something"
                  + " critical). All of condition.* is known in the flow condition alone"),
          new Field(
              "condition.grade", Kind.NUMBER, "health grade: 1 normal, 0.5 degraded, 0 failed"),
          new Field("condition.since", Kind.INSTANT, "when the asset came into this state"),
          new Field("condition.orders", Kind.WHOLE, "how many orders are open on the asset"),
          new Field(
              "condition.reference",
              Kind.TEXT,
              "reference of the gravest open order; in the state NORMAL of the one that ended last"),
          new Field(
              "condition.severity",
              Kind.TEXT,
              "gravest of the open orders: MINOR, MODERATE, MAJOR, CRITICAL; missing when normal"),
          new Field(
              "condition.seen",
              Kind.TEXT,
              "defect class of the gravest order; missing when normal"),
          new Field(
              "condition.value",
              Kind.NUMBER,
              "what was measured for the gravest order; missing where nothing was"),
          new Field("condition.unit", Kind.TEXT, "UCUM unit of condition.value, where it is known"),
          new Field("context.productionOrder", Kind.TEXT, "production order"),
          new Field("context.lot", Kind.TEXT, "lot or batch"),
          new Field("context.shift", Kind.TEXT, "shift"),
          new Field("rule.id", Kind.TEXT, "the rule that decided"),
          new Field("rule.reason", Kind.TEXT, "why, one line"),
          new Field("documents.version", Kind.TEXT, "version of the site documents"),
          new Field("model.name", Kind.TEXT, "which model looked"),
          new Field("model.version", Kind.TEXT, "version of the model"),
          new Field("links.console", Kind.TEXT, "address of the order in the gateway's console"),
          new Field("evidence.annotatedName", Kind.TEXT, "file name of the annotated picture"));

  private static final List<String> STANDING =
      List.of(
          "order.severity",
          "order.tier",
          "order.failureCode",
          WorkOrder.SUCCESSOR,
          "order.windowFrom",
          WorkOrder.REOPENED_AT,
          WorkOrder.REOPENINGS,
          "order.endedAt");

  private OrderFields() {}

  /**
   * What later decisions about the same cause read of an order, and what is not what it was.
   *
   * @param before the order before the change
   */
  public static Facts standing(WorkOrder before, WorkOrder after) {
    Facts.Builder changed = Facts.builder();
    for (String name : STANDING) {
      Object value = after.fields().values().get(name);
      if (value != null && !value.equals(before.fields().values().get(name))) {
        changed.put(name, value);
      }
    }
    return changed.build();
  }

  /** Every name there is. */
  public static List<Field> all() {
    return ALL;
  }
}
