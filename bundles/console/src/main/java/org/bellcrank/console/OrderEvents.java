package org.bellcrank.console;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** Orders that were raised and went on, for a timeline. */
final class OrderEvents {

  private static final String RAISED = "order.raised";
  private static final String CHANGED = "order.changed";
  private static final String GONE = "closure.gone";

  private OrderEvents() {}

  static void read(OrderBook book, Set<String> assets, TimelinePage page) {
    Set<String> kinds = new HashSet<>();
    if (page.wants(AssetTimeline.Kind.ORDER)) {
      kinds.add(RAISED);
    }
    if (page.wants(AssetTimeline.Kind.LIFE)) {
      kinds.addAll(Set.of(CHANGED, GONE));
    }
    if (kinds.isEmpty()) {
      return;
    }
    page
        .told(
            book.steps(assets, kinds, page.since(), page.until(), page.asked()), OrderBook.Step::at)
        .stream()
        .filter(step -> assets.contains(step.order().cause().asset()))
        .forEach(step -> add(step, page));
  }

  private static void add(OrderBook.Step step, TimelinePage page) {
    Optional<String> asset = Optional.of(step.order().cause().asset());
    if (step.kind().equals(RAISED)) {
      page.add(step.at(), AssetTimeline.Kind.ORDER, asset, line(step.order()));
      return;
    }
    boolean gone = step.kind().equals(GONE);
    String before = step.before().text("status").orElse("");
    String now = step.facts().text("status").orElse(before);
    if (gone || !now.equals(before)) { // that a finding joined it is told by the finding
      page.add(
          step.at(),
          AssetTimeline.Kind.LIFE,
          asset,
          Facts.with("order", step.order().id())
              .put("title", step.order().title())
              .put("from", before)
              .put("to", gone ? "GONE" : now)
              .put(
                  "reason",
                  gone
                      ? Optional.of("it is not in its CMMS any more")
                      : step.facts().text("reason")));
    }
  }

  private static Facts.Builder line(WorkOrder order) {
    return Facts.with("order", order.id())
        .put("title", order.title())
        .put("type", order.type())
        .put("priority", order.priority())
        .put("status", order.status())
        .put("connector", order.connector());
  }
}
