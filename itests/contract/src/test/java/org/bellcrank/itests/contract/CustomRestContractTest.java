package org.bellcrank.itests.contract;

/** The promises of delivery, kept with a CMMS that a folder alone describes. */
class CustomRestContractTest extends DeliveryContract {
  @Override
  Plant plant() {
    return new CustomRestPlant();
  }
}
