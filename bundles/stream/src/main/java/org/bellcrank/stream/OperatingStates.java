package org.bellcrank.stream;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.bellcrank.expression.Outcome;

/** What each asset does now, from the values of its points. Safe for any thread. */
final class OperatingStates {

  /** Two looks of one thread are never so far apart; each counts the time by itself. */
  private static final long ANOTHER = 3 * CaughtUp.MOST;

  private final Map<String, Tracker> trackers = new ConcurrentHashMap<>(); // by asset
  private volatile Map<String, List<Input>> inputs = Map.of(); // by point
  private final Changed changed;

  /** Hears of a change. */
  interface Changed {

    /** An asset is in another state now. */
    void changed(String asset, Standing now, String before);
  }

  private record Input(String name, Tracker tracker) {}

  /**
   * A state.
   *
   * @param state its name; null where it is not known
   * @param since since when; null before anything was known
   * @param why why it is not known; empty where it is
   */
  record Standing(String state, Instant since, String why) {

    static final Standing UNKNOWN = new Standing(null, null, "nothing was measured yet");

    String words() {
      return state == null ? "unknown: " + why : "%s since %s".formatted(state, since);
    }
  }

  OperatingStates(Changed changed) {
    this.changed = changed;
  }

  /** The documents say otherwise; assets of which they say the same keep their state. */
  synchronized void plans(Map<String, StatePlan> plans) {
    trackers.keySet().retainAll(plans.keySet());
    plans.forEach(
        (asset, plan) ->
            trackers.compute(
                asset,
                (id, old) -> old != null && old.plan.equals(plan) ? old : new Tracker(plan)));
    Map<String, List<Input>> byPoint = new HashMap<>();
    trackers
        .values()
        .forEach(
            tracker ->
                tracker.plan.points().forEach((name, point) -> add(byPoint, point, name, tracker)));
    inputs = byPoint;
  }

  private static void add(
      Map<String, List<Input>> byPoint, String point, String name, Tracker tracker) {
    byPoint.merge(
        point,
        List.of(new Input(name, tracker)),
        (one, two) -> java.util.stream.Stream.concat(one.stream(), two.stream()).toList());
  }

  /** Takes a value, or null where the sensor fails. */
  void heard(String point, Instant at, Double value) {
    List<Input> of = inputs.get(point);
    if (of != null) {
      of.forEach(input -> input.tracker().heard(input.name(), at, value));
    }
  }

  /** What was heard last of a point does not stand: by its silence no state dwells. */
  void passes(String point) {
    List<Input> of = inputs.get(point);
    if (of != null) {
      of.forEach(input -> input.tracker().passes(input.name()));
    }
  }

  /**
   * Time went by, and what was heard last still stands: a state that dwelt long enough is taken.
   *
   * @param steady how long it was looked, as {@link CaughtUp#now()} has it
   * @param upTo up to when of it all that came was looked at
   * @param ours whether a point is among those that were looked at
   */
  void tick(long steady, long upTo, Predicate<String> ours) {
    for (Tracker tracker : trackers.values()) {
      if (tracker.waits && tracker.plan.points().values().stream().allMatch(ours)) {
        tracker.dwelt(steady, upTo);
      }
    }
  }

  /** What an asset does now. */
  Standing of(String asset) {
    Tracker tracker = trackers.get(asset);
    return tracker == null ? Standing.UNKNOWN : tracker.now;
  }

  /** All, in words. */
  Map<String, String> words() {
    Map<String, String> words = new TreeMap<>();
    trackers.forEach((asset, tracker) -> words.put(asset, tracker.now.words()));
    return words;
  }

  private final class Tracker {

    private final StatePlan plan;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> passing = new HashSet<>(); // names of values that do not stand
    private volatile Standing now = Standing.UNKNOWN;
    private Standing next = Standing.UNKNOWN;
    private volatile boolean waits; // next is another state than now
    private final Silence silence = new Silence(); // since next is the next
    private long looked; // by the thread that looks after its points, another after new documents

    Tracker(StatePlan plan) {
      this.plan = plan;
    }

    private synchronized void passes(String name) {
      passing.add(name);
      silence.ends();
    }

    private synchronized void heard(String name, Instant at, Double value) {
      passing.remove(name);
      if (value == null) {
        values.remove(name);
      } else {
        values.put(name, value);
      }
      Standing seen = seen(at);
      if (java.util.Objects.equals(seen.state(), now.state()) && now.since() != null) {
        next = now;
        waits = false;
        return;
      }
      if (!java.util.Objects.equals(seen.state(), next.state()) || next.since() == null) {
        next = seen;
        silence.ends();
      }
      // What was never known needs no dwelling: the first word counts.
      waits = true;
      if (now.state() == null || !at.isBefore(next.since().plus(plan.dwell()))) {
        change();
      }
    }

    private void change() {
      String before = now.words();
      now = next;
      waits = false;
      changed.changed(plan.asset(), now, before);
    }

    private synchronized void dwelt(long steady, long upTo) {
      if (!waits || !passing.isEmpty()) {
        return;
      }
      if (Math.abs(steady - looked) > ANOTHER) {
        silence.ends();
      }
      looked = steady;
      silence.look(steady, upTo);
      if (silence.nanos() >= plan.dwell().toNanos()) {
        change();
      }
    }

    private Standing seen(Instant at) {
      for (StatePlan.When each : plan.states()) {
        Outcome outcome = each.condition().evaluate(values);
        if (outcome instanceof Outcome.Undecidable undecidable) {
          return new Standing(null, at, undecidable.reason());
        }
        if (Boolean.TRUE.equals(((Outcome.Value) outcome).value())) {
          return new Standing(each.state(), at, "");
        }
      }
      return plan.otherwise()
          .map(state -> new Standing(state, at, ""))
          .orElseGet(() -> new Standing(null, at, "no condition holds"));
    }
  }
}
