package org.bellcrank.delivery;

import java.util.Optional;

/** How assets are, for each CMMS that is told; a port of the unit of work. */
public interface ToldConditions {

  /** How an asset is; empty where nothing was ever heard of it. */
  Optional<AssetCondition> find(String instance, String asset);

  /** Keeps it in place of what was known of that asset before. */
  void keep(AssetCondition condition);
}
