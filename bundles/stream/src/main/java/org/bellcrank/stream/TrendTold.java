package org.bellcrank.stream;

import org.bellcrank.journal.Facts;

/**
 * What was told of a trend, kept over a restart.
 *
 * @param number growths that ended before this one
 * @param steps how often this one was told; 0 where it was not
 * @param days remaining life when it was last told
 * @param tier tiers of confidence that were reached
 */
record TrendTold(long number, long steps, double days, int tier) {

  static final TrendTold NOTHING = new TrendTold(0, 0, 0, 0);

  boolean open() {
    return steps > 0;
  }

  /** At first at once, then when life fell by a step or confidence reached another tier. */
  boolean worth(TrendPlan plan, Growth growth) {
    return !open()
        || days > 0 && growth.days() <= days * (1 - plan.step())
        || plan.tier(growth.confidence()) > tier;
  }

  TrendTold after(TrendPlan plan, Growth growth) {
    int reached = plan.tier(growth.confidence());
    double least = open() ? Math.min(days, growth.days()) : growth.days();
    return new TrendTold(number, steps + 1, least, Math.max(tier, reached));
  }

  TrendTold ended() {
    return new TrendTold(number + 1, 0, 0, 0);
  }

  Facts facts() {
    return Facts.with("number", number)
        .put("steps", steps)
        .put("days", days)
        .put("tier", tier)
        .build();
  }

  static TrendTold from(Facts facts) {
    return new TrendTold(
        facts.whole("number").orElse(0),
        facts.whole("steps").orElse(0),
        facts.number("days").orElse(0),
        (int) facts.whole("tier").orElse(0));
  }
}
