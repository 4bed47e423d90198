package org.bellcrank.asset;

import java.util.List;

/** The asset a point belongs to, or that there is none. */
public sealed interface Placement {

  /**
   * The point belongs to an asset.
   *
   * @param path from the site down to the asset, both included
   * @param criticality the asset's, or the nearest above it, or {@link Criticality#C}
   */
  record Placed(Point point, Asset asset, List<Asset> path, Criticality criticality)
      implements Placement {

    /** The site at the top. */
    public Asset site() {
      return path.get(0);
    }

    /** Names from the site down, joined by {@code " / "}. */
    public String pathText() {
      return String.join(" / ", path.stream().map(Asset::name).toList());
    }
  }

  /**
   * The point belongs to no asset: a mapping task, never an order.
   *
   * @param point the point as the source named it
   * @param reason why, one line
   */
  record Orphan(String point, String reason) implements Placement {}
}
