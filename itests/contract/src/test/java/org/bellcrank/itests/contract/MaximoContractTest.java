package org.bellcrank.itests.contract;

/** The promises of delivery, kept with Maximo. */
class MaximoContractTest extends DeliveryContract {
  @Override
  Plant plant() {
    return new MaximoPlant();
  }
}
