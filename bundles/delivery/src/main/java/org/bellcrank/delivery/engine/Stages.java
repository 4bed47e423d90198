package org.bellcrank.delivery.engine;

import java.time.Instant;
import java.util.List;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.workorder.WorkOrder;

/**
 * What follows an acknowledged order, each as a row of its own: its children, then its release, and
 * the commit once its attachments have ended. None of them can repeat or hold back the create.
 */
final class Stages {

  /** In a commit's row: when it goes at the latest, whatever its attachments do. */
  static final String LATEST = "latest";

  private Stages() {}

  /** Plans what the recipe has, in the unit of the acknowledgement and behind its attachments. */
  static void plan(
      UnitOfWork unit, Delivery create, WorkOrder order, Connector connector, Instant now) {
    if (!hasAny(connector)) {
      return;
    }
    if (hasChildren(connector, order)) {
      add(unit, row(create, order, Purpose.CHILDREN, now));
    }
    if (has(connector, Purpose.RELEASE)) {
      add(unit, row(create, order, Purpose.RELEASE, now).withState(DeliveryState.HELD, ""));
    }
    if (has(connector, Purpose.COMMIT)) {
      add(
          unit,
          row(create, order, Purpose.COMMIT, now)
              .withVariable(LATEST, now.plus(connector.recipe().commitWait()))
              .withState(DeliveryState.HELD, ""));
    }
    advance(unit, order.id(), now);
  }

  private static boolean hasAny(Connector connector) {
    return has(connector, Purpose.CHILDREN)
        || has(connector, Purpose.RELEASE)
        || has(connector, Purpose.COMMIT);
  }

  private static boolean has(Connector connector, Purpose purpose) {
    return !connector.recipe().flow(purpose).isEmpty();
  }

  private static boolean hasChildren(Connector connector, WorkOrder order) {
    List<Step> flow = connector.recipe().flow(Purpose.CHILDREN);
    return flow.stream()
        .anyMatch(
            step ->
                step.each()
                    .map(list -> order.fields().textList(list.names().get(0)))
                    .filter(List::isEmpty)
                    .isEmpty());
  }

  private static Delivery row(Delivery create, WorkOrder order, Purpose purpose, Instant now) {
    String id = "dl-%s-%s".formatted(order.reference(), purpose.name());
    return Completion.following(
        Delivery.planned(id, order.id(), create.instance(), purpose, create.priority(), now),
        create,
        now);
  }

  private static void add(UnitOfWork unit, Delivery row) {
    if (unit.port(OutboxBook.class).find(row.id()).isEmpty()) {
      PlannedOutbox.plan(unit, row);
    }
  }

  /** Lets go what waited for a row that has just ended, well or not. */
  static void advance(UnitOfWork unit, String order, Instant now) {
    OutboxBook book = unit.port(OutboxBook.class);
    List<Delivery> rows = book.ofOrder(order);
    boolean children = done(rows, Purpose.CHILDREN);
    boolean released = children && done(rows, Purpose.RELEASE);
    boolean attached =
        rows.stream().noneMatch(row -> row.purpose() == Purpose.ATTACH && row.state().isOpen());
    for (Delivery row : rows) {
      if (row.purpose() == Purpose.RELEASE && row.state() == DeliveryState.HELD && children) {
        book.change(row.atStep("", 0, now, ""));
      }
      if (row.purpose() == Purpose.COMMIT && released && waits(row)) {
        Instant latest = row.variables().instant(LATEST).orElse(now);
        Instant due = attached || latest.isBefore(now) ? now : latest;
        if (row.state() == DeliveryState.HELD || due.isBefore(row.nextAt())) {
          book.change(row.atStep("", 0, due, ""));
        }
      }
    }
  }

  /** Whether a row is a commit that waits for attachments; nobody can hurry it. */
  static boolean waits(Delivery row) {
    return row.purpose() == Purpose.COMMIT
        && row.state().isOpen()
        && row.step().isEmpty()
        && row.attempt() == 0;
  }

  private static boolean done(List<Delivery> rows, Purpose purpose) {
    return rows.stream()
        .filter(row -> row.purpose() == purpose)
        .allMatch(row -> row.state() == DeliveryState.DONE);
  }

  /** What is noted when a stage has ended well: the stage's name and the entry's kind. */
  static void ended(UnitOfWork unit, Delivery row, Instant now) {
    String stage =
        switch (row.purpose()) {
          case CHILDREN -> "children";
          case RELEASE -> "released";
          default -> "committed";
        };
    unit.port(OutboxBook.class).change(row.reached(stage, now));
    unit.append(
        now,
        "delivery." + stage,
        row.order(),
        Facts.with("delivery", row.id())
            .put("instance", row.instance())
            .put("items", RowItems.done(row))
            .build());
  }
}
