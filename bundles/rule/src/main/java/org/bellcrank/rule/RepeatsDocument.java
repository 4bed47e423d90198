package org.bellcrank.rule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/** Reads {@code repeats} of a rule that raises, from a document that fits its schema. */
final class RepeatsDocument {

  private static final String POSITIVE = "a duration longer than zero, for example P7D or PT8H";

  private final MapNode node;
  private final List<Problem> problems;

  private RepeatsDocument(MapNode node, List<Problem> problems) {
    this.node = node;
    this.problems = problems;
  }

  /** What the documents say, with every mistake added to the problems. */
  static Repeats read(Optional<MapNode> given, List<Problem> problems)
      throws InvalidDocumentException {
    return given.isEmpty() ? Repeats.DEFAULT : new RepeatsDocument(given.get(), problems).read();
  }

  private Repeats read() throws InvalidDocumentException {
    Optional<Duration> window = positive(node, "window");
    if (window.isEmpty() && node.has("afterwards")) {
      problems.add(
          node.problem(
              "afterwards",
              "none without window",
              "without a window the open order takes every finding"));
    }
    Repeats.Closed closed =
        node.optionalEnum("closed", Repeats.Closed.class).orElse(Repeats.DEFAULT.closed());
    Optional<Duration> within = positive(node, "closedWithin");
    boolean needed = closed != Repeats.Closed.NEW_ORDER;
    if (needed && !node.has("closedWithin")) {
      problems.add(
          node.problem("closed", "with closedWithin", "how long after the closure is missing"));
    }
    if (!needed && within.isPresent()) {
      problems.add(
          node.problem(
              "closedWithin",
              "with closed: follow-up or closed: reopen",
              "a new order asks for no time"));
    }
    return new Repeats(
        window,
        node.optionalEnum("afterwards", Repeats.Afterwards.class)
            .orElse(Repeats.DEFAULT.afterwards()),
        node.optionalEnum("graver", Repeats.Graver.class).orElse(Repeats.DEFAULT.graver()),
        closed,
        within.orElse(Duration.ZERO),
        falseAlarm());
  }

  private Optional<Repeats.FalseAlarm> falseAlarm() throws InvalidDocumentException {
    Optional<MapNode> given = node.optionalMap("falseAlarm");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    MapNode alarm = given.get();
    List<String> codes = alarm.texts("codes");
    boolean cancelled = alarm.optionalBool("cancelled").orElse(false);
    if (codes.isEmpty() && !cancelled) {
      problems.add(
          node.problem(
              "falseAlarm",
              "codes, or cancelled: true, or both",
              "it says of no closure that it was a false alarm"));
    }
    Duration time = positive(alarm, "suppressFor").orElse(Duration.ZERO);
    return Optional.of(new Repeats.FalseAlarm(Set.copyOf(codes), cancelled, time));
  }

  private Optional<Duration> positive(MapNode of, String key) throws InvalidDocumentException {
    Optional<Duration> duration = of.optionalDuration(key);
    if (duration.filter(each -> each.isZero() || each.isNegative()).isPresent()) {
      problems.add(of.problem(key, POSITIVE, "no time passes in it"));
    }
    return duration;
  }
}
