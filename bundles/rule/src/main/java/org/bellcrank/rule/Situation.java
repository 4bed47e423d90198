package org.bellcrank.rule;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.asset.Placement;
import org.bellcrank.calendar.PlantCalendar;
import org.bellcrank.condition.Condition;
import org.bellcrank.observation.Finding;

/**
 * All that a decision reads.
 *
 * @param source camera, topic or path
 * @param context what the source told besides
 * @param failureMode what the defect class stands for
 * @param orderOpen whether an order is open for the same cause
 * @param held whether the finding was held before and its time has come
 * @param calendar the site's calendar; empty means none is documented
 * @param now the gateway's time
 */
public record Situation(
    Finding finding,
    String source,
    Map<String, String> context,
    String failureMode,
    Placement.Placed placement,
    Condition condition,
    TierTable.Choice tiers,
    boolean orderOpen,
    boolean held,
    Optional<PlantCalendar> calendar,
    Instant now) {

  /** The same situation with a condition of which more is known. */
  public Situation with(Condition more) {
    return new Situation(
        finding,
        source,
        context,
        failureMode,
        placement,
        more,
        tiers,
        orderOpen,
        held,
        calendar,
        now);
  }
}
