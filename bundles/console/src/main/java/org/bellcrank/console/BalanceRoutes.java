package org.bellcrank.console;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.Balance;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.workorder.OrderBook;

/** The balance sheet, and what stands behind each of its numbers down to the journal's entries. */
final class BalanceRoutes {

  private static final int ROWS = 200;

  private final Store store;

  /** Goes on from where it stands, so that a look costs only what was added since. */
  private final BalanceSheet sheet = new BalanceSheet();

  BalanceRoutes(Store store) {
    this.store = store;
  }

  List<Route> all() {
    return List.of(
        Path.get("/api/balance", request -> new Answer.Json(balance())),
        Path.get("/api/balance/{state}", this::behind),
        Path.get("/api/journal", request -> new Answer.Json(journal(request))));
  }

  Facts balance() {
    Balance balance;
    List<String> problems;
    synchronized (sheet) {
      balance = sheet.read(store);
      problems = sheet.problems();
    }
    Facts.Builder states = Facts.builder();
    balance.states().forEach((state, count) -> states.put(state.name(), count));
    return Facts.with("accepted", balance.accepted())
        .put("tests", balance.tests())
        .put("states", states.build())
        .put("orders", store.read(unit -> unit.port(OrderBook.class).count()))
        .put("difference", balance.difference())
        .put("journalEntries", balance.position())
        .put("problems", problems)
        .build();
  }

  private Answer behind(Request request) {
    String name = request.path().get("state");
    Optional<Disposition> state =
        Arrays.stream(Disposition.values()).filter(each -> each.name().equals(name)).findFirst();
    int limit = request.limit(50, ROWS);
    if (state.isEmpty()) {
      return new Answer.Refused(
          "given '%s'; allowed: %s".formatted(name, Arrays.toString(Disposition.values())));
    }
    return new Answer.Json(
        switch (state.get()) {
          case PENDING -> Facts.with("observations", waiting(limit)).build();
          case TEST -> Facts.with("entries", newest("canary.disposed", limit)).build();
          default ->
              Facts.with(
                      "findings",
                      store.read(
                          unit ->
                              unit
                                  .port(FindingBook.class)
                                  .in(state.get(), FindingRoutes.before(request), limit)
                                  .stream()
                                  .map(FindingView::line)
                                  .toList()))
                  .build();
        });
  }

  private List<String> waiting(int limit) {
    synchronized (sheet) {
      sheet.read(store);
      return sheet.waiting(limit);
    }
  }

  /** Entries about a subject, or the newest of a kind; without either, how many there are. */
  private Facts journal(Request request) {
    int limit = request.limit(100, ROWS);
    Optional<String> subject = request.query("subject");
    if (subject.isPresent()) {
      return Facts.with(
              "entries",
              store.read(unit -> unit.port(Journal.class).about(subject.get(), limit)).stream()
                  .map(BalanceRoutes::entry)
                  .toList())
          .build();
    }
    Optional<String> kind = request.query("kind");
    return kind.isPresent()
        ? Facts.with("entries", newest(kind.get(), limit)).build()
        : Facts.with("kinds", Facts.of(store.read(unit -> unit.port(Journal.class).counts())))
            .build();
  }

  private List<Facts> newest(String kind, int limit) {
    return store.read(unit -> unit.port(Journal.class).newest(kind, limit)).stream()
        .map(BalanceRoutes::entry)
        .toList();
  }

  private static Facts entry(Entry entry) {
    return Facts.with("sequence", entry.sequence())
        .put("at", entry.at())
        .put("kind", entry.kind())
        .put("subject", entry.subject())
        .put("facts", entry.facts())
        .put("hash", entry.hash())
        .build();
  }
}
