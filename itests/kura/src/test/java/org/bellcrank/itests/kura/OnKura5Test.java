package org.bellcrank.itests.kura;

/** The story on what Kura 5.6 is made of, or on the gateway that the command line names. */
class OnKura5Test extends GatewayStory {

  @Override
  Stage stage() throws Exception {
    return Gate.isGiven() ? new RealStage() : DoubleStage.open(Platform.KURA5, "kura5");
  }
}
