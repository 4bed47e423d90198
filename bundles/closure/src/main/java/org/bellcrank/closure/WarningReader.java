package org.bellcrank.closure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderType;
import org.bellcrank.workorder.WorkOrder;

/**
 * Reads from the store how early and how right warnings were.
 *
 * <p>A <b>warning</b> is an order whose first finding predicts, or a predictive order; but not
 * where the finding says what is so now: that a service is due, or that a machine makes bad parts.
 * A <b>failure</b> is a corrective order that was neither cancelled nor a false alarm. A warning
 * <b>came</b> true when a failure of the same asset and failure mode was seen while it stood, or a
 * finding that is no prediction joined it, such as a limit that was crossed; after a repair the
 * next failure is another one. Modes are the same where the cause or the code that the CMMS found
 * is.
 */
public final class WarningReader {

  private static final int PAGE = 500;
  private static final int JOINED = 500;
  private static final int ENTRIES = 1_000;
  private static final String ROUTES = "routes"; // in the context of what routes of parts tell
  private static final Duration BEFORE = Duration.ofDays(90);

  private final Instant since;
  private final Instant now;
  private final List<Told> told = new ArrayList<>();
  private final List<WorkOrder> failures = new ArrayList<>();

  private WarningReader(Instant since, Instant now) {
    this.since = since;
    this.now = now;
  }

  /**
   * Reads; one page of orders at a time, so that nobody waits for it.
   *
   * @param since orders that were raised before do not count; but that they warned of failures
   *     since then does, for 90 days
   * @param now until when a warning that is open has stood
   * @param most so many orders at most, the newest, 1 or more
   */
  public static LeadTimes read(Store store, Instant since, Instant now, int most) {
    return new WarningReader(since, now).read(store, most);
  }

  private LeadTimes read(Store store, int most) {
    Instant earliest = since.minus(BEFORE);
    Optional<String> before = Optional.empty();
    int looked = 0;
    while (looked < most) {
      Optional<String> from = before;
      int limit = Math.min(PAGE, most - looked);
      List<WorkOrder> page = store.read(unit -> unit.port(OrderBook.class).newest(from, limit));
      List<WorkOrder> within =
          page.stream().filter(order -> !order.raisedAt().isBefore(earliest)).toList();
      store.read(
          unit -> {
            within.forEach(order -> sort(unit, order));
            return null;
          });
      looked += page.size();
      if (within.size() < page.size() || page.size() < limit) {
        return times(true);
      }
      before = Optional.of(page.get(page.size() - 1).id());
    }
    return times(false);
  }

  /**
   * A warning before it is known what came of it.
   *
   * @param order as it is
   * @param raising the finding that raised it
   * @param seen when a finding joined it that is no prediction
   * @param ended when it ended; missing while it is open, and where nobody knows
   */
  private record Told(
      WorkOrder order, Optional<Finding> raising, Optional<Instant> seen, Optional<Instant> ended) {

    Instant at() {
      return order.fields().instant("order.firstSeen").orElse(order.raisedAt());
    }

    /** Of one that ended nobody knows when nothing can be said to have come while it stood. */
    Instant stood(Instant now) {
      return order.status().isOpen() ? now : ended.orElse(at());
    }
  }

  private void sort(UnitOfWork unit, WorkOrder order) {
    FindingBook findings = unit.port(FindingBook.class);
    Optional<Finding> raising =
        order.fields().text("finding.id").flatMap(findings::find).map(FindingBook.Row::finding);
    boolean predicts = raising.filter(each -> each.kind() == Finding.Kind.PREDICTION).isPresent();
    boolean already = predicts && raising.filter(each -> isNow(unit, each)).isPresent();
    if (!already && (predicts || order.type() == OrderType.PREDICTIVE)) {
      told.add(new Told(order, raising, seen(findings, order, raising), ended(unit, order)));
    } else if (order.type() == OrderType.CORRECTIVE && real(order) && counts(order)) {
      failures.add(order);
    }
  }

  private boolean counts(WorkOrder order) {
    return !order.raisedAt().isBefore(since);
  }

  private static boolean isNow(UnitOfWork unit, Finding predicting) {
    return predicting.value().isPresent()
        ? predicting.value().get() <= 0
        : unit.port(ObservationBook.class)
            .find(predicting.observation())
            .filter(each -> each.observation().context().containsKey(ROUTES))
            .isPresent();
  }

  /** Orders of before they kept when they ended tell it by their journal. */
  private static Optional<Instant> ended(UnitOfWork unit, WorkOrder order) {
    Optional<Instant> kept = order.fields().instant("order.endedAt");
    if (order.status().isOpen()) {
      return Optional.empty();
    }
    return kept.isPresent() ? kept : lastEnd(unit.port(Journal.class).about(order.id(), ENTRIES));
  }

