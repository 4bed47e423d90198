package org.bellcrank.itests.contract;

import org.bellcrank.itests.doubles.DoubleOptions;

/** The promises of delivery, kept with SAP S/4HANA. */
class SapS4ContractTest extends DeliveryContract {
  @Override
  Plant plant(DoubleOptions options) {
    return new SapS4Plant(options);
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("field.frozen", "MaintPriority");
  }
}
