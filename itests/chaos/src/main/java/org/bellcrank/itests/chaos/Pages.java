package org.bellcrank.itests.chaos;

import java.util.List;
import org.bellcrank.journal.Facts;

/** What the console tells once everything is at rest. */
public final class Pages {

  private static final int PAGE = 200;

  private final Gateway gateway;
  private final Verdict verdict;

  public Pages(Gateway gateway, Verdict verdict) {
    this.gateway = gateway;
    this.verdict = verdict;
  }

  /**
   * Complains where the balance is off or an order is not acknowledged; how many orders it shows.
   */
  public int check() throws InterruptedException {
    Facts balance = gateway.api("balance");
    long difference = balance.whole("difference").orElse(Long.MIN_VALUE);
    if (difference != 0) {
      verdict.wrong("the balance is %d off: %s", difference, balance);
    }
    if (!balance.list("problems").isEmpty()) {
      verdict.wrong("the journal does not balance: %s", balance.list("problems"));
    }
    int shown = 0;
    List<Facts> page = gateway.api("orders?limit=" + PAGE).factsList("orders");
    while (!page.isEmpty()) {
      shown += page.size();
      page.stream()
          .filter(order -> !order.text("delivery").orElse("").equals("ACKNOWLEDGED"))
          .forEach(order -> verdict.wrong("the console shows an order undelivered: %s", order));
      String last = page.get(page.size() - 1).requireText("id");
      page = gateway.api("orders?limit=%d&before=%s".formatted(PAGE, last)).factsList("orders");
    }
    return shown;
  }
}
