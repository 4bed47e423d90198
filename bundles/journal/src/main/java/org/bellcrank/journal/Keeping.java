package org.bellcrank.journal;

import java.time.Duration;

/**
 * How long is kept what may go one day. What is held up for a person, an open order or a CMMS stays
 * however old it is, and the journal always stays.
 *
 * @param findings evidence of findings that made no order, from the day it was kept
 * @param orders evidence of orders, from the day they were closed
 * @param least how long evidence of findings without an order stays even where there is no room
 * @param rollUps counts per hour
 */
public record Keeping(Duration findings, Duration orders, Duration least, Duration rollUps) {

  /** Where nothing is set: 30 days, 365 days, 1 day, 400 days. */
  public static final Keeping DEFAULT =
      new Keeping(
          Duration.ofDays(30), Duration.ofDays(365), Duration.ofDays(1), Duration.ofDays(400));
}
