package org.bellcrank.rule;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of a finding whose cause has, or had, an order.
 *
 * @param window how long an open order takes further findings, longer than zero, counted from when
 *     it was made, reopened or last urged; empty means as long as it is open
 * @param afterwards what becomes of a finding from the end of the window on
 * @param graver what a finding that is graver than what the open order carries does to its priority
 * @param closed what becomes of a finding after the last order of its cause was closed
 * @param closedWithin how long after the closure that holds; zero with {@link Closed#NEW_ORDER}
 * @param falseAlarm which closures silence the cause; empty means that none does
 */
public record Repeats(
    Optional<Duration> window,
    Afterwards afterwards,
    Graver graver,
    Closed closed,
    Duration closedWithin,
    Optional<FalseAlarm> falseAlarm) {

  /**
   * Where the documents say nothing: an open order takes every finding of its cause, its priority
   * follows the matrix upwards, and after its closure there is a new order.
   */
  public static final Repeats DEFAULT =
      new Repeats(
          Optional.empty(),
          Afterwards.FOLLOW_UP,
          Graver.MATRIX,
          Closed.NEW_ORDER,
          Duration.ZERO,
          Optional.empty());

  /** What becomes of a finding when the window of the open order is over. */
  public enum Afterwards {
    /** A new order that names the open one; further findings join the new one. */
    FOLLOW_UP,
    /** It joins the open order, whose priority goes up by one, once for each window. */
    URGE,
    /** It is recorded and nothing more, unless it is graver than what the order carries. */
    NOTE
  }

  /** What a graver finding does to the priority of an open order. */
  public enum Graver {
    /** The priority becomes that of the decision where that is more urgent. */
    MATRIX,
    /** The same, and by at least one where severity or tier is above what the order carries. */
    STEP,
    /** Nothing: the priority stays. */
    KEEP
  }

  /** What becomes of a finding soon after the last order of its cause was closed. */
  public enum Closed {
    /** A new order that knows nothing of the closed one. */
    NEW_ORDER,
    /** A new order that names the closed one. */
    FOLLOW_UP,
    /** The closed order is opened again; where that is not possible, as {@link #FOLLOW_UP}. */
    REOPEN
  }

  /**
   * Closures that say that there was nothing, and how long they silence the cause. A finding graver
   * than what the order carried is never silenced.
   *
   * @param codes failure codes with which such an order is closed
   * @param cancelled whether a cancelled order counts too
   * @param suppressFor how long after the closure, longer than zero
   */
  public record FalseAlarm(Set<String> codes, boolean cancelled, Duration suppressFor) {

    /** Keeps an unmodifiable copy. */
    public FalseAlarm {
      codes = Set.copyOf(codes);
    }
  }
}
