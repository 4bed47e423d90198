package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.ObservationId;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.Prediction;
import org.bellcrank.observation.RefusedObservationException;
import org.bellcrank.signal.Routes;
import org.bellcrank.signal.Routes.Share;

/**
 * Looks at the parts that were judged in the last hours, tells where a machine makes more bad ones
 * than it did, once a day as long as it does, and forgets it when that is over. What leaves the
 * window goes into the machine's own past, so both never share a part; but for what it made while
 * its jump was told, which would become usual. For one thread.
 */
final class RouteWatch {

  private static final Duration LATE = Duration.ofMinutes(2); // what machines tell is on its way
  private static final Duration TIDY = Duration.ofHours(1);
  private static final Duration AGAIN = Duration.ofDays(1);
  private static final Duration UNASKED = Duration.ofDays(7);
  private static final int MOST = 400_000; // passages of a look; some 100 MB
  private static final int ROWS = 5_000;
  private static final double MISSING = 0.1; // share of parts without route that is told
  private static final int LONGEST_POINT = 120;

  private final Store store;
  private final CadenceBook book;
  private final SampleIntake samples;
  private final ObservationIntake intake;
  private final int most; // passages of a look
  private final Map<String, String> complaints = new HashMap<>(); // by routes
  private Instant tidied = Instant.EPOCH;
  private Duration kept = Duration.ZERO; // the longest that was asked for in the last week
  private Instant asked; // when; null before the first time

  RouteWatch(Store store, CadenceBook book, SampleIntake samples, ObservationIntake intake) {
    this(store, book, samples, intake, MOST);
  }

  /**
   * As the other one.
   *
   * @param most passages that are looked at together
   */
  RouteWatch(
      Store store, CadenceBook book, SampleIntake samples, ObservationIntake intake, int most) {
    this.most = most;
    this.store = store;
    this.book = book;
    this.samples = samples;
    this.intake = intake;
  }

  /** Routes that are new begin with the time that runs. */
  void look(RoutePlan plan, Instant now) throws InterruptedException {
    Instant end = floor(now.minus(LATE), plan.every());
    Optional<RouteTold> kept = book.of(plan.kept()).map(RouteTold::from);
    if (kept.isEmpty()) {
      book.keep(plan.kept(), new RouteTold(end, end.minus(plan.window()), 0, List.of()).facts());
    } else if (end.isAfter(kept.get().until())) {
      look(plan, kept.get(), end, now);
    }
  }

  private void look(RoutePlan plan, RouteTold told, Instant end, Instant now)
      throws InterruptedException {
    Instant begin = end.minus(plan.window());
    Instant settled = begin.isAfter(told.settled()) ? begin : told.settled();
    Past past = past(plan, told, settled);
    Optional<RouteVerdict> verdict =
        judged(plan, begin, end)
            .map(parts -> parts.stream().map(JudgedPart::route).toList())
            .map(parts -> RouteVerdict.of(plan, end, parts, before(plan, begin)));
    List<Facts> over = new ArrayList<>();
    RouteTold after = named(plan, told.looked(end, settled), over);
    if (verdict.isPresent()) {
      after = judge(plan, verdict.get(), after, over);
    }
    book.keep(
        plan.kept(),
        after.facts(),
        unit -> {
          past.made().forEach(unit.port(TrendBook.class)::add);
          over.forEach(facts -> unit.append(now, "routes.ended", plan.id(), facts));
        });
    complaints.put(plan.id(), complaint(plan, verdict, past));
    if (verdict.isPresent()) {
      share(plan, verdict.get(), end);
    }
  }

  /** Says what is over, tells what is new, and once a day what goes on. */
  private RouteTold judge(RoutePlan plan, RouteVerdict verdict, RouteTold told, List<Facts> over) {
    RouteTold after = told;
    for (RouteTold.Jump each : told.open()) {
      if (verdict.over(each.machines())) {
        after = after.without(each);
        over.add(Facts.of(verdict.context(each.machines())));
      }
    }
    for (Set<String> each : verdict.blamed()) {
      Optional<RouteTold.Jump> known = after.knows(each);
      if (known.isEmpty()) {
        after = after.and(each);
        tell(plan, verdict, after.knows(each).orElseThrow());
      } else if (!verdict.end().isBefore(known.get().told().plus(again(plan)))) {
        after = after.again(known.get());
        tell(plan, verdict, known.get().again(verdict.end()));
      }
    }
    return after;
  }

