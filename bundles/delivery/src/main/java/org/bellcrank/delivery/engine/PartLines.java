package org.bellcrank.delivery.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.OrderItems;
import org.bellcrank.delivery.connector.Step;

/**
 * What becomes of parts that the other side does not take: a line that goes by itself is passed
 * over, a list in a body is left out of it. Neither holds the order back, whose text names them;
 * each is told in the row and in the journal. See docs/decisions/0049.
 */
final class PartLines {

  /** In a row's variables: whether its body carried the list of parts, or goes without it now. */
  private static final String LINES = "lines";

  /** In a row's variables: the part that it is at, for people. */
  private static final String LINE = "line";

  private static final String SENT = "sent";
  private static final String OUT = "out";

  private PartLines() {}

  /** Whether the row's bodies go without their lists of parts. */
  static boolean areLeftOut(Delivery row) {
    return row.variables().text(LINES).filter(OUT::equals).isPresent();
  }

  /** The row before a step is written: which part it is for, whether its body carries them all. */
  static Delivery noted(Connector connector, Delivery row, Step step, Map<String, Object> known) {
    if (isOne(step)) {
      return row.withVariable(LINE, known.get("item.text"));
    }
    boolean carries = inBody(connector, step) && OrderItems.count(Step.Each.PARTS, known) > 0;
    return carries ? row.withVariable(LINES, SENT) : row;
  }

  private static boolean isOne(Step step) {
    return step.each().filter(Step.Each.PARTS::equals).isPresent();
  }

  private static boolean inBody(Connector connector, Step step) {
    return step.request()
        .mapping()
        .filter(
            body ->
                connector.mapping().fields().stream()
                    .anyMatch(
                        field ->
                            field.each() == Step.Each.PARTS
                                && field.repeats()
                                && field.on().contains(body)))
        .isPresent();
  }

  /**
   * The row with a part passed over, before it goes on to the next item; empty where the step is
   * for no part. A change that may have been made unseen is not passed over: its search decides.
   */
  static Optional<Delivery> passedOver(Delivery row, Step step, String why) {
    boolean settles = step.effect() != Step.Effect.CONFIRM;
    return isOne(step) && settles && !row.variables().bool(Walk.DOUBT).orElse(false)
        ? Optional.of(row.leavingOut(row.variables().text(LINE).orElse("part") + ": " + why))
        : Optional.empty();
  }

  /**
   * The row that sends its step again without the list of parts, because the body with it was
   * refused; empty where it carried none. That something else was wrong with the body shows in the
   * answer to the next one.
   */
  static Optional<Delivery> without(Connector connector, Delivery row, Step step, String why) {
    boolean sent = row.variables().text(LINES).filter(SENT::equals).isPresent();
    return sent && step.effect().changes() && inBody(connector, step)
        ? Optional.of(row.withVariable(LINES, OUT).leavingOut("all parts: " + why))
        : Optional.empty();
  }

  /** What was left out since, oldest first. */
  static List<String> since(Delivery before, Delivery now) {
    List<String> all = now.leftOut();
    return all.subList(Math.min(before.leftOut().size(), all.size()), all.size());
  }
}
