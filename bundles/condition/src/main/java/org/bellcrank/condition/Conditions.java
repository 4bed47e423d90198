package org.bellcrank.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.Finding;

/**
 * Steps the condition of a cause by one finding: loads its state, applies the pure steps, keeps the
 * new state, all in the unit of work of the decision.
 */
public final class Conditions {

  /** How far back recurrence looks. */
  public static final Duration RECURRENCE = Duration.ofDays(30);

  private final ConditionBook book;

  /** Works on the states of one unit of work. */
  public Conditions(ConditionBook book) {
    this.book = book;
  }

  /**
   * The condition after a finding.
   *
   * @param cause key of the cause
   * @param look number of the source's frame; empty when it does not count
   * @param counts whether the finding is sure enough to confirm; others leave the hits as they are
   */
  public Condition observe(
      String cause,
      String asset,
      Finding finding,
      OptionalLong look,
      Confirmation confirmation,
      boolean counts) {
    Instant at = finding.captured().at();
    book.count(asset, finding.defectClass(), at);
    Optional<Facts> kept = book.state(cause);
    Confirmation.State hits = hits(kept);
    if (counts) {
      hits = confirmation.hit(hits, look.orElseGet(nextLook(confirmation, hits)));
    }
    Growth.State size = size(kept, finding, at);
    book.keep(cause, Facts.with("confirmation", hits.facts()).put("growth", size.facts()).build());
    return condition(
        asset, finding, at, counts ? hits : Confirmation.State.NONE, confirmation, size);
  }

  /**
   * The condition of a cause as it stands now, for a finding that was observed before and is
   * decided again; nothing is counted twice.
   */
  public Condition recall(
      String cause, String asset, Finding finding, Confirmation confirmation, boolean counts) {
    Instant at = finding.captured().at();
    Optional<Facts> kept = book.state(cause);
    Confirmation.State hits = counts ? hits(kept) : Confirmation.State.NONE;
    Growth.State size =
        kept.flatMap(state -> state.facts("growth"))
            .map(Growth.State::from)
            .orElseGet(() -> size(kept, finding, at));
    return condition(asset, finding, at, hits, confirmation, size);
  }

  private static Confirmation.State hits(Optional<Facts> kept) {
    return kept.flatMap(state -> state.facts("confirmation"))
        .map(Confirmation.State::from)
        .orElse(Confirmation.State.NONE);
  }

  private Condition condition(
      String asset,
      Finding finding,
      Instant at,
      Confirmation.State hits,
      Confirmation confirmation,
      Growth.State size) {
    return new Condition(
        hits.hits().size(),
        confirmation.needed(),
        confirmation.looks(),
        book.counted(asset, finding.defectClass(), at.minus(RECURRENCE), at),
        size.firstSeen(),
        size.area(),
        size.firstArea(),
        Optional.empty());
  }

  /** The condition with its place on the chart of daily findings; asks the book twice more. */
  public Condition charted(Condition condition, String asset, Finding finding) {
    return condition.at(
        DailyChart.position(
            book, asset, finding.defectClass(), condition.firstSeen(), finding.captured().at()));
  }

  private static java.util.function.LongSupplier nextLook(
      Confirmation confirmation, Confirmation.State hits) {
    return () -> confirmation.nextLook(hits);
  }

  private static Growth.State size(Optional<Facts> kept, Finding finding, Instant at) {
    Optional<Double> area = finding.box().map(Box::area);
    return kept.flatMap(state -> state.facts("growth"))
        .map(Growth.State::from)
        .map(state -> Growth.DEFAULT.step(state, at, area))
        .orElseGet(() -> Growth.DEFAULT.begin(at, area));
  }

  /**
   * What a value did to a limit.
   *
   * @param event what it did
   * @param waits whether the limit waits for its duration now
   */
  public record Taken(Limit.Event event, boolean waits) {}

  /** Takes a value against a limit, and tells what it did. */
  public Limit.Event measure(Limit limit, double value, Instant at) {
    return measure(limit, value, at, true).event();
  }

  /**
   * Takes a value against a limit.
   *
   * @param heard whether a crossing has an effect. One that has none is told once; the first value
   *     that is heard and still beyond the limit crosses it anew
   */
  public Taken measure(Limit limit, double value, Instant at, boolean heard) {
    LimitStanding before = standing(limit);
    LimitStanding.Step step = before.step(limit, value, at, heard);
    if (!step.standing().equals(before)) {
      book.keep("limit:" + limit.id(), step.standing().facts());
    }
    return new Taken(step.event(), limit.due(step.standing().state()).isPresent());
  }

  private LimitStanding standing(Limit limit) {
    return book.state("limit:" + limit.id()).map(LimitStanding::from).orElse(LimitStanding.CLEAR);
  }

  /** When a limit is crossed if the value stays as it is; empty where it waits for nothing. */
  public Optional<Instant> due(Limit limit) {
    return limit.due(standing(limit).state());
  }

  /** A limit of the point waits, and this is its value now. */
  public void stands(String point, Stands value) {
    book.keep(Stands.key(point), value.facts());
  }

  /** No limit of the point waits any more, or what it has now does not stand. */
  public void waitsNoMore(String point) {
    // Also where none waited: the limit that did may have left the documents.
    if (book.state(Stands.key(point)).isPresent()) {
      book.forget(Stands.key(point));
    }
  }

  /** A sensor was said to fail: how long its last value stands is not known. */
  public void doubt(String point) {
    Stands.of(book, point)
        .filter(value -> !value.doubted())
        .ifPresent(
            value ->
                stands(point, new Stands(value.observation(), value.at(), value.heard(), true)));
  }

  /** Whether an observation is still the last one of a point with which a limit waits. */
  public boolean stillStands(String point, String observation) {
    return Stands.of(book, point)
        .filter(value -> value.observation().equals(observation) && !value.doubted())
        .isPresent();
  }
}
