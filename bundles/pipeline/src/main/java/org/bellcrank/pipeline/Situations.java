package org.bellcrank.pipeline;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bellcrank.asset.Placement;
import org.bellcrank.condition.Condition;
import org.bellcrank.condition.Conditions;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.Observation;
import org.bellcrank.rule.Situation;
import org.bellcrank.rule.TierTable;
import org.bellcrank.rule.Tiers;
import org.bellcrank.site.Site;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** Gathers what a decision about a finding reads, inside one unit of work. */
final class Situations {

  private static final String FRAME = "frame";

  private final Site site;
  private final OrderBook orders;
  private final Conditions conditions;
  private final Instant now;

  Situations(Site site, OrderBook orders, Conditions conditions, Instant now) {
    this.site = site;
    this.orders = orders;
    this.conditions = conditions;
    this.now = now;
  }

  /** A situation, its cause and the order that is open for it. */
  record Case(Situation situation, Cause cause, Optional<WorkOrder> open) {}

  /**
   * The case of a finding on its asset.
   *
   * @param held whether it was held before and its time has come
   * @param observed whether its condition counted it before; it does not count twice
   */
  Case of(
      Finding finding,
      Observation observation,
      Placement.Placed placed,
      boolean held,
      boolean observed) {
    String failureMode = site.rules().failureMode(finding.defectClass());
    Cause cause =
        new Cause(placed.asset().id(), failureMode, finding.identity().orElse(finding.point()));
    TierTable.Choice tiers = site.rules().tiers(finding.defectClass(), placed.asset().id());
    Condition condition = condition(finding, observation, cause, tiers.tiers(), observed);
    Optional<WorkOrder> open = orders.openFor(cause);
    Situation situation =
        new Situation(
            finding,
            observation.source(),
            Told.by(observation),
            failureMode,
            placed,
            condition,
            tiers,
            open.isPresent(),
            held,
            Optional.ofNullable(site.calendars().get(placed.site().id())),
            now);
    return new Case(situation, cause, open);
  }

  private Condition condition(
      Finding finding, Observation observation, Cause cause, Tiers tiers, boolean observed) {
    boolean counts = finding.confidence() >= tiers.review();
    return observed
        ? conditions.recall(cause.key(), cause.asset(), finding, tiers.confirmation(), counts)
        : conditions.observe(
            cause.key(),
            cause.asset(),
            finding,
            look(observation.context()),
            tiers.confirmation(),
            counts);
  }

  private static OptionalLong look(Map<String, String> context) {
    String frame = context.get(FRAME);
    return frame != null && frame.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(frame))
        : OptionalLong.empty();
  }
}
