package org.bellcrank.fleet;

/**
 * Something that has to be done at a gateway.
 *
 * @param gateway as it stands
 * @param kind what is to be done
 */
public record RolloutTask(RolloutGateway gateway, Kind kind) {

  /** What is to be done, and which event answers it. */
  public enum Kind {
    /** Read the version before: Noted or Skipped. */
    NOTE,
    /** Write Ordered, then go on with FOLLOW. */
    ORDER,
    /** See that the order arrives and is carried out: Changed or Failed. */
    FOLLOW,
    /** Watch health: Healthy or Failed. */
    GATE,
    /** Write ReturnOrdered, then go on with FOLLOW_BACK. */
    GIVE_BACK,
    /** See that the version before comes back: Returned or Stranded. */
    FOLLOW_BACK;

    /** Whether the gateway loads and installs meanwhile. */
    boolean installs() {
      return this != GATE;
    }
  }
}
