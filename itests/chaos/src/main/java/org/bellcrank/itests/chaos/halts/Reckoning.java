package org.bellcrank.itests.chaos.halts;

import java.util.List;
import org.bellcrank.itests.chaos.Audit;
import org.bellcrank.itests.chaos.OrderAudit;
import org.bellcrank.itests.chaos.Sighting;
import org.bellcrank.itests.chaos.StepAudit;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.Balance;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.workorder.WorkOrder;

/** Holds a gateway at rest, and the books of its maintenance systems, to the promises. */
final class Reckoning {

  private Reckoning() {}

  /** Adds what it finds, wrong or right, to the tally. */
  static void of(Store store, Layout layout, List<Telling> told, List<Facts> books, Tally tally) {
    List<Sighting> sent = told.stream().map(Telling::expected).toList();
    Verdict verdict = tally.verdict();
    Audit audit = new Audit(store, verdict);
    audit.observations(sent);
    audit.findings(sent);
    tally.add("journalEntries", audit.chain());
    OrderAudit orders = new OrderAudit(store, verdict);
    List<WorkOrder> raised = orders.orders();
    orders.causes(raised, sent);
    tally.add("pictures", orders.books(raised, books));
    orders.raisedWithPicture(raised, sent);
    tally.add("orders", raised.size());
    StepAudit steps = new StepAudit(store, verdict);
    steps.read();
    tally.add("calls", steps.calls());
    tally.add("callsCutShort", steps.cutShort());
    new ClassAudit(store, layout.site().connectors(), layout, verdict).read(tally);
    tally.add("observations", sent.size());
    tally.add("findings", sent.stream().mapToLong(each -> each.findings().size()).sum());
    balance(store, verdict);
  }

  /**
   * Where nobody sits at the workbench: what cannot be looked up waits there, nothing else does,
   * and nothing was sent twice meanwhile.
   */
  static void unattended(Store store, Layout layout, List<Facts> books, Tally tally) {
    Verdict verdict = tally.verdict();
    ClassAudit classes = new ClassAudit(store, layout.site().connectors(), layout, verdict);
    tally.add("waitedForAPerson", classes.waiting());
    classes.read(new Tally(verdict));
    OrderAudit orders = new OrderAudit(store, verdict);
    orders.atMostOnce(orders.orders(), books);
  }

  private static void balance(Store store, Verdict verdict) {
    BalanceSheet sheet = new BalanceSheet();
    Balance balance = sheet.read(store);
    sheet.problems().forEach(problem -> verdict.wrong("balance: %s", problem));
    if (balance.difference() != 0) {
      verdict.wrong("the balance is off by %d: %s", balance.difference(), balance);
    }
  }
}
