package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bellcrank.expression.Outcome;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.ObservationId;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.Prediction;
import org.bellcrank.observation.RefusedObservationException;

/**
 * Services by the calendar: each that is due becomes one prediction, or stands in the journal as
 * skipped with the values that said so. Where values are missing the service waits an hour for
 * them, then it is due: a service too many is better than none. For one thread.
 */
final class Services {

  private static final Duration WAIT = Duration.ofHours(1);
  private static final String NUMBER = "number";
  private static final String SKIPPED = "skipped";
  private static final String DUE_BY = "dueBy"; // numbers are comparable as long as it is the same
  private static final int LONGEST_WHY = 900; // characters; more is refused in a context

  private final CadenceBook book;
  private final StreamWatch watch;
  private final ObservationIntake intake;

  Services(CadenceBook book, StreamWatch watch, ObservationIntake intake) {
    this.book = book;
    this.watch = watch;
    this.intake = intake;
  }

  /** What a document says anew holds from its next time on: nothing of before is due by it. */
  void look(ServicePlan plan, StreamPlan all, Instant now) {
    long number = plan.number(now);
    Optional<Facts> kept =
        book.of(plan.kept()).filter(facts -> facts.text(DUE_BY).equals(Optional.of(dueBy(plan))));
    if (kept.isEmpty()) {
      book.keep(plan.kept(), state(plan, number, 0));
      return;
    }
    long done = kept.get().whole(NUMBER).orElse(0);
    if (number > done) {
      decide(plan, all, now, number, done, kept.get().whole(SKIPPED).orElse(0));
    }
  }

  private void decide(
      ServicePlan plan, StreamPlan all, Instant now, long number, long done, long skipped) {
    Optional<ServicePlan.Unless> unless = plan.unless().filter(each -> skipped < each.atMost());
    if (unless.isEmpty()) {
      String why = plan.unless().isEmpty() ? "" : skipped + " in a row were skipped";
      due(plan, number, done, why);
      return;
    }
    Map<String, Object> values = values(unless.get(), all, now);
    if (values.size() < unless.get().points().size() && now.isBefore(plan.due(number).plus(WAIT))) {
      return;
    }
    Outcome outcome = unless.get().when().evaluate(values);
    if (outcome instanceof Outcome.Value value && Boolean.TRUE.equals(value.value())) {
      skip(plan, number, skipped + 1, values, now);
    } else {
      String why =
          outcome instanceof Outcome.Undecidable undecidable
              ? undecidable.reason()
              : "'%s' does not hold".formatted(unless.get().when().text());
      due(plan, number, done, why);
    }
  }

  /** The newest values that can be believed, by name; none of a sensor that cannot be. */
  private Map<String, Object> values(ServicePlan.Unless unless, StreamPlan all, Instant now) {
    Map<String, Object> values = new HashMap<>();
    Set<String> doubted =
        watch.troubles().stream().map(SensorTrouble::point).collect(Collectors.toSet());
    Instant oldest = now.minus(unless.fresh());
    unless
        .points()
        .forEach(
            (name, point) ->
                watch
                    .latest(point)
                    .filter(sample -> !doubted.contains(point))
                    .filter(sample -> usable(sample, all.of(point), oldest))
                    .ifPresent(sample -> values.put(name, sample.value())));
    return values;
  }

  private static boolean usable(Sample sample, PointPlan plan, Instant oldest) {
    return sample.quality() == Quality.GOOD
        && !sample.at().isBefore(oldest)
        && plan.valid().holds(sample.value())
        && (sample.unit().isEmpty() || sample.unit().equals(plan.unit()));
  }

  private void due(ServicePlan plan, long number, long done, String why) {
    Map<String, String> context = new HashMap<>();
    context.put("service", plan.id());
    context.put("serviceNumber", Long.toString(number));
    if (number - done > 1) {
      context.put("servicesMissed", Long.toString(number - done - 1));
    }
    if (!why.isEmpty()) {
      context.put("serviceWhy", why.substring(0, Math.min(LONGEST_WHY, why.length())));
    }
    Prediction prediction =
        new Prediction(
            ObservationId.of(
                ShardOutlet.SOURCE + "/" + plan.point(),
                "service %s %s".formatted(plan.id(), plan.due(number))),
            ShardOutlet.SOURCE,
            new CaptureTime(plan.due(number), ClockQuality.GATEWAY),
            plan.point(),
            plan.failureMode(),
            1,
            Optional.of(0.0),
            Optional.empty(),
            context);
    try {
      intake.accept(prediction);
    } catch (RefusedObservationException e) {
      throw new IllegalStateException("service '%s' is refused".formatted(plan.id()), e);
    }
    book.keep(plan.kept(), state(plan, number, 0));
  }

  private void skip(
      ServicePlan plan, long number, long inARow, Map<String, Object> values, Instant now) {
    Facts facts =
        Facts.with("service", plan.id())
            .put(NUMBER, number)
            .put("due", plan.due(number))
            .put("inARow", inARow)
            .put("because", plan.unless().orElseThrow().when().text())
            .put("values", new TreeMap<>(values).toString())
            .build();
    book.keep(
        plan.kept(), state(plan, number, inARow), now, "service.skipped", plan.point(), facts);
  }

  private static Facts state(ServicePlan plan, long number, long inARow) {
    return Facts.with(NUMBER, number).put(SKIPPED, inARow).put(DUE_BY, dueBy(plan)).build();
  }

  private static String dueBy(ServicePlan plan) {
    return plan.from() + " " + plan.every();
  }
}
