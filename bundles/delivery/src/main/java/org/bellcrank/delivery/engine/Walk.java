package org.bellcrank.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Recipe;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.delivery.engine.Circuit.Blame;
import org.bellcrank.journal.Facts;

/**
 * The recipe's state machine: (row, step, receipt) becomes the next row. Pure.
 *
 * <p>The rule that everything hangs on: a change whose outcome is uncertain is never sent again
 * before the search in front of it has looked for the order.
 */
final class Walk {

  static final String FOUND = "found";
  static final String GENERATION = "generation";
  static final String CHANGE = "change";
  static final String THERE = "there";
  static final String MATCHES = "matches";
  static final String DIFFERS = Receipt.Accepted.DIFFERS;
  static final String DOUBT = "doubt";
  static final String AGAIN = "again";
  static final String ROUND = "round";
  static final String SENT = "sent";
  static final String REFUSAL = "refusal";

  private static final String AN_ITEM = "item.index";
  private static final String MISSES = "misses";

  /** Since when it is waited for what the other side works on later. */
  private static final String AWAITED = "awaited";

  /** Until when the CMMS may still work on what was sent before a stop. */
  private static final String UNDER_WAY = "underWay";

  private static final Duration LONGEST_UNDER_WAY = Duration.ofHours(1);
  static final String DOUBTS = "doubts";
  private static final String SILENT = "silent";

  private static final int UNAVAILABLE = 503;

  private final Connector connector;
  private final Pauses pauses;
  private final Patience patience;

  Walk(Connector connector, Pauses pauses) {
    this.connector = connector;
    this.pauses = pauses;
    patience = new Patience(connector.limits());
  }

  /**
   * The row at the step that is next for it; empty when nothing is left to do, or when the
   * connector has nothing for this purpose.
   *
   * @param names what is known for a row, its item included
   */
  Optional<Place> next(Delivery given, Function<Delivery, Map<String, Object>> names) {
    Recipe recipe = connector.recipe();
    Delivery row = given;
    Map<String, Object> known = names.apply(row);
    Optional<Step> step =
        Optional.ofNullable(recipe.steps().get(row.step()))
            .filter(named -> recipe.flow(given.purpose()).contains(named))
            .or(() -> recipe.first(given.purpose()));
    while (step.isPresent()) {
      Delivery there = RowItems.at(row, step.get());
      known = there == row ? known : names.apply(there);
      row = there;
      if (applies(step.get(), known)) {
        return Optional.of(new Place(row, step.get(), known));
      }
      if (known.containsKey(AN_ITEM) && recipe.endsItem(row.purpose(), step.get())) {
        row = RowItems.after(recipe, row);
        known = names.apply(row);
        step = recipe.firstOfEach(row.purpose(), step.get());
      } else {
        step = recipe.after(row.purpose(), step.get());
      }
    }
    return Optional.empty();
  }

  /** A row at a step, with what is known there. */
  record Place(Delivery row, Step step, Map<String, Object> known) {}

  private static boolean applies(Step step, Map<String, Object> known) {
    if (step.each().isPresent() && !known.containsKey(AN_ITEM)) {
      return false;
    }
    return step.when().isEmpty()
        || step.when().get().value(known).filter(Boolean.TRUE::equals).isPresent();
  }

  /**
   * The row after a receipt.
   *
   * @param blame whose trouble a receipt is that settles nothing
   */
  Delivery after(Delivery row, Step step, Receipt receipt, Blame blame, Instant now) {
    if (receipt instanceof Receipt.Accepted accepted) {
      return accepted(row, step, accepted.found(), now);
    }
    if (receipt instanceof Receipt.Refused refused) {
      Delivery counted =
          row.withVariable(GENERATION, row.variables().whole(GENERATION).orElse(0) + 1);
      Facts refusal = Suggestion.refusal(refused.field(), refused.code(), false);
      return withoutParts(counted, step, refused.words(), now)
          .orElseGet(
              () ->
                  counted
                      .withVariable(REFUSAL, refusal)
                      .withState(DeliveryState.REFUSED, refused.words()));
    }
    if (receipt instanceof Receipt.Unreachable unreachable) {
      return unreachable(row, step, unreachable, blame, now);
    }
    return uncertain(row, step, (Receipt.Uncertain) receipt, blame, now);
  }

