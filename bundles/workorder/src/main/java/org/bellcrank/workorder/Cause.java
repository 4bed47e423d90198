package org.bellcrank.workorder;

/**
 * What an order is about; at most one order is open per cause.
 *
 * @param asset id of the asset
 * @param failureMode failure mode of the asset, for example {@code pitting}
 * @param identity the track where tracking is on, else the point
 */
public record Cause(String asset, String failureMode, String identity) {

  /** One text for all three, unambiguous. */
  public String key() {
    return asset + "|" + failureMode + "|" + identity;
  }
}
