package org.bellcrank.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the gateways do, in whatever order it is told, and however often the command dies. */
class RolloutPropertiesTest {

  private static final int MOST_STEPS = 20_000;

  /** Gateways that behave by chance, and a person who meddles by chance. */
  private static final class World {

    final Random random;
    final double bad;
    final double meddles;
    final Map<String, Integer> orders = new HashMap<>();
    final Map<String, Integer> returns = new HashMap<>();
    final List<RolloutEvent> record = new ArrayList<>();
    Rollout state;

    World(Rollout state, long seed, double bad, double meddles) {
      this.state = state;
      this.random = new Random(seed);
      this.bad = bad;
      this.meddles = meddles;
    }

    void tell(RolloutEvent event) {
      Rollout next = state.after(event);
      if (next != state) {
        record.add(event);
        state = next;
        if (event instanceof RolloutEvent.Ordered of) {
          orders.merge(of.gateway(), 1, Integer::sum);
        } else if (event instanceof RolloutEvent.ReturnOrdered of) {
          returns.merge(of.gateway(), 1, Integer::sum);
        }
      }
    }

    void step() {
      if (random.nextDouble() < meddles) {
        int what = random.nextInt(20);
        tell(
            what == 0
                ? new RolloutEvent.Aborted(random.nextBoolean())
                : what < 8 ? new RolloutEvent.Paused() : new RolloutEvent.Resumed());
      }
      List<RolloutTask> due = state.due();
      if (due.isEmpty()) {
        tell(new RolloutEvent.Resumed());
        return;
      }
      RolloutTask task = due.get(random.nextInt(due.size()));
      String id = task.gateway().id();
      boolean ill = random.nextDouble() < bad;
      RolloutEvent event =
          switch (task.kind()) {
            case NOTE ->
                ill ? new RolloutEvent.Skipped(id, "silent") : new RolloutEvent.Noted(id, "1");
            case ORDER -> new RolloutEvent.Ordered(id, 1 + random.nextInt(1000));
            case FOLLOW ->
                ill ? new RolloutEvent.Failed(id, "no download") : new RolloutEvent.Changed(id);
            case GATE -> ill ? new RolloutEvent.Failed(id, "ill") : new RolloutEvent.Healthy(id);
            case GIVE_BACK -> new RolloutEvent.ReturnOrdered(id, 1 + random.nextInt(1000));
            case FOLLOW_BACK ->
                ill ? new RolloutEvent.Stranded(id, "dead") : new RolloutEvent.Returned(id);
          };
      tell(event);
      tell(event);
    }

    World run() {
      for (int i = 0; !state.ended(); i++) {
        assertThat(i).as("steps").isLessThan(MOST_STEPS);
        step();
      }
      return this;
    }
  }