  /** The row after a part was not taken, here or there; empty where the step carried none. */
  Optional<Delivery> withoutParts(Delivery row, Step step, String why, Instant now) {
    return PartLines.passedOver(row, step, why)
        .map(passed -> onward(passed, step, Optional.empty(), now))
        .or(
            () ->
                PartLines.without(connector, row, step, why)
                    .map(bare -> bare.atStep(step.name(), row.attempt(), now, "")));
  }

  private Delivery unreachable(
      Delivery row, Step step, Receipt.Unreachable away, Blame blame, Instant now) {
    if (away.scope() == Receipt.Unreachable.Scope.SESSION) {
      return row.atStep(step.name(), row.attempt() + 1, now, away.words());
    }
    boolean gateWaits =
        blame == Blame.INSTANCE
            && away.retryAfter().isEmpty()
            && away.scope() != Receipt.Unreachable.Scope.DELIVERY;
    Instant at = gateWaits ? now : now.plus(pauses.after(row.attempt() + 1));
    return patience.with(row.atStep(step.name(), row.attempt() + 1, at, away.words()), blame, now);
  }

  private Delivery accepted(Delivery given, Step step, Facts found, Instant now) {
    Delivery row = PartLines.settled(connector, given, step, found);
    if (step.effect() == Step.Effect.READ) {
      return read(row, step, found, now);
    }
    if (found.has(THERE)) {
      return there(row, step, found, now);
    }
    return switch (step.effect()) {
      case LOOK -> nothingFound(row, step, now);
      case CONFIRM ->
          found.has(DIFFERS) || isLate(row, step, now)
              ? (PartLines.isOne(step)
                  ? notShown(row, step, found, now)
                  : notKept(row, step, found, now))
              : awaited(row, step, now);
      case CHANGE, REPEATABLE ->
          onward(row, step, connector.recipe().after(row.purpose(), step), now);
      case READ -> throw new IllegalStateException("a read settles nothing");
    };
  }

  /**
   * What was read is known from now on, and what it did not show is not. That reading works says
   * nothing about the step behind it, whose tries go on counting.
   */
  private Delivery read(Delivery row, Step step, Facts found, Instant now) {
    boolean needed = !step.expect().isEmpty() || step.success().isPresent();
    if (needed && !found.has(THERE)) {
      String words =
          "%s does not show what the order needs: %s"
              .formatted(step.name(), String.join(", ", step.expect()));
      return withoutParts(row, step, words, now)
          .orElseGet(() -> row.withState(DeliveryState.REFUSED, words));
    }
    Facts.Builder merged = Facts.builder();
    row.variables()
        .facts(FOUND)
        .orElse(Facts.empty())
        .values()
        .forEach(
            (name, value) -> merged.put(name, step.extract().containsKey(name) ? null : value));
    found.values().forEach((name, value) -> merged.put(name, THERE.equals(name) ? null : value));
    Delivery known = row.withVariable(FOUND, merged.build());
    Optional<Step> next = connector.recipe().after(row.purpose(), step);
    return next.filter(following -> following.each().equals(step.each()))
        .map(following -> known.atStep(following.name(), row.attempt(), now, row.words()))
        .orElseGet(() -> onward(known, step, next, now));
  }

  /** Whether it would be there by now. A time far ahead is of a clock that was set back since. */
  private static boolean isLate(Delivery row, Step step, Instant now) {
    Instant since = row.variables().instant(AWAITED).filter(at -> !at.isAfter(now)).orElse(now);
    return step.within().filter(most -> since.plus(most).isAfter(now)).isEmpty();
  }

  /** It was handed over, and is worked on later: that says nothing against row or instance. */
  private static Delivery awaited(Delivery row, Step step, Instant now) {
    Instant since = row.variables().instant(AWAITED).filter(at -> !at.isAfter(now)).orElse(now);
    return row.withVariable(AWAITED, since)
        .atStep(
            step.name(),
            0,
            now.plus(step.gap()),
            "handed over, waits for %s since %s".formatted(step.name(), since));
  }

