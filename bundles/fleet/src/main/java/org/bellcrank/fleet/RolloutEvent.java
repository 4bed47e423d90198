package org.bellcrank.fleet;

/** What happened in a roll-out; the record of a roll-out is the list of these. */
public sealed interface RolloutEvent {

  /** Something that happened at one gateway. */
  sealed interface OfGateway extends RolloutEvent {

    /** Its client id. */
    String gateway();
  }

  /**
   * The version before was read.
   *
   * @param before empty text where nothing was installed
   */
  record Noted(String gateway, String before) implements OfGateway {}

  /** The gateway is left as it is, and why: it does not answer, or there is no way back. */
  record Skipped(String gateway, String reason) implements OfGateway {}

  /** Written before the order to change is sent. */
  record Ordered(String gateway, long job) implements OfGateway {}

  /** The gateway has the version of the plan; whether it works is another matter. */
  record Changed(String gateway) implements OfGateway {}

  /** The gateway passed the gate. */
  record Healthy(String gateway) implements OfGateway {}

  /** The change or the gate failed. */
  record Failed(String gateway, String reason) implements OfGateway {}

  /** Written before the order to go back is sent. */
  record ReturnOrdered(String gateway, long job) implements OfGateway {}

  /** The gateway has the version before again. */
  record Returned(String gateway) implements OfGateway {}

  /** The way back failed too: a person has to go there. */
  record Stranded(String gateway, String reason) implements OfGateway {}

  /** A person wants no new gateway begun. */
  record Paused() implements RolloutEvent {}

  /** A person wants to go on. */
  record Resumed() implements RolloutEvent {}

  /**
   * A person wants an end.
   *
   * @param back whether gateways go back as the plan says of a stop; else what has changed stays
   */
  record Aborted(boolean back) implements RolloutEvent {}
}