  private static Rollout fleet(
      int gateways, int batch, int canaries, double stop, RolloutPlan.GiveBack back, int atOnce) {
    List<List<String>> stages = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < gateways; i++) {
      names.add("gw-" + i);
    }
    int first = Math.min(canaries, gateways);
    if (first > 0) {
      stages.add(names.subList(0, first));
    }
    for (int from = first; from < gateways; from += batch) {
      stages.add(names.subList(from, Math.min(gateways, from + batch)));
    }
    Duration soon = Duration.ofSeconds(1);
    return Rollout.begin(
        new RolloutPlan(
            "try",
            "2",
            stages,
            first > 0 ? 1 : 0,
            new RolloutPlan.Health(soon, soon, soon, soon, true),
            stop,
            back,
            atOnce));
  }

  private static World world(long seed, RolloutPlan.GiveBack back, int percentBad) {
    Random random = new Random(seed);
    Rollout start =
        fleet(
            1 + random.nextInt(60),
            1 + random.nextInt(20),
            random.nextInt(4),
            random.nextInt(30) / 100.0,
            back,
            1 + random.nextInt(10));
    return new World(start, seed, percentBad / 100.0, 0.05);
  }

  @Property(tries = 400)
  void everyRolloutEndsAndOrdersNothingTwice(
      @ForAll long seed,
      @ForAll RolloutPlan.GiveBack back,
      @ForAll @IntRange(max = 60) int percentBad) {
    World world = world(seed, back, percentBad).run();
    assertThat(world.orders.values()).allMatch(count -> count == 1);
    assertThat(world.returns.values()).allMatch(count -> count == 1);
    assertThat(world.orders.keySet()).containsAll(world.returns.keySet());
    assertThat(world.state.due()).isEmpty();
  }

  @Property(tries = 200)
  void whatIsReadBackFromTheRecordStandsWhereTheCommandDied(
      @ForAll long seed,
      @ForAll RolloutPlan.GiveBack back,
      @ForAll @IntRange(max = 40) int percentBad) {
    World world = world(seed, back, percentBad).run();
    Rollout again = Rollout.begin(world.state.plan());
    for (RolloutEvent event : world.record) {
      Rollout next = again.after(event);
      assertThat(next).as(event.toString()).isNotSameAs(again);
      again = next;
    }
    assertThat(again.gateways()).isEqualTo(world.state.gateways());
    assertThat(again.course()).isEqualTo(world.state.course());
    assertThat(again.reason()).isEqualTo(world.state.reason());
  }

  @Property(tries = 300)
  void aStageBeginsOnlyWhenTheOneBeforeIsThroughAndNeverAfterTheStop(
      @ForAll long seed, @ForAll @IntRange(max = 40) int percentBad) {
    World world = world(seed, RolloutPlan.GiveBack.ALL, percentBad);
    Rollout state = world.state;
    world.run();
    for (RolloutEvent event : world.record) {
      if (event instanceof RolloutEvent.Ordered ordered) {
        RolloutGateway gateway = state.gateways().get(ordered.gateway());
        assertThat(state.course()).isEqualTo(Rollout.Course.FORWARD);
        assertThat(state.paused()).isFalse();
        assertThat(state.gateways().values())
            .filteredOn(each -> each.stage() < gateway.stage())
            .noneMatch(
                each ->
                    each.step() == RolloutGateway.Step.ORDERED
                        || each.step() == RolloutGateway.Step.CHANGED
                        || each.step().beforeTheOrder());
      }
      state = state.after(event);
    }
  }

  @Property(tries = 300)
  void noMoreInstallAtOnceThanThePlanBears(@ForAll long seed) {
    World world = world(seed, RolloutPlan.GiveBack.FAILED, 20);
    int most = world.state.plan().atOnce();
    for (int i = 0; !world.state.ended() && i < MOST_STEPS; i++) {
      world.step();
      assertThat(world.state.gateways().values())
          .filteredOn(
              each ->
                  each.step() == RolloutGateway.Step.NOTED
                      || each.step() == RolloutGateway.Step.ORDERED)
          .hasSizeLessThanOrEqualTo(most);
    }
  }

  @Property(tries = 300)
  void afterAStopWithWayBackForAllNobodyKeepsTheNewVersion(
      @ForAll long seed, @ForAll @IntRange(min = 20, max = 60) int percentBad) {
    World world = world(seed, RolloutPlan.GiveBack.ALL, percentBad);
    double bears = world.state.plan().stopAbove();
    world.run();
    boolean leftByAPerson =
        world.record.stream()
            .anyMatch(each -> each instanceof RolloutEvent.Aborted of && !of.back());
    if (world.state.course() == Rollout.Course.STOPPED
        && !leftByAPerson
        && !world.state.reason().startsWith("no canary")) {
      assertThat(world.state.gateways().values()).noneMatch(RolloutGateway::healthy);
    }
    if (world.state.course() == Rollout.Course.DONE) {
      long failed = world.state.gateways().values().stream().filter(RolloutGateway::failed).count();
      assertThat((double) failed).isLessThanOrEqualTo(bears * world.state.gateways().size());
    }
  }

  @Property(tries = 100)
  void aHealthyFleetGetsThrough(@ForAll long seed, @ForAll RolloutPlan.GiveBack back) {
    Random random = new Random(seed);
    Rollout start = fleet(1 + random.nextInt(60), 7, random.nextInt(4), 0, back, 5);
    World world = new World(start, seed, 0, 0).run();
    assertThat(world.state.course()).isEqualTo(Rollout.Course.DONE);
    assertThat(world.state.gateways().values()).allMatch(RolloutGateway::healthy);
    assertThat(world.returns).isEmpty();
  }
}