  /** It was answered as done, and reading shows that it was not. */
  private Delivery notKept(Delivery row, Step step, Facts found, Instant now) {
    long round = row.variables().whole(ROUND).orElse(0) + 1;
    Delivery again = row.withVariable(ROUND, round).withoutVariable(AWAITED);
    return doubt(again, step, 1, false, NotKept.words(row, found), now);
  }

  /** Looked for as often as before it was added, and never added again: it may stand there. */
  private Delivery notShown(Delivery row, Step step, Facts found, Instant now) {
    Step look = connector.recipe().lookBefore(row.purpose(), step).orElse(step);
    long misses = row.variables().whole(MISSES).orElse(0) + 1;
    if (misses < look.looks()) {
      return row.withVariable(MISSES, misses)
          .atStep(step.name(), row.attempt(), now.plus(look.gap()), row.words());
    }
    Delivery clear = row.withVariable(MISSES, 0).withoutVariable(AWAITED);
    return onward(PartLines.leftOut(clear, NotKept.ofPart(found)), step, Optional.empty(), now);
  }

  private Delivery there(Delivery row, Step step, Facts found, Instant now) {
    Facts.Builder merged = row.variables().facts(FOUND).orElse(Facts.empty()).toBuilder();
    found.values().forEach((name, value) -> merged.put(name, THERE.equals(name) ? null : value));
    Delivery known =
        row.withVariables(
                row.variables().toBuilder()
                    .put(FOUND, merged.build())
                    .put(DOUBT, false)
                    .put(SILENT, false)
                    .put(MISSES, 0)
                    .build())
            .withoutVariable(AWAITED)
            .withForeign(found.text("foreignId"), found.text("link"));
    Delivery reached = row.purpose() == Purpose.CREATE ? known.reached("created", now) : known;
    if (step.effect() == Step.Effect.LOOK) {
      return onward(reached, step, connector.recipe().behindChange(row.purpose(), step), now);
    }
    return onward(reached, step, connector.recipe().after(row.purpose(), step), now);
  }

  private Delivery nothingFound(Delivery row, Step step, Instant now) {
    boolean doubt = row.variables().bool(DOUBT).orElse(false);
    long misses = row.variables().whole(MISSES).orElse(0) + 1;
    if (doubt && connector.deliveryClass() == Connector.DeliveryClass.CONFIRMED) {
      return row.withState(
          DeliveryState.UNSURE, "nobody can look it up; a person has to say whether it is there");
    }
    if (doubt && (misses < step.looks() || isUnderWay(row, now))) {
      return row.withVariable(MISSES, misses)
          .atStep(step.name(), row.attempt(), now.plus(step.gap()), row.words());
    }
    boolean silent = doubt && row.variables().bool(SILENT).orElse(false);
    long doubts = row.variables().whole(DOUBTS).orElse(0) + (silent ? 1 : 0);
    if (silent && doubts > connector.limits().attempts()) {
      return exhausted(row, row.words());
    }
    Delivery clear =
        row.withVariables(
            row.variables().toBuilder()
                .put(DOUBT, false)
                .put(SILENT, false)
                .put(MISSES, 0)
                .put(DOUBTS, doubts)
                .build());
    return connector
        .recipe()
        .after(row.purpose(), step)
        .map(next -> clear.atStep(next.name(), row.attempt(), now, row.words()))
        .orElseGet(() -> clear.withState(DeliveryState.DONE, ""));
  }

  /** A call that a stop cut off may take effect as long as we would have waited for its answer. */
  Delivery cutOff(Delivery row, Step step, Receipt lost, Duration answerTimeout, Instant now) {
    return after(row.withVariable(UNDER_WAY, now.plus(answerTimeout)), step, lost, Blame.ROW, now);
  }

  /** A time far ahead was noted by a clock that was set back since. */
  private static boolean isUnderWay(Delivery row, Instant now) {
    Instant until = row.variables().instant(UNDER_WAY).orElse(now);
    return until.isAfter(now) && until.isBefore(now.plus(LONGEST_UNDER_WAY));
  }

