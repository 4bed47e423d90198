package org.bellcrank.closure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.ClosureFields;
import org.bellcrank.delivery.ForeignOrder;
import org.bellcrank.delivery.OrderReader.Pace;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderChanges;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.Reference;
import org.bellcrank.workorder.WorkOrder;

/**
 * Lets what a CMMS says about an order have its effect, once: a reading that tells what is known
 * already changes nothing, and neither does one that is older than what is known.
 */
final class Applying {

  /** How long an order that can only be asked for singly is asked for after its end. */
  private static final Duration CORRECTIONS = Duration.ofDays(3);

  private static final int LONGEST_CODE = 32;

  /** The failure code that the order named before it ended with another. */
  static final String NAMED_CODE = "order.namedFailureCode";

  private final String instance;
  private final Pace pace;
  private final Clock clock;

  /**
   * For one instance.
   *
   * @param pace how it is read
   */
  Applying(String instance, Pace pace, Clock clock) {
    this.instance = instance;
    this.pace = pace;
    this.clock = clock;
  }

  /** What came of a record. */
  enum Effect {
    /** No order of ours at this instance. */
    STRANGER,
    /** Known already, or older than what is known. */
    NOTHING,
    /** Kept. */
    KEPT
  }

  /** Whether a record tells anything new about an order of ours; reads only. */
  boolean concerns(UnitOfWork unit, ForeignOrder read) {
    Optional<ForeignState> known = ours(unit, unit.port(ClosureBook.class), read);
    if (known.isEmpty() || isOlder(read, known.get())) {
      return false;
    }
    boolean seen = read.changedAt().isPresent() && read.changedAt().equals(known.get().changedAt());
    Optional<WorkOrder> order = unit.port(OrderBook.class).find(known.get().order());
    return !seen
        || order.isEmpty()
        || !known.get().saysTheSame(read, Verdicts.of(read, order.get(), pace.echoes()));
  }

  /** Our order, if a record seems older than what is known of it and says something else. */
  Optional<String> disputed(UnitOfWork unit, ForeignOrder read) {
    Optional<ForeignState> known = ours(unit, unit.port(ClosureBook.class), read);
    if (known.isEmpty() || !isOlder(read, known.get())) {
      return Optional.empty();
    }
    String order = known.get().order();
    return unit.port(OrderBook.class)
        .find(order)
        .filter(ours -> !known.get().saysTheSame(read, Verdicts.of(read, ours, pace.echoes())))
        .map(ours -> order);
  }

  /**
   * Applies what was read about an order.
   *
   * @param asked whether it was asked for alone: then it is as it stands, whatever its time says
   */
  Effect apply(UnitOfWork unit, ForeignOrder read, boolean asked) {
    ClosureBook book = unit.port(ClosureBook.class);
    Optional<ForeignState> known = ours(unit, book, read);
    if (known.isEmpty()) {
      return Effect.STRANGER;
    }
    ForeignState before = known.get();
    if (!asked && isOlder(read, before)) {
      return Effect.NOTHING;
    }
    OrderBook orders = unit.port(OrderBook.class);
    WorkOrder order = orders.find(before.order()).orElseThrow();
    Optional<Outcome> outcome = Verdicts.of(read, order, pace.echoes());
    Instant now = clock.instant();
    if (before.saysTheSame(read, outcome)) {
      book.keep(before.seen(now, read.changedAt(), settled(order, before.endedAt(), now)));
      return Effect.NOTHING;
    }
    ForeignState after = before.told(read, outcome, now, false);
    after = after.seen(now, Optional.empty(), settled(order, after.endedAt(), now));
    book.keep(after);
    List<String> words = new ArrayList<>();
    WorkOrder moved =
        isNews(before, after)
            ? move(orders, order, before, after, now, words)
            : note(orders, order, after, now);
    unit.append(
        now,
        "closure.read",
        order.id(),
        Facts.with("instance", instance)
            .put("foreignId", after.foreignId())
            .put("before", before.foreignStatus())
            .put("foreignStatus", after.foreignStatus())
            .put("status", after.status())
            .put("changedAt", read.changedAt())
            .put("changedBy", read.changedBy())
            .put("closure", after.closure().values().isEmpty() ? null : after.closure())
            .put("outcome", after.outcome())
            .put("from", order.status())
            .put("to", moved.status())
            .put("words", words.isEmpty() ? null : String.join("; ", words))
            .build());
    return Effect.KEPT;
  }

  /** Notes that an order is not in its CMMS any more; once. */
  void gone(UnitOfWork unit, ForeignState before) {
    Instant now = clock.instant();
    unit.port(ClosureBook.class).keep(before.gone(now));
    if (!before.missing()) {
      unit.append(
          now,
          "closure.gone",
          before.order(),
          Facts.with("instance", instance)
              .put("foreignId", before.foreignId())
              .put("before", before.foreignStatus())
              .build());
    }
  }

