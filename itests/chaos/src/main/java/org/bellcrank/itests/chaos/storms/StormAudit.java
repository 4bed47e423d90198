package org.bellcrank.itests.chaos.storms;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.itests.chaos.Audit;
import org.bellcrank.itests.chaos.OrderAudit;
import org.bellcrank.itests.chaos.Sighting;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.Balance;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.workorder.WorkOrder;

/** Holds a store after a storm against what was told in it. */
final class StormAudit {

  private static final int PAGE = 500;
  private static final int ENTRIES = 2_000_000;

  private final Store store;
  private final Verdict verdict;

  StormAudit(Store store, Verdict verdict) {
    this.store = store;
    this.verdict = verdict;
  }

  void of(Storm storm) {
    List<Sighting> expected = storm.expected();
    Audit audit = new Audit(store, verdict);
    audit.observations(expected);
    audit.findings(expected);
    audit.chain();
    OrderAudit orders = new OrderAudit(store, verdict);
    List<WorkOrder> raised = orders.orders();
    orders.causes(raised, expected);
    Map<String, WorkOrder> byCause =
        raised.stream()
            .collect(Collectors.toMap(each -> each.cause().key(), each -> each, (one, two) -> one));
    for (String cause : List.of(Storm.FIRST, Storm.SECOND)) {
      Reckoned reckoned = reckoned(cause);
      Optional.ofNullable(byCause.get(cause)).ifPresent(order -> order(order, reckoned));
    }
    balance(expected, raised.size());
  }

  private Reckoned reckoned(String cause) {
    Reckoned reckoned = new Reckoned(cause);
    long place = 0;
    List<ObservationBook.Stored> page;
    do {
      long after = place;
      page = store.read(unit -> unit.port(ObservationBook.class).after(after, PAGE));
      for (ObservationBook.Stored each : page) {
        place = each.position();
        if (each.observation() instanceof Inspection look) {
          reckoned.take(look);
        }
      }
    } while (!page.isEmpty());
    return reckoned;
  }

  private void order(WorkOrder order, Reckoned reckoned) {
    same(order, "counter", order.occurrences(), reckoned.occurrences());
    same(order, "priority", order.priority(), reckoned.priority());
    same(order, "picture", order.evidence(), reckoned.best());
    same(
        order,
        "sureness of the picture",
        order.fields().number("finding.confidence").orElse(-1),
        reckoned.bestConfidence());
    same(
        order,
        "first sight",
        order.fields().instant("order.firstSeen"),
        Optional.of(reckoned.first()));
    same(
        order,
        "last sight",
        order.fields().instant("order.lastSeen"),
        Optional.of(reckoned.last()));
    List<FindingBook.Row> rows =
        store.read(unit -> unit.port(FindingBook.class).ofOrder(order.id(), ENTRIES));
    same(
        order,
        "findings",
        rows.stream().map(row -> row.finding().id()).toList(),
        reckoned.counted());
    for (FindingBook.Row row : rows) {
      boolean raised = row.finding().id().equals(reckoned.counted().get(0));
      Disposition wanted = raised ? Disposition.RAISED : Disposition.MERGED;
      same(order, row.finding().id(), row.state().disposition(), wanted);
    }
    journal(order, reckoned);
  }

  private void journal(WorkOrder order, Reckoned reckoned) {
    Map<String, Long> kinds =
        store.read(unit -> unit.port(Journal.class).about(order.id(), ENTRIES)).stream()
            .collect(Collectors.groupingBy(Entry::kind, Collectors.counting()));
    same(order, "entries of its making", kinds.get("order.raised"), 1L);
    same(
        order,
        "entries of joining",
        kinds.getOrDefault("order.changed", 0L),
        reckoned.occurrences() - 1);
    List<Delivery> rows = store.read(unit -> unit.port(OutboxBook.class).ofOrder(order.id()));
    same(
        order,
        "rows of the outbox",
        rows.stream().map(Delivery::purpose).toList(),
        List.of(Purpose.CREATE));
  }

  private void same(WorkOrder order, String what, Object given, Object wanted) {
    if (!wanted.equals(given)) {
      verdict.wrong("order %s: %s is %s, reckoned %s", order.id(), what, given, wanted);
    }
  }

  private void balance(List<Sighting> expected, int orders) {
    BalanceSheet sheet = new BalanceSheet();
    Balance balance = sheet.read(store);
    sheet.problems().forEach(problem -> verdict.wrong("balance: %s", problem));
    if (balance.difference() != 0) {
      verdict.wrong("the balance is off by %d: %s", balance.difference(), balance);
    }
    long findings = expected.stream().mapToLong(each -> each.findings().size()).sum();
    long counted =
        expected.stream()
            .flatMap(each -> each.findings().stream())
            .filter(Sighting.Expected::makesOrder)
            .count();
    state(balance, Disposition.RAISED, orders);
    state(balance, Disposition.MERGED, counted - orders);
    state(balance, Disposition.LOGGED, findings - counted);
    if (balance.accepted() != findings) {
      verdict.wrong("the balance accepted %d findings, %d were told", balance.accepted(), findings);
    }
  }

  private void state(Balance balance, Disposition state, long wanted) {
    long given = balance.states().getOrDefault(state, 0L);
    if (given != wanted) {
      verdict.wrong("the balance has %d findings %s, told were %d", given, state, wanted);
    }
  }
}
