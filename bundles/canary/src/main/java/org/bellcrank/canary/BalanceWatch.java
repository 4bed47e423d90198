package org.bellcrank.canary;

import java.time.Instant;
import java.util.List;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Balance;
import org.bellcrank.observation.BalanceSheet;

/**
 * The lamp of the balance: red as soon as the journal's own sums do not come to zero. A long
 * journal is read in pieces, so that the other lamps do not wait for it.
 */
final class BalanceWatch {

  static final String BALANCE = "balance";

  private static final int PAGES_AT_A_LOOK = 20;

  private final LampBoard board;
  private final Store store;
  private final BalanceSheet sheet = new BalanceSheet();

  BalanceWatch(LampBoard board, Store store) {
    this.board = board;
    this.store = store;
  }

  void look(Instant now) {
    try {
      if (sheet.readSome(store, PAGES_AT_A_LOOK)) {
        show(sheet.balance(), now);
      } else {
        board.expect(Kind.BALANCE, BALANCE, now);
      }
    } catch (StoreException unread) {
      board.expect(Kind.BALANCE, BALANCE, now); // the lamp of the database tells why
    }
  }

  private void show(Balance balance, Instant now) {
    List<String> problems = sheet.problems();
    String first =
        problems.isEmpty() ? "" : "; entries that did not fit, first: " + problems.get(0);
    if (balance.difference() == 0) {
      board.good(
          Kind.BALANCE, BALANCE, now, "every accepted finding is in exactly one state" + first);
    } else {
      board.atOnce(
          Kind.BALANCE,
          BALANCE,
          now,
          "balance",
          "off by %d of %d accepted findings; do not trust the orders before this is understood%s"
              .formatted(balance.difference(), balance.accepted(), first));
    }
  }
}
