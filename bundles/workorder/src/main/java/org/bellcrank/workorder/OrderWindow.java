package org.bellcrank.workorder;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.calendar.Shutdown;
import org.bellcrank.journal.Facts;
import org.bellcrank.rule.Situation;

/** When an order's work should be done. */
final class OrderWindow {

  private OrderWindow() {}

  /**
   * Plans the work: by the template's own time, and where the template waits for a planned stop in
   * the next shutdown of the site's calendar, by whose end it is due. Where no shutdown is
   * documented ahead, the template's own time alone counts.
   */
  static void plan(Facts.Builder facts, Template template, Situation situation, Instant at) {
    Optional<Instant> due = template.dueWithin().map(at::plus);
    Optional<Shutdown> stop =
        template.window() == Window.NEXT_STOP
            ? situation.calendar().flatMap(calendar -> calendar.nextShutdown(at))
            : Optional.empty();
    facts.put("order.window", stop.map(Shutdown::name));
    facts.put("order.windowStart", stop.map(Shutdown::start));
    facts.put("order.windowEnd", stop.map(Shutdown::end));
    facts.put("order.dueBy", stop.map(Shutdown::end).or(() -> due));
  }
}