  private Delivery uncertain(
      Delivery row, Step step, Receipt.Uncertain receipt, Blame blame, Instant now) {
    // Nothing against the row: the other side is unwell, or busy as far as anybody knows.
    boolean excused =
        blame == Blame.INSTANCE || (receipt.status() == UNAVAILABLE && blame != Blame.ALONE);
    int counts = receipt.status() == 0 || excused ? 0 : 1;
    return switch (step.effect()) {
      case CHANGE ->
          doubt(
              receipt.mayStill().isZero()
                  ? row
                  : row.withVariable(UNDER_WAY, now.plus(receipt.mayStill())),
              step,
              counts,
              counts == 0 && !excused,
              receipt.words(),
              now);
      case LOOK, CONFIRM, REPEATABLE, READ ->
          patience.with(
              again(row, step, counts, receipt.words(), now),
              counts == 0 ? blame : Blame.NOBODY,
              now);
    };
  }

  /** The step may have been done: look for it before anything else. */
  private Delivery doubt(
      Delivery row, Step step, int counts, boolean silent, String words, Instant now) {
    Optional<Step> look = connector.recipe().lookBefore(row.purpose(), step);
    if (look.isEmpty()) {
      return row.withState(
          DeliveryState.UNSURE, words + "; a person has to say whether it is there");
    }
    long doubts = row.variables().whole(DOUBTS).orElse(0) + counts;
    if (doubts > connector.limits().attempts()) {
      return exhausted(row, words);
    }
    // Behind a list all of its items are looked for again.
    Delivery from =
        look.get().each().isPresent() && step.each().isEmpty()
            ? RowItems.again(row, look.get())
            : row;
    int failures = Math.max(row.attempt(), (int) doubts - counts);
    Instant at = failures == 0 ? now : now.plus(pauses.after(failures));
    return from.withVariables(
            from.variables().toBuilder()
                .put(DOUBT, true)
                .put(SILENT, silent)
                .put(MISSES, 0)
                .put(DOUBTS, doubts)
                .build())
        .atStep(look.get().name(), row.attempt() + 1, at, words);
  }

  private Delivery again(Delivery row, Step step, int counts, String words, Instant now) {
    long doubts = row.variables().whole(DOUBTS).orElse(0) + counts;
    if (doubts > connector.limits().attempts()) {
      return exhausted(row, words);
    }
    return row.withVariable(DOUBTS, doubts)
        .atStep(step.name(), row.attempt() + 1, now.plus(pauses.after(row.attempt() + 1)), words);
  }

  private Delivery exhausted(Delivery row, String words) {
    return row.withState(
        DeliveryState.REFUSED,
        "tried %d times, the last time: %s".formatted(connector.limits().attempts() + 1, words));
  }

  private Delivery onward(Delivery passed, Step from, Optional<Step> next, Instant now) {
    Delivery row = Patience.forgotten(passed);
    if (from.each().isPresent() && next.filter(step -> step.each().equals(from.each())).isEmpty()) {
      return RowItems.after(connector.recipe(), row)
          .atStep(
              connector.recipe().firstOfEach(row.purpose(), from).map(Step::name).orElse(""),
              0,
              now,
              "");
    }
    return next.map(step -> row.atStep(step.name(), 0, now, ""))
        .orElseGet(() -> row.withState(DeliveryState.DONE, ""));
  }

  /** The row when a person says that its step was done: the next item, or the end. */
  Delivery passed(Delivery given, Instant now) {
    Delivery row = PartLines.wentWithout(given);
    Optional<Step> at = Optional.ofNullable(connector.recipe().steps().get(row.step()));
    return at.filter(step -> step.each().isPresent() && RowItems.any(row))
        .map(step -> onward(row.withVariable(DOUBT, false), step, Optional.empty(), now))
        .orElseGet(() -> row.withState(DeliveryState.DONE, ""));
  }

  /** Capped exponential pauses. */
  interface Pauses {
    /** The pause after so many failures, from 1. */
    Duration after(int failures);
  }
}
