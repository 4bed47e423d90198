package org.bellcrank.fleet;

/**
 * One gateway in a roll-out.
 *
 * @param id its client id
 * @param stage from 0
 * @param step where it stands
 * @param before the version it had; empty text where none or not read yet
 * @param failed whether change or gate failed, also after the way back
 * @param job of the order that is under way or was the last; 0 without one
 * @param note why, where something went otherwise; else empty
 */
public record RolloutGateway(
    String id, int stage, Step step, String before, boolean failed, long job, String note) {

  /** Where a gateway stands. */
  public enum Step {
    WAITING,
    NOTED,
    ORDERED,
    CHANGED,
    HEALTHY,
    FAILED,
    RETURNING,
    RETURNED,
    STRANDED,
    SKIPPED;

    boolean beforeTheOrder() {
      return this == WAITING || this == NOTED;
    }
  }

  static RolloutGateway waiting(String id, int stage) {
    return new RolloutGateway(id, stage, Step.WAITING, "", false, 0, "");
  }

  /** Whether the version of the plan runs and passed the gate. */
  public boolean healthy() {
    return step == Step.HEALTHY;
  }

  /** Whether an order to change was sent, so that there is something to undo. */
  boolean changedByUs(String target) {
    return job != 0 && !before.equals(target);
  }

  /** The gateway after an event; null where the event does not fit its step. */
  RolloutGateway after(RolloutEvent.OfGateway event, boolean goesBack) {
    if (event instanceof RolloutEvent.Noted noted) {
      return step == Step.WAITING
          ? new RolloutGateway(id, stage, Step.NOTED, noted.before(), false, 0, "")
          : null;
    }
    if (event instanceof RolloutEvent.Skipped skipped) {
      return step.beforeTheOrder() ? to(Step.SKIPPED, skipped.reason()) : null;
    }
    if (event instanceof RolloutEvent.Ordered ordered) {
      return step == Step.NOTED ? ordered(Step.ORDERED, ordered.job()) : null;
    }
    if (event instanceof RolloutEvent.Changed) {
      return step == Step.ORDERED || step == Step.NOTED ? to(Step.CHANGED, note) : null;
    }
    if (event instanceof RolloutEvent.Healthy) {
      return step == Step.CHANGED ? to(Step.HEALTHY, note) : null;
    }
    if (event instanceof RolloutEvent.Failed broken) {
      return step == Step.ORDERED || step == Step.CHANGED
          ? new RolloutGateway(id, stage, Step.FAILED, before, true, job, broken.reason())
          : null;
    }
    return afterwards(event, goesBack);
  }

  private RolloutGateway afterwards(RolloutEvent.OfGateway event, boolean goesBack) {
    if (event instanceof RolloutEvent.ReturnOrdered ordered) {
      boolean open = step == Step.CHANGED || step == Step.HEALTHY || step == Step.FAILED;
      return open && goesBack ? ordered(Step.RETURNING, ordered.job()) : null;
    }
    if (event instanceof RolloutEvent.Returned) {
      return step == Step.RETURNING ? to(Step.RETURNED, note) : null;
    }
    if (event instanceof RolloutEvent.Stranded stranded) {
      return step == Step.RETURNING
          ? to(
              Step.STRANDED,
              note.isEmpty() ? stranded.reason() : note + "; on the way back: " + stranded.reason())
          : null;
    }
    return null;
  }

  private RolloutGateway to(Step next, String why) {
    return new RolloutGateway(id, stage, next, before, failed, job, why);
  }

  private RolloutGateway ordered(Step next, long number) {
    return new RolloutGateway(id, stage, next, before, failed, number, note);
  }
}
