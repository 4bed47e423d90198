package org.bellcrank.itests.contract;

import org.bellcrank.itests.doubles.DoubleOptions;

/** The promises of delivery and of reading, kept with a CMMS that a folder alone describes. */
class CustomRestContractTest extends ClosureContract {
  @Override
  Plant plant(DoubleOptions options) {
    return new CustomRestPlant(options);
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("fields.frozen", "priority");
  }
}
