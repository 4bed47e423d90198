package org.bellcrank.itests.contract;

import org.bellcrank.itests.doubles.DoubleOptions;

/** The promises of delivery, kept with a work order database of the plant's own. */
class CustomJdbcContractTest extends SqlContract {
  @Override
  Plant plant(DoubleOptions options) {
    return new CustomJdbcPlant(options);
  }
}
