package org.bellcrank.rule;

import org.bellcrank.condition.Confirmation;

/**
 * The confidences at which something happens; a finding at a boundary belongs to the tier above it.
 *
 * @param order at or above it an order may be made, 0 to 1
 * @param schedule at or above it work may be planned without hurry, {@code review} to {@code
 *     order}; the same as {@code order} where there is no such tier
 * @param review at or above it a person looks, 0 to {@code schedule}
 * @param confirmation how many looks confirm
 */
public record Tiers(double order, double schedule, double review, Confirmation confirmation) {

  /** The defaults of the product. */
  public static final Tiers DEFAULT = new Tiers(0.75, 0.50, new Confirmation(2, 2));

  /** Refuses boundaries out of order. */
  public Tiers {
    if (!(review >= 0 && review <= schedule && schedule <= order && order <= 1)) {
      throw new IllegalArgumentException(
          "given tiers review %s, schedule %s, order %s; allowed: 0 <= review <= schedule <= order <= 1"
              .formatted(review, schedule, order));
    }
  }

  /** Tiers without one for planned work. */
  public Tiers(double order, double review, Confirmation confirmation) {
    this(order, order, review, confirmation);
  }

  /** Whether there is a tier of its own for planned work. */
  public boolean schedules() {
    return schedule < order;
  }
}
