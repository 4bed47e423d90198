package org.bellcrank.itests.chaos.starts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/**
 * What was decided and why, in words that do not depend on when: the ids of orders stand as their
 * causes, times of the gateway's clock as one sign, the version of the documents in force as a
 * word. Where people look at an order is left out: it depends on the port.
 */
final class Decided {

  private static final int PAGE = 500;

  /** The recorded set is of one month; all other times are the gateway's. */
  private static final Pattern TIME = Pattern.compile("(?!2026-03-)\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

  private static final Pattern DATE = Pattern.compile("(?!2026-03-)\\b20\\d\\d-\\d\\d-\\d\\d\\b");

  private final Map<String, String> lines = new TreeMap<>();

  private Decided() {}

  /**
   * Reads it.
   *
   * @param version of the documents that had to be in force
   */
  static Decided in(Store store, String version) {
    Decided decided = new Decided();
    List<WorkOrder> orders = orders(store);
    for (WorkOrder order : orders) {
      decided.add("order " + order.cause().key(), order(order), orders, version);
    }
    long before = 0;
    List<FindingBook.Row> page;
    do {
      long from = before;
      page = store.read(unit -> unit.port(FindingBook.class).newest(from, PAGE));
      for (FindingBook.Row row : page) {
        decided.add("finding " + row.finding().id(), finding(row), orders, version);
        before = row.sequence();
      }
    } while (!page.isEmpty());
    return decided;
  }

  private static List<WorkOrder> orders(Store store) {
    List<WorkOrder> orders = new ArrayList<>();
    Optional<String> before = Optional.empty();
    List<WorkOrder> page;
    do {
      Optional<String> from = before;
      page = store.read(unit -> unit.port(OrderBook.class).newest(from, PAGE));
      orders.addAll(page);
      before = page.isEmpty() ? before : Optional.of(page.get(page.size() - 1).id());
    } while (!page.isEmpty());
    return orders;
  }

  private static Facts order(WorkOrder order) {
    Facts.Builder fields = Facts.builder();
    order.fields().values().entrySet().stream()
        .filter(each -> !each.getKey().startsWith("links."))
        .forEach(each -> fields.put(each.getKey(), each.getValue()));
    return Facts.with("site", order.site())
        .put("connector", order.connector())
        .put("type", order.type())
        .put("priority", (long) order.priority())
        .put("status", order.status())
        .put("title", order.title())
        .put("description", order.description())
        .put("occurrences", order.occurrences())
        .put("evidence", order.evidence().stream().map(each -> each.toString()).toList())
        .put("fields", fields.build())
        .build();
  }

  private static Facts finding(FindingBook.Row row) {
    return Facts.with("disposition", row.state().disposition())
        .put("reason", row.state().reason())
        .put("order", row.state().order())
        .put("why", row.state().why())
        .build();
  }

  private void add(String what, Facts facts, List<WorkOrder> orders, String version) {
    String text = facts.canonical();
    for (WorkOrder order : orders) {
      text =
          text.replace(order.id(), "ORDER " + order.cause().key())
              .replace(order.reference().value(), "REFERENCE " + order.cause().key());
    }
    text = TIME.matcher(text).replaceAll(Matcher.quoteReplacement("TIME"));
    text = DATE.matcher(text).replaceAll(Matcher.quoteReplacement("DATE"));
    lines.merge(what, text.replace(version, "VERSION"), (one, other) -> one + " AND " + other);
  }

  int findings() {
    return (int) lines.keySet().stream().filter(each -> each.startsWith("finding ")).count();
  }

  int orders() {
    return lines.size() - findings();
  }

  /** What is otherwise than there, in words. */
  List<String> differences(Decided truth) {
    List<String> all = new ArrayList<>();
    truth.lines.forEach(
        (what, text) -> {
          String given = lines.get(what);
          if (given == null) {
            all.add("%s is not there".formatted(what));
          } else if (!given.equals(text)) {
            all.add("%s: wanted %s, got %s".formatted(what, text, given));
          }
        });
    lines.keySet().stream()
        .filter(each -> !truth.lines.containsKey(each))
        .forEach(each -> all.add("%s is there, and should not be".formatted(each)));
    return all;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }
}