  private static Optional<Instant> lastEnd(List<Entry> entries) {
    Optional<Instant> ended = Optional.empty();
    for (Entry each : entries) {
      Optional<String> status = each.facts().text("status");
      if (each.kind().equals("order.changed") && status.isPresent()) {
        boolean open = OrderStatus.valueOf(status.get()).isOpen();
        ended = open ? Optional.empty() : ended.or(() -> Optional.of(each.at()));
      }
    }
    return ended;
  }

  private static boolean real(WorkOrder order) {
    return order.status() != OrderStatus.CANCELLED
        && outcome(order).filter(how -> how == Outcome.FALSE_ALARM).isEmpty();
  }

  /** The first joined finding of another kind; a warning that was no prediction has none. */
  private static Optional<Instant> seen(
      FindingBook findings, WorkOrder order, Optional<Finding> raising) {
    if (raising.filter(each -> each.kind() == Finding.Kind.PREDICTION).isEmpty()) {
      return Optional.empty();
    }
    return findings.ofOrder(order.id(), JOINED).stream()
        .map(FindingBook.Row::finding)
        .filter(each -> each.kind() != Finding.Kind.PREDICTION)
        .map(each -> each.captured().at())
        .min(Comparator.naturalOrder());
  }

  private LeadTimes times(boolean whole) {
    Map<String, List<WorkOrder>> ofAsset = new HashMap<>();
    failures.forEach(
        order -> ofAsset.computeIfAbsent(order.cause().asset(), a -> new ArrayList<>()).add(order));
    Set<String> warned = new HashSet<>();
    Set<String> modes = new HashSet<>();
    List<Warning> warnings = new ArrayList<>();
    int joined = 0;
    for (Told each : told) {
      modes.addAll(modes(each.order()));
      List<WorkOrder> came =
          ofAsset.getOrDefault(each.order().cause().asset(), List.of()).stream()
              .filter(failure -> foretold(each, failure))
              .toList();
      Warning warning = warning(each, came);
      if (warning.end() == Warning.End.CAME) {
        came.forEach(failure -> warned.add(failure.id()));
        boolean within = warning.endedAt().filter(at -> !at.isBefore(since)).isPresent();
        joined += came.isEmpty() && within ? 1 : 0;
      }
      if (counts(each.order())) {
        warnings.add(warning);
      }
    }
    int watched =
        (int)
            failures.stream()
                .filter(failure -> !Collections.disjoint(modes, modes(failure)))
                .count();
    return new LeadTimes(
        warnings, watched + joined, watched - warned.size(), failures.size() - watched, whole);
  }

  private boolean foretold(Told warning, WorkOrder failure) {
    Instant at = seenAt(failure);
    return !Collections.disjoint(modes(warning.order()), modes(failure))
        && warning.at().isBefore(at)
        && !at.isAfter(warning.stood(now));
  }

  private static Instant seenAt(WorkOrder failure) {
    return failure.fields().instant("order.firstSeen").orElse(failure.raisedAt());
  }

  private static Warning warning(Told told, List<WorkOrder> failures) {
    Optional<Instant> came =
        Stream.concat(failures.stream().map(WarningReader::seenAt), told.seen().stream())
            .min(Comparator.naturalOrder());
    Warning.End end = end(told.order(), came.isPresent());
    return new Warning(
        told.order().id(),
        told.order().cause().asset(),
        told.order().cause().failureMode(),
        told.at(),
        told.raising()
            .filter(each -> each.kind() == Finding.Kind.PREDICTION)
            .flatMap(Finding::value)
            .map(days -> Duration.ofMillis((long) (days * Duration.ofDays(1).toMillis()))),
        end,
        end == Warning.End.CAME ? came : told.ended());
  }

  private static Warning.End end(WorkOrder order, boolean came) {
    Optional<Outcome> outcome = outcome(order);
    if (came && outcome.filter(how -> how == Outcome.FALSE_ALARM).isEmpty()) {
      return Warning.End.CAME;
    }
    if (order.status().isOpen()) {
      return Warning.End.OPEN;
    }
    return switch (outcome.orElse(Outcome.UNKNOWN)) {
      case CONFIRMED -> Warning.End.REPAIRED;
      case FALSE_ALARM -> Warning.End.FALSE;
      case OTHER_FAULT -> Warning.End.OTHER;
      case UNKNOWN -> Warning.End.UNSAID;
    };
  }

  private static Optional<Outcome> outcome(WorkOrder order) {
    return order
        .fields()
        .text("order.outcome")
        .flatMap(
            text ->
                Stream.of(Outcome.values()).filter(each -> each.name().equals(text)).findFirst());
  }

  private static Set<String> modes(WorkOrder order) {
    Set<String> modes = new HashSet<>(Set.of(order.cause().failureMode()));
    order.fields().text("order.failureCode").ifPresent(modes::add);
    order.fields().text("order.namedFailureCode").ifPresent(modes::add);
    return modes;
  }
}
