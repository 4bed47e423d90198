package org.bellcrank.workorder;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.calendar.Shutdown;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Finding;
import org.bellcrank.rule.Situation;

/** When an order's work should be done. */
final class OrderWindow {

  private static final String UNTIL_DUE = "intervention window";
  private static final double DAY = Duration.ofDays(1).toMillis();

  /** Days: who predicts a life of more than 100 years predicts none. */
  private static final double FARTHEST = 36_525;

  private OrderWindow() {}

  /**
   * Plans the work: by the template's own time, and where the template waits for a planned stop in
   * the next shutdown of the site's calendar, by whose end it is due. Where no shutdown is
   * documented ahead, or the next ends too late for what is predicted, the template's own time
   * alone counts.
   */
  static void plan(Facts.Builder facts, Template template, Situation situation, Instant at) {
    Optional<Instant> latest = latest(template, situation.finding(), at);
    Optional<Instant> due =
        Stream.concat(template.dueWithin().map(at::plus).stream(), latest.stream())
            .min(Instant::compareTo);
    Optional<Shutdown> planned =
        switch (template.window()) {
          case NOW -> Optional.empty();
          case NEXT_STOP ->
              situation
                  .calendar()
                  .flatMap(calendar -> calendar.nextShutdown(at))
                  .filter(stop -> !latest.map(stop.end()::isAfter).orElse(false));
          case UNTIL_DUE -> due.map(end -> new Shutdown(UNTIL_DUE, at, end));
        };
    facts.put("order.window", planned.map(Shutdown::name));
    facts.put("order.windowStart", planned.map(Shutdown::start));
    facts.put("order.windowEnd", planned.map(Shutdown::end));
    facts.put("order.dueBy", planned.map(Shutdown::end).or(() -> due));
  }

  /** The predicted end of life less the template's lead, never before now. */
  private static Optional<Instant> latest(Template template, Finding finding, Instant at) {
    if (template.lead().isEmpty()
        || finding.kind() != Finding.Kind.PREDICTION
        || finding.value().isEmpty()) {
      return Optional.empty();
    }
    double days = Math.max(0, Math.min(FARTHEST, finding.value().get()));
    Instant end = finding.captured().at().plusMillis((long) (days * DAY));
    Instant latest = end.minus(template.lead().get());
    return Optional.of(latest.isBefore(at) ? at : latest);
  }
}
