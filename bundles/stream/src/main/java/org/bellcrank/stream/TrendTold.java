package org.bellcrank.stream;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * What was told of a trend, kept over a restart.
 *
 * @param number growths that ended before this one
 * @param steps how often this one was told; 0 where it was not
 * @param days remaining life when it was last told
 * @param tier tiers of confidence that were reached
 * @param since values before are not counted, as those of a part that was replaced; 1970 where none
 *     was
 * @param fall from what the values fell then; empty where it is settled that they stay there
 */
record TrendTold(
    long number, long steps, double days, int tier, Instant since, Optional<FallBack> fall) {

  static final TrendTold NOTHING = new TrendTold(0, 0, 0, 0, Instant.EPOCH, Optional.empty());

  /** Values before are needed no more. */
  Instant needed() {
    return fall.map(FallBack::earlier).orElse(since);
  }

  boolean open() {
    return steps > 0;
  }

  /** At first at once, then when life fell by a step or confidence reached another tier. */
  boolean worth(TrendPlan plan, Growth growth) {
    return !open()
        || days > 0 && growth.days() <= days * (1 - plan.step())
        || plan.tier(growth.confidence()) > tier;
  }

  /** What grows anew and is told is the next part. */
  TrendTold after(TrendPlan plan, Growth growth) {
    int reached = plan.tier(growth.confidence());
    double least = open() ? Math.min(days, growth.days()) : growth.days();
    return new TrendTold(
        number, steps + 1, least, Math.max(tier, reached), since, Optional.empty());
  }

  TrendTold ended() {
    return new TrendTold(number + 1, 0, 0, 0, since, fall);
  }

  /** Ended if it was told, and what was before then counts no more, unless the level comes back. */
  TrendTold afresh(Instant from, FallBack fell) {
    return new TrendTold(open() ? number + 1 : number, 0, 0, 0, from, Optional.of(fell));
  }

  /** The level came back: what was before the fall counts again. */
  TrendTold returned() {
    return new TrendTold(number, steps, days, tier, needed(), Optional.empty());
  }

  Facts facts() {
    Facts.Builder facts =
        Facts.with("number", number)
            .put("steps", steps)
            .put("days", days)
            .put("tier", tier)
            .put("since", since);
    return fall.map(fell -> fell.on(facts)).orElse(facts).build();
  }

  static TrendTold from(Facts facts) {
    return new TrendTold(
        facts.whole("number").orElse(0),
        facts.whole("steps").orElse(0),
        facts.number("days").orElse(0),
        (int) facts.whole("tier").orElse(0),
        facts.instant("since").orElse(Instant.EPOCH),
        FallBack.from(facts));
  }
}
