package org.bellcrank.itests.contract;

import org.bellcrank.itests.doubles.DoubleOptions;

/** The promises of delivery and of reading, kept with Atlas CMMS. */
class AtlasContractTest extends ClosureContract {
  @Override
  Plant plant(DoubleOptions options) {
    return new AtlasPlant(options);
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("fields.frozen", "priority");
  }
}