  /** Its own key there counts for more than ours, which people can copy into other orders. */
  private Optional<ForeignState> ours(UnitOfWork unit, ClosureBook book, ForeignOrder read) {
    Optional<ForeignState> byKey = read.foreignId().flatMap(id -> book.findForeign(instance, id));
    if (byKey.isPresent()) {
      return byKey;
    }
    return read.reference()
        .flatMap(Applying::reference)
        .flatMap(unit.port(OrderBook.class)::findByReference)
        .flatMap(order -> book.find(order.id()))
        .filter(state -> state.instance().equals(instance))
        .filter(state -> state.foreignId().isEmpty() || read.foreignId().isEmpty());
  }

  private static Optional<Reference> reference(String text) {
    try {
      return Optional.of(new Reference(text));
    } catch (IllegalArgumentException other) {
      return Optional.empty();
    }
  }

  private static boolean isOlder(ForeignOrder read, ForeignState known) {
    return read.changedAt().isPresent()
        && known.changedAt().isPresent()
        && read.changedAt().get().isBefore(known.changedAt().get());
  }

  /** An order that was opened again here is asked for until its end there. */
  private boolean settled(WorkOrder order, Optional<Instant> ended, Instant now) {
    return ended.isPresent()
        && (pace.changes()
            || !order.status().isOpen() && now.isAfter(ended.get().plus(CORRECTIONS)));
  }

  /**
   * Only a status that changed there moves our order: one that a person moved here stays where they
   * put it while the CMMS says what it said before.
   */
  private static boolean isNews(ForeignState before, ForeignState after) {
    return !before.status().equals(after.status());
  }

  /** A correction after the end: what is known is put right, nothing moves. */
  private WorkOrder note(OrderBook orders, WorkOrder order, ForeignState after, Instant now) {
    if (order.status().isOpen() || !after.hasEnded()) {
      return order;
    }
    WorkOrder ended = ended(order, after, now);
    if (!ended.equals(order)) {
      orders.change(ended, now, "%s corrected how it ended".formatted(instance));
    }
    return ended;
  }

  private WorkOrder move(
      OrderBook orders,
      WorkOrder order,
      ForeignState before,
      ForeignState after,
      Instant now,
      List<String> words) {
    if (after.status().isEmpty()) {
      words.add(
          "the connector does not know the status '%s'; the order stays %s"
              .formatted(after.foreignStatus(), order.status()));
      return order;
    }
    OrderStatus next = after.status().get();
    if (order.status() == next) {
      return note(orders, order, after, now);
    }
    if (before.foreignStatus().isEmpty() && next.compareTo(order.status()) < 0) {
      words.add("it is further on here than there; it stays " + order.status());
      return order;
    }
    WorkOrder from = order;
    if (order.status() == OrderStatus.CLOSED && next.isOpen()) {
      Optional<WorkOrder> other = orders.openFor(order.cause());
      if (other.isPresent()) {
        words.add(
            "it was opened again there, but order %s stands for its cause"
                .formatted(other.get().id()));
        return order;
      }
      from = OrderChanges.reopenedElsewhere(order, instance, now);
      orders.change(from, now, said(after));
    }
    List<OrderStatus> way = from.status() == next ? List.of() : way(from.status(), next);
    if (way.isEmpty() && from.status() != next) {
      words.add("%s cannot become %s here".formatted(from.status(), next));
      return from;
    }
    for (OrderStatus step : way) {
      from = from.moved(step);
      if (step == next && !next.isOpen()) {
        from = ended(from, after, now);
      }
      orders.change(from, now, said(after));
    }
    return from;
  }

  private String said(ForeignState after) {
    return "%s says %s".formatted(instance, after.foreignStatus());
  }

  /** The shortest way that an order's life allows; empty where there is none. */
  static List<OrderStatus> way(OrderStatus from, OrderStatus to) {
    if (from.next().contains(to)) {
      return List.of(to);
    }
    for (OrderStatus over : from.next()) {
      if (over.isOpen() && over.next().contains(to)) {
        return List.of(over, to);
      }
    }
    return List.of();
  }

  private static WorkOrder ended(WorkOrder order, ForeignState after, Instant now) {
    Instant told =
        after.closure().instant(ClosureFields.CLOSED_AT).or(after::changedAt).orElse(now);
    WorkOrder ended = order.withField("order.endedAt", told.isAfter(now) ? now : told);
    if (after.outcome().isPresent()) {
      ended = ended.withField("order.outcome", after.outcome().get());
    }
    Optional<String> code =
        after
            .closure()
            .text(ClosureFields.FAILURE_MODE)
            .filter(text -> !text.isBlank() && text.length() <= LONGEST_CODE);
    return code.isPresent() ? coded(ended, code.get()) : ended;
  }

  private static WorkOrder coded(WorkOrder order, String found) {
    Optional<String> named = order.fields().text("order.failureCode");
    boolean kept = named.isEmpty() || order.fields().has(NAMED_CODE) || named.get().equals(found);
    WorkOrder noted = kept ? order : order.withField(NAMED_CODE, named.get());
    return noted.withField("order.failureCode", found);
  }
}
