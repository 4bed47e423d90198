package org.bellcrank.itests.chaos.days;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.itests.chaos.Audit;
import org.bellcrank.itests.chaos.StepAudit;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.Balance;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/**
 * Holds a store against what its month told and against the book of the CMMS, page by page, so that
 * a million orders need no more memory than a bit or two each.
 */
final class DaysAudit {

  private static final int PAGE = 500;

  private final Store store;
  private final Month month;
  private final Book book;
  private final Verdict verdict;
  private final Noted noted = new Noted();
  private long entries;
  private long calls;
  private long cutShort;
  private long orders;

  DaysAudit(Store store, Month month, Book book, Verdict verdict) {
    this.store = store;
    this.month = month;
    this.book = book;
    this.verdict = verdict;
  }

  /** All of it; complaints go to the verdict. */
  void run() {
    Verdict chain = new Verdict();
    Verdict inJournal = new Verdict();
    CompletableFuture<Void> walked =
        CompletableFuture.runAsync(
            () -> {
              entries = new Audit(store, chain).chain();
              observations(chain);
            });
    CompletableFuture<Void> read = CompletableFuture.runAsync(() -> journal(inJournal));
    orders();
    walked.join();
    read.join();
    verdict.add(chain);
    verdict.add(inJournal);
  }

  private void observations(Verdict found) {
    BitSet stored = new BitSet(month.length());
    long place = 0;
    List<ObservationBook.Stored> page;
    do {
      long after = place;
      page = store.read(unit -> unit.port(ObservationBook.class).after(after, PAGE));
      for (ObservationBook.Stored each : page) {
        place = each.position();
        String id = each.observation().id();
        if (id.startsWith("canary:")) {
          continue;
        }
        int number = Integer.parseInt(id.substring(1));
        if (number >= month.length()) {
          found.doubled("observation %s is stored, but nobody sent it", id);
        } else if (stored.get(number)) {
          found.doubled("observation %s is stored twice", id);
        }
        stored.set(number);
      }
    } while (!page.isEmpty());
    for (int i = stored.nextClearBit(0); i < month.length(); i = stored.nextClearBit(i + 1)) {
      found.lost("observation %s was acknowledged and is not in the store", Month.id(i));
    }
  }

  private void journal(Verdict found) {
    BalanceSheet sheet = new BalanceSheet();
    StepAudit steps = new StepAudit(store, found);
    Decided decided = new Decided(month, found);
    long place = 0;
    List<Entry> page;
    do {
      long after = place;
      page = store.read(unit -> unit.port(Journal.class).after(after, PAGE));
      for (Entry entry : page) {
        place = entry.sequence();
        sheet.add(entry);
        steps.take(entry);
        decided.take(entry);
        noted.take(entry);
      }
    } while (!page.isEmpty());
    steps.end();
    decided.end();
    calls = steps.calls();
    cutShort = steps.cutShort();
    balance(sheet, found);
  }

  private void balance(BalanceSheet sheet, Verdict found) {
    Balance balance = sheet.balance();
    sheet.problems().forEach(problem -> found.wrong("balance: %s", problem));
    if (balance.difference() != 0) {
      found.wrong("the balance is off by %d: %s", balance.difference(), balance);
    }
    state(balance, Disposition.RAISED, month.findings() - month.joins() - month.faint(), found);
    state(balance, Disposition.MERGED, month.joins(), found);
    state(balance, Disposition.LOGGED, month.faint(), found);
  }

  private static void state(Balance balance, Disposition state, long wanted, Verdict found) {
    long given = balance.states().getOrDefault(state, 0L);
    if (given != wanted) {
      found.wrong("the balance has %d findings %s, told were %d", given, state, wanted);
    }
  }

  private void orders() {
    BitSet causes = new BitSet();
    Optional<String> before = Optional.empty();
    List<WorkOrder> page;
    do {
      Optional<String> from = before;
      page = store.read(unit -> unit.port(OrderBook.class).newest(from, PAGE));
      for (WorkOrder order : page) {
        orders++;
        cause(order, causes);
        delivered(order);
      }
      before = page.isEmpty() ? before : Optional.of(page.get(page.size() - 1).id());
    } while (!page.isEmpty());
    int wanted = month.findings() - month.joins() - month.faint();
    for (long i = causes.cardinality(); i < wanted; i++) {
      verdict.lost("a cause has no order: %d of %d have one", causes.cardinality(), wanted);
    }
    if (book.doubled() + book.picturesTwice() > 0) {
      verdict.doubled(
          "the book holds %d orders and %d pictures twice", book.doubled(), book.picturesTwice());
    }
    if (book.orders() != orders) {
      verdict.wrong("the book holds %d orders, we have %d", book.orders(), orders);
    }
  }

  private void cause(WorkOrder order, BitSet causes) {
    String track = order.cause().identity();
    int dash = track.indexOf('-');
    int number = Integer.parseInt(track.substring(1, dash));
    int place = Integer.parseInt(track.substring(dash + 1));
    int index = number * 8 + place;
    if (place >= month.orders(number)) {
      verdict.doubled("order %s has cause %s, which nothing asked for", order.id(), track);
    } else if (causes.get(index)) {
      verdict.doubled("cause %s has a second order, %s", track, order.id());
    } else if (order.occurrences() != month.occurrences(number, place)) {
      verdict.wrong(
          "order %s counts %d findings, %d were told",
          order.id(), order.occurrences(), month.occurrences(number, place));
    }
    causes.set(index);
  }

  private void delivered(WorkOrder order) {
    String reference = order.reference().value();
    List<Delivery> rows = store.read(unit -> unit.port(OutboxBook.class).ofOrder(order.id()));
    rows.stream()
        .filter(row -> row.state() != DeliveryState.DONE)
        .forEach(row -> verdict.wrong("delivery %s is %s: %s", row.id(), row.state(), row.words()));
    List<Delivery> creates = rows.stream().filter(row -> row.purpose() == Purpose.CREATE).toList();
    Long there = book.find(reference);
    if (there == null || creates.size() != 1) {
      verdict.lost("order %s: %d creates, in the book %s", order.id(), creates.size(), there);
    } else if (!creates.get(0).foreignId().equals(Optional.of(Book.number(there)))) {
      verdict.wrong("order %s is known as %s", order.id(), creates.get(0).foreignId());
    }
    List<String> sent =
        rows.stream()
            .filter(row -> row.purpose() == Purpose.ATTACH)
            .flatMap(row -> row.evidence().stream())
            .sorted()
            .toList();
    if (!sent.equals(book.pictures(reference))) {
      verdict.wrong("order %s: pictures sent %s, in the book others", order.id(), sent);
    }
  }

  long entries() {
    return entries;
  }

  long calls() {
    return calls;
  }

  long cutShort() {
    return cutShort;
  }

  long pictures() {
    return book.pictures();
  }

  long orderCount() {
    return orders;
  }

  /** How often the lamp of the storage warned, by its level, and was cleared. */
  Facts warnings() {
    return noted.warnings();
  }

  /** What retention removed, by its reason. */
  Facts removed() {
    return noted.removed();
  }
}
