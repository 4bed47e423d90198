package org.bellcrank.rule;

import org.bellcrank.condition.Confirmation;

/**
 * The confidences at which something happens; a finding at a boundary belongs to the tier above it.
 *
 * @param order at or above it an order may be made, 0 to 1
 * @param review at or above it a person looks, 0 to {@code order}
 * @param confirmation how many looks confirm
 */
public record Tiers(double order, double review, Confirmation confirmation) {

  /** The defaults of the product. */
  public static final Tiers DEFAULT = new Tiers(0.75, 0.50, new Confirmation(2, 2));

  /** Refuses boundaries out of order. */
  public Tiers {
    if (!(review >= 0 && review <= order && order <= 1)) {
      throw new IllegalArgumentException(
          "given tiers review %s, order %s; allowed: 0 <= review <= order <= 1"
              .formatted(review, order));
    }
  }
}
