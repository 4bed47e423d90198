package org.bellcrank.itests.kura;

import org.junit.jupiter.api.Assumptions;

/** The story on what Kura 6 is made of. */
class OnKura6Test extends GatewayStory {

  @Override
  Stage stage() throws Exception {
    Assumptions.assumeFalse(Gate.isGiven(), "one real gateway, one story");
    return DoubleStage.open(Platform.KURA6, "kura6");
  }
}