  /** Its order may have been closed since. Not before all of the window is of parts made since. */
  private static Duration again(RoutePlan plan) {
    return plan.window().compareTo(AGAIN) > 0 ? plan.window() : AGAIN;
  }

  /** Machines that the documents name no more are never like the others again. */
  private static RouteTold named(RoutePlan plan, RouteTold told, List<Facts> over) {
    Set<String> all = plan.machines().stream().flatMap(Set::stream).collect(Collectors.toSet());
    RouteTold after = told;
    for (RouteTold.Jump each : told.open()) {
      if (!all.containsAll(each.machines())) {
        after = after.without(each);
        over.add(
            Facts.with("routes", plan.id())
                .put("machines", String.join(", ", each.machines()))
                .put("why", "the documents do not name all of them any more")
                .build());
      }
    }
    return after;
  }

  /**
   * Those that were judged first in a time. Empty where there are too many passages to look at all:
   * which ones are missing then hangs on the serial numbers, so the others would blame a machine
   * that is not to blame.
   */
  private Optional<List<JudgedPart>> judged(RoutePlan plan, Instant from, Instant until) {
    // bad may be said a little later, and counts where it was said first
    Instant latest = until.plus(plan.window());
    List<Passage> passages =
        store.read(unit -> unit.port(PassageBook.class).ofJudged(from, latest, most));
    return passages.size() >= most
        ? Optional.empty()
        : Optional.of(
            JudgedPart.of(passages, plan.window(), plan.route()).stream()
                .filter(each -> !each.first().isBefore(from) && each.first().isBefore(until))
                .toList());
  }

  /**
   * What goes into the machines' own past.
   *
   * @param made shares of each machine by stretch
   * @param cut beginnings of stretches with too many passages, which go into no past
   */
  private record Past(List<RollUp> made, List<Instant> cut) {}

  /** What left the window since the last look; but for what was made while its jump was told. */
  private Past past(RoutePlan plan, RouteTold told, Instant until) {
    Instant earliest = until.minus(plan.before());
    Instant from = told.settled().isBefore(earliest) ? earliest : told.settled();
    Past past = new Past(new ArrayList<>(), new ArrayList<>());
    if (from.isBefore(until)) {
      past(plan, from, until, past);
    }
    past.made()
        .removeIf(each -> told.open().stream().anyMatch(open -> plan.isOf(each, open.machines())));
    return past;
  }

  /** By halves where there is too much at once, as after days without power. */
  private void past(RoutePlan plan, Instant from, Instant until, Past to) {
    Optional<List<JudgedPart>> parts = judged(plan, from, until);
    if (parts.isPresent()) {
      SortedMap<Instant, List<Routes.Part>> stretches = new TreeMap<>();
      for (JudgedPart each : parts.get()) {
        stretches
            .computeIfAbsent(floor(each.first(), plan.every()), none -> new ArrayList<>())
            .add(each.route());
      }
      stretches.forEach((start, of) -> to.made().addAll(rollUps(plan, start, of)));
      return;
    }
    long steps = Duration.between(from, until).dividedBy(plan.every());
    if (steps < 2) {
      to.cut().add(from);
      return;
    }
    Instant half = from.plus(plan.every().multipliedBy(steps / 2));
    past(plan, from, half, to);
    past(plan, half, until, to);
  }

  private static List<RollUp> rollUps(RoutePlan plan, Instant start, List<Routes.Part> parts) {
    List<RollUp> made = new ArrayList<>();
    for (Set<String> step : plan.machines()) {
      for (String machine : step) {
        Share share = Share.of(parts, part -> part.machines().contains(machine));
        if (share.parts() > 0) {
          double least = share.bad() == share.parts() ? 1 : 0;
          double greatest = share.bad() > 0 ? 1 : 0;
          made.add(
              new RollUp(
                  plan.kept(machine),
                  plan.every(),
                  start,
                  share.parts(),
                  least,
                  greatest,
                  share.rate()));
        }
      }
    }
    return made;
  }

  private Map<String, Share> before(RoutePlan plan, Instant until) {
    Instant from = until.minus(plan.before());
    return store.read(
        unit -> {
          Map<String, Share> shares = new HashMap<>();
          TrendBook kept = unit.port(TrendBook.class);
          for (Set<String> step : plan.machines()) {
            for (String machine : step) {
              kept.between(plan.kept(machine), from, until, MOST)
                  .forEach(each -> shares.merge(machine, share(each), Share::and));
            }
          }
          return shares;
        });
  }

