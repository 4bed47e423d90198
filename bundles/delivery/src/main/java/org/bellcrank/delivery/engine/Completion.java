package org.bellcrank.delivery.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.workorder.WorkOrder;

/** What follows when a row is done: attachments are planned, updates released, the stage noted. */
final class Completion {

  static final String PICTURE = "picture";
  static final String REDUCED = "reduced";

  private Completion() {}

  /** Keeps the finished row and what follows from it, all in the same unit. */
  static void of(UnitOfWork unit, Delivery row, WorkOrder order, Connector connector, Instant now) {
    OutboxBook book = unit.port(OutboxBook.class);
    switch (row.purpose()) {
      case CREATE -> {
        Delivery acknowledged = row.reached("acknowledged", now);
        book.change(acknowledged);
        unit.append(
            now, "delivery.acknowledged", row.order(), acknowledgement(acknowledged, order));
        release(book, acknowledged, now);
        attachments(unit, acknowledged, order, connector, now);
        Stages.plan(unit, acknowledged, order, connector, now);
      }
      case UPDATE -> {
        Delivery updated = row.withoutVariable(Walk.SENT).reached("updated", now);
        book.change(updated);
        unit.append(now, "delivery.updated", row.order(), names(updated));
        attachments(unit, updated, order, connector, now);
      }
      case CHILDREN, RELEASE, COMMIT -> {
        Stages.ended(unit, row, now);
        Stages.advance(unit, row.order(), now);
      }
      case CONDITION -> {
        book.change(row.withoutVariable(Walk.SENT).reached("told", now));
        unit.append(
            now,
            "delivery.told",
            row.order(),
            names(row).toBuilder().putAll(ConditionRows.state(unit, row)).build());
        ConditionRows.ended(unit, row, now);
      }
      case ATTACH -> {
        Delivery attached = row.reached("attached", now);
        book.change(attached);
        unit.append(
            now,
            "delivery.attached",
            row.order(),
            names(attached).toBuilder()
                .put("evidence", row.evidence())
                .put(REDUCED, row.variables().facts(REDUCED))
                .build());
        if (!connector.recipe().flow(Purpose.COMMIT).isEmpty()) {
          Stages.advance(unit, row.order(), now);
        }
      }
    }
  }

  private static Facts acknowledgement(Delivery row, WorkOrder order) {
    return names(row).toBuilder()
        .put("reference", order.reference())
        .put("foreignId", row.foreignId())
        .put("link", row.link())
        .put("stages", row.stages())
        .build();
  }

  private static Facts names(Delivery row) {
    return Facts.with("delivery", row.id()).put("instance", row.instance()).build();
  }

  private static void release(OutboxBook book, Delivery create, Instant now) {
    for (Delivery row : book.ofOrder(create.order())) {
      if (row.state() == DeliveryState.HELD && row.purpose() != Purpose.CONDITION) {
        book.change(following(row, create, now));
      }
    }
  }

  /** A row that works on what the create found out (addresses, keys), due now. */
  static Delivery following(Delivery row, Delivery create, Instant now) {
    return row.withVariable(Walk.FOUND, create.variables().facts(Walk.FOUND))
        .withForeign(create.foreignId(), create.link())
        .atStep("", 0, now, "");
  }

  private static void attachments(
      UnitOfWork unit, Delivery row, WorkOrder order, Connector connector, Instant now) {
    if (connector.recipe().flow(Purpose.ATTACH).isEmpty()) {
      return;
    }
    List<Delivery> planned =
        unit.port(OutboxBook.class).ofOrder(order.id()).stream()
            .filter(r -> r.purpose() == Purpose.ATTACH)
            .toList();
    int count = planned.size();
    for (EvidenceItem item : order.evidence()) {
      String sha = item.reference().sha256();
      boolean there = planned.stream().anyMatch(r -> r.evidence().filter(sha::equals).isPresent());
      if (!there
          && connector.attachments().roles().contains(item.role().name())
          && count < connector.attachments().maxCount()) {
        count++;
        PlannedOutbox.plan(
            unit,
            following(
                Delivery.planned(
                        "dl-%s-A%d".formatted(order.reference(), count),
                        order.id(),
                        row.instance(),
                        Purpose.ATTACH,
                        row.priority(),
                        now)
                    .withEvidence(sha)
                    .withVariable(PICTURE, picture(item)),
                row,
                now));
      }
    }
  }

  private static Facts picture(EvidenceItem item) {
    return Facts.with("role", item.role())
        .put("mediaType", item.reference().mediaType())
        .put("bytes", item.reference().bytes())
        .build();
  }

  /**
   * What an attachment's row carries. It was put down when the row was planned, since the order may
   * hold a better picture by the time this one is sent.
   */
  static Optional<EvidenceItem> picture(Delivery row) {
    return row.evidence()
        .flatMap(
            sha ->
                row.variables()
                    .facts(PICTURE)
                    .map(
                        facts ->
                            new EvidenceItem(
                                EvidenceItem.Role.valueOf(facts.requireText("role")),
                                new EvidenceReference(
                                    sha,
                                    facts.requireText("mediaType"),
                                    facts.whole("bytes").orElse(0)))));
  }
}
