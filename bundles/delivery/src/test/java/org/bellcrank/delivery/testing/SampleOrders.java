package org.bellcrank.delivery.testing;

import java.time.Instant;
import java.util.List;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderType;
import org.bellcrank.workorder.WorkOrder;

/** Orders as a pit on a ball screw makes them. */
public final class SampleOrders {

  public static final Instant RAISED = Instant.parse("2026-03-29T06:00:00Z");

  private SampleOrders() {}

  /** An order with every field of a detection. */
  public static WorkOrder order(String id, String instance, EvidenceReference... pictures) {
    return order(id, instance, 2, pictures);
  }

  /** As above with a priority. */
  public static WorkOrder order(
      String id, String instance, int priority, EvidenceReference... pictures) {
    return new WorkOrder(
        id,
        new Cause("spindle-" + id, "pitting", "zone-1"),
        "plant",
        instance,
        OrderType.CORRECTIVE,
        priority,
        OrderStatus.APPROVED,
        "Pitting on ball screw",
        "A pit was seen twice in a row.",
        RAISED,
        2,
        List.of(pictures).stream()
            .map(picture -> new EvidenceItem(EvidenceItem.Role.ANNOTATED, picture))
            .toList(),
        fields());
  }

  private static Facts fields() {
    return Facts.with("order.recommendedAction", "Change the ball screw in the next shift")
        .put("order.origin", "bellcrank-vision")
        .put("order.failureCode", "PIT")
        .put("asset.id", "spindle-1")
        .put("asset.name", "Ball screw X")
        .put("asset.path", "Plant / Line 1 / Lathe 101 / Ball screw X")
        .put("asset.criticality", "A")
        .put("asset.foreignId", "BS-101")
        .put("asset.location", "MILL1-X")
        .put("site.id", "plant")
        .put("site.name", "Plant")
        .put("finding.id", "f-1")
        .put("finding.class", "pit")
        .put("finding.confidence", 0.874)
        .put("finding.severity", "MAJOR")
        .put("finding.capturedAt", RAISED.minusSeconds(2))
        .put("finding.camera", "cam-1")
        .put("finding.zone", "zone-1")
        .put("finding.box", "10,20,110,90")
        .put("finding.count30d", 3)
        .put("context.productionOrder", "PO-4711")
        .put("rule.id", "confirmed-pit")
        .put("rule.reason", "confirmed by two frames")
        .put("documents.version", "v1")
        .put("model.name", "ballscrew")
        .put("model.version", "1.0")
        .build();
  }
}
