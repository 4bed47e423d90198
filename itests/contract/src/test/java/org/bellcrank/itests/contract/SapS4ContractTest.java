package org.bellcrank.itests.contract;

import org.bellcrank.itests.doubles.DoubleOptions;

/** The promises of delivery and of reading, kept with SAP S/4HANA. */
class SapS4ContractTest extends ClosureContract {
  @Override
  Plant plant(DoubleOptions options) {
    return new SapS4Plant(options);
  }

  @Override
  String shown(String status) {
    return status.equals("NOPR") ? "3" : "4";
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("field.frozen", "MaintPriority");
  }
}