  private static Share share(RollUp of) {
    return new Share(of.count(), Math.round(of.mean() * of.count()));
  }

  /**
   * On the machine; where several cannot be told apart on no asset, so that a person says which.
   * Named by its number and machines: what is told anew after a kill is the same.
   */
  private void tell(RoutePlan plan, RouteVerdict verdict, RouteTold.Jump jump) {
    Set<String> machines = jump.machines();
    String point =
        plan.steps().stream()
            .filter(step -> machines.size() == 1 && step.keySet().containsAll(machines))
            .map(step -> step.get(machines.iterator().next()))
            .findFirst()
            .orElseGet(() -> together(machines));
    Map<String, String> context = verdict.context(machines);
    context.put("toldAgain", Long.toString(jump.again()));
    Prediction prediction =
        new Prediction(
            ObservationId.of(ShardOutlet.SOURCE + "/" + plan.kept(), jump.name()),
            ShardOutlet.SOURCE,
            new CaptureTime(verdict.end(), ClockQuality.GATEWAY),
            point,
            plan.failureMode(),
            verdict.confidence(machines),
            Optional.empty(),
            Optional.empty(),
            context);
    try {
      intake.accept(prediction);
    } catch (RefusedObservationException e) {
      throw new IllegalStateException("routes '%s' are refused".formatted(plan.id()), e);
    }
  }

  private static String together(Set<String> machines) {
    String all = String.join(" or ", machines);
    return all.length() <= LONGEST_POINT ? all : all.substring(0, LONGEST_POINT) + " …";
  }

  private void share(RoutePlan plan, RouteVerdict verdict, Instant end)
      throws InterruptedException {
    Instant last = end.minusSeconds(1);
    Map<String, Share> shares = verdict.shares();
    List<Sample> told = new ArrayList<>();
    for (Map<String, String> step : plan.steps()) {
      step.forEach(
          (machine, point) -> {
            if (shares.containsKey(machine)) {
              told.add(Sample.of(point, last, shares.get(machine).rate()));
            }
          });
    }
    samples.take(told);
  }

  private String complaint(RoutePlan plan, Optional<RouteVerdict> of, Past past) {
    if (of.isEmpty()) {
      return "routes '%s': %d passages or more in %s, so nothing is told; allowed: a shorter window"
          .formatted(plan.id(), most, plan.window());
    }
    if (!past.cut().isEmpty()) {
      return "routes '%s': %d passages or more at %s, so no past of it; allowed: a shorter window"
          .formatted(plan.id(), most, past.cut().get(0));
    }
    RouteVerdict verdict = of.get();
    int all = verdict.parts().size();
    return verdict.without() < plan.least() || verdict.without() <= MISSING * all
        ? ""
        : "routes '%s': %d of %d parts judged until %s passed no machine that is named there"
            .formatted(plan.id(), verdict.without(), all, verdict.end());
  }

  /** What is wrong with what machines tell, one line each. */
  List<String> complaints(List<RoutePlan> plans) {
    complaints.keySet().retainAll(plans.stream().map(RoutePlan::id).toList());
    return complaints.values().stream().filter(each -> !each.isEmpty()).sorted().toList();
  }

  /**
   * Forgets passages that are of no use to any of the plans any more. What was asked for in the
   * last week stays: documents that lack routes for a day by mistake cost nothing.
   */
  void tidy(List<RoutePlan> plans, Instant now) {
    if (now.isBefore(tidied.plus(TIDY))) {
      return;
    }
    Duration longest = RoutePlan.longest(plans);
    if (asked == null && plans.isEmpty()) { // what was asked for before the start is not known
      kept = Duration.between(Instant.EPOCH, now);
      asked = now;
    } else if (asked == null
        || longest.compareTo(kept) >= 0
        || !now.isBefore(asked.plus(UNASKED))) {
      kept = longest;
      asked = now;
    }
    Instant before = now.minus(kept);
    int gone;
    do {
      gone = store.commit((UnitOfWork unit) -> unit.port(PassageBook.class).remove(before, ROWS));
    } while (gone >= ROWS && !Thread.currentThread().isInterrupted());
    tidied = now;
  }

  private static Instant floor(Instant at, Duration every) {
    long seconds = every.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }
}
