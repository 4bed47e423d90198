package org.bellcrank.delivery.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.OrderItems;
import org.bellcrank.delivery.connector.Recipe;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of parts that the other side does not take: a line that goes by itself is passed
 * over, a list in a body is left out of it. Neither holds the order back, whose text names them;
 * each is told in the row and in the journal. See docs/decisions/0049.
 */
final class PartLines {

  private static final Logger LOG = LoggerFactory.getLogger(PartLines.class);

  /** In a row's variables: whether its body carried the list of parts, or goes without it now. */
  private static final String LINES = "lines";

  /** In a row's variables: the part that it is at, for people. */
  private static final String LINE = "line";

  /** In a row's variables: why its body goes without the list, until that body is there. */
  static final String WITHOUT = "without";

  private static final String ALL = "all parts: ";
  private static final String SENT = "sent";
  private static final String OUT = "out";

  private PartLines() {}

  /** Whether the row's bodies go without their lists of parts. */
  static boolean areLeftOut(Delivery row) {
    return lines(row, OUT);
  }

  private static boolean lines(Delivery row, String which) {
    return row.variables().text(LINES).filter(which::equals).isPresent();
  }

  /** The row before a step is written: which part it is for, whether its body carries them all. */
  static Delivery noted(Connector connector, Delivery row, Step step, Map<String, Object> known) {
    if (isOne(step)) {
      return row.withVariable(LINE, known.get("item.text"));
    }
    boolean carries = inBody(connector, step) && OrderItems.count(Step.Each.PARTS, known) > 0;
    return carries ? row.withVariable(LINES, SENT).withoutVariable(WITHOUT) : row;
  }

  /** Whether a step is for one part. */
  static boolean isOne(Step step) {
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
        ? Optional.of(leftOut(row, why))
        : Optional.empty();
  }

  /** The row with the part that it is at left to the order's text. */
  static Delivery leftOut(Delivery row, String why) {
    return row.leavingOut(row.variables().text(LINE).orElse("part") + ": " + why);
  }

  /**
   * The row that sends its step again without the list of parts, because the body with it was
   * refused; empty where it carried none. That something else was wrong with the body shows in the
   * answer to the next one.
   */
  static Optional<Delivery> without(Connector connector, Delivery row, Step step, String why) {
    return lines(row, SENT) && step.effect().changes() && inBody(connector, step)
        ? Optional.of(row.withVariable(LINES, OUT).withVariable(WITHOUT, ALL + why))
        : Optional.empty();
  }

  /**
   * The row after a step was answered: once a body that may carry the list is there, it is certain
   * whether the parts are.
   */
  static Delivery settled(Connector connector, Delivery row, Step step, Facts found) {
    boolean there =
        step.effect() == Step.Effect.LOOK
            ? found.has(Walk.THERE) && looksForList(connector, row, step)
            : step.effect().changes() && inBody(connector, step);
    if (!there) {
      return row;
    }
    return lines(row, SENT)
        ? row.withLeftOut(row.leftOut().stream().filter(left -> !left.startsWith(ALL)).toList())
        : wentWithout(row);
  }

  private static boolean looksForList(Connector connector, Delivery row, Step look) {
    Recipe recipe = connector.recipe();
    return recipe.flow(row.purpose()).stream()
        .filter(step -> step.effect().changes() && inBody(connector, step))
        .anyMatch(
            change -> recipe.lookBefore(row.purpose(), change).filter(look::equals).isPresent());
  }

  /** The row when what it makes is there: without the list, where its body last went so. */
  static Delivery wentWithout(Delivery row) {
    Optional<String> why = row.variables().text(WITHOUT);
    Delivery bare = row.withoutVariable(WITHOUT);
    return why.filter(words -> !row.leftOut().contains(words)).map(bare::leavingOut).orElse(bare);
  }

  /** Tells what was left out since; nothing waits for it, so nobody is asked. */
  static void tell(UnitOfWork unit, Delivery before, Delivery now, Instant at) {
    List<String> all = now.leftOut();
    for (String left : all.subList(Math.min(before.leftOut().size(), all.size()), all.size())) {
      unit.append(
          at,
          "delivery.left",
          now.order(),
          Facts.with("delivery", now.id())
              .put("instance", now.instance())
              .put("purpose", now.purpose())
              .put("words", left)
              .build());
      LOG.warn("Order {} in {}, left to its text: {}", now.order(), now.instance(), left);
    }
  }
}
