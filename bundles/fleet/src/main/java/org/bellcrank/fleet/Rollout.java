package org.bellcrank.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a roll-out stands: a pure step (state, event) → state. What is to be done now follows from
 * the state alone ({@link #due}), so a command that was killed goes on from the record of events.
 * An event that does not fit, such as a message that comes twice, changes nothing. Immutable.
 */
public final class Rollout {

  private final RolloutPlan plan;
  private final Map<String, RolloutGateway> gateways;
  private final int stage;
  private final Course course;
  private final boolean paused;
  private final String reason;

  /** Where the whole is going. */
  public enum Course {
    /** Stage by stage to the end. */
    FORWARD,
    /** Nothing new is begun; gateways finish or go back as the plan says. */
    STOPPING,
    /** A person ended it; what changed stays, what is under way finishes. */
    LEAVING,
    /** Every stage is through. */
    DONE,
    /** Ended before the last stage. */
    STOPPED
  }

  private Rollout(
      RolloutPlan plan,
      Map<String, RolloutGateway> gateways,
      int stage,
      Course course,
      boolean paused,
      String reason) {
    this.plan = plan;
    this.gateways = gateways;
    this.stage = stage;
    this.course = course;
    this.paused = paused;
    this.reason = reason;
  }

  /** The beginning: every gateway waits. */
  public static Rollout begin(RolloutPlan plan) {
    Map<String, RolloutGateway> gateways = new LinkedHashMap<>();
    for (int stage = 0; stage < plan.stages().size(); stage++) {
      for (String id : plan.stages().get(stage)) {
        gateways.put(id, RolloutGateway.waiting(id, stage));
      }
    }
    return new Rollout(plan, gateways, 0, Course.FORWARD, false, "").settle();
  }

  /** The state after an event; this very object where the event does not fit. */
  public Rollout after(RolloutEvent event) {
    if (ended()) {
      return this;
    }
    if (event instanceof RolloutEvent.OfGateway of) {
      RolloutGateway gateway = gateways.get(of.gateway());
      RolloutGateway next = gateway == null ? null : gateway.after(of, goesBack(gateway));
      return next == null || next.equals(gateway) ? this : with(next).judge().settle();
    }
    if (event instanceof RolloutEvent.Paused) {
      return paused || course != Course.FORWARD ? this : towards(course, true, reason);
    }
    if (event instanceof RolloutEvent.Resumed) {
      return paused ? towards(course, false, reason) : this;
    }
    boolean back = ((RolloutEvent.Aborted) event).back();
    return course == Course.FORWARD
        ? towards(back ? Course.STOPPING : Course.LEAVING, false, "ended by a person").settle()
        : this;
  }

  /**
   * What has to be done now, in order, at most one task for each gateway. The same task comes again
   * until an event answers it; who carries it out looks first whether it is done already.
   */
  public List<RolloutTask> due() {
    List<RolloutTask> due = new ArrayList<>();
    int busy = 0;
    for (RolloutGateway gateway : gateways.values()) {
      RolloutTask.Kind kind = kind(gateway);
      if (kind != null && gateway.step() != RolloutGateway.Step.WAITING) {
        due.add(new RolloutTask(gateway, kind));
        busy += kind.installs() ? 1 : 0;
      }
    }
    for (RolloutGateway gateway : gateways.values()) {
      if (gateway.step() == RolloutGateway.Step.WAITING
          && kind(gateway) != null
          && busy < plan.atOnce()) {
        due.add(new RolloutTask(gateway, RolloutTask.Kind.NOTE));
        busy++;
      }
    }
    return due;
  }

  /** Null where nothing is to be done. */
  private RolloutTask.Kind kind(RolloutGateway gateway) {
    boolean begins = course == Course.FORWARD && !paused && gateway.stage() == stage;
    return switch (gateway.step()) {
      case WAITING -> begins ? RolloutTask.Kind.NOTE : null;
      case NOTED -> begins ? RolloutTask.Kind.ORDER : null;
      case ORDERED -> RolloutTask.Kind.FOLLOW;
      case CHANGED -> goesBack(gateway) ? RolloutTask.Kind.GIVE_BACK : RolloutTask.Kind.GATE;
      case HEALTHY, FAILED -> goesBack(gateway) ? RolloutTask.Kind.GIVE_BACK : null;
      case RETURNING -> RolloutTask.Kind.FOLLOW_BACK;
      case SKIPPED, RETURNED, STRANDED -> null;
    };
  }

  /** Whether what was changed at this gateway is to be undone. */
  private boolean goesBack(RolloutGateway gateway) {
    if (!gateway.changedByUs(plan.target()) || plan.giveBack() == RolloutPlan.GiveBack.NONE) {
      return false;
    }
    if (gateway.step() == RolloutGateway.Step.FAILED) {
      return true;
    }
    return course == Course.STOPPING
        && (plan.giveBack() == RolloutPlan.GiveBack.ALL
            || plan.giveBack() == RolloutPlan.GiveBack.STAGE && gateway.stage() == stage);
  }

  private Rollout with(RolloutGateway gateway) {
    Map<String, RolloutGateway> next = new LinkedHashMap<>(gateways);
    next.put(gateway.id(), gateway);
    return new Rollout(plan, next, stage, course, paused, reason);
  }

  private Rollout towards(Course next, boolean pause, String why) {
    return new Rollout(plan, gateways, stage, next, pause, why);
  }

  /** Stops when more failed than the plan bears; a canary that cannot be reached is no proof. */
  private Rollout judge() {
    if (course != Course.FORWARD) {
      return this;
    }
    List<RolloutGateway> now = of(stage);
    long failed = failed(now);
    long all = failed(gateways.values());
    String share = "%.1f %%".formatted(plan.stopAbove() * 100);
    if (failed > plan.stopAbove() * now.size()) {
      return towards(
          Course.STOPPING,
          false,
          "%d of %d gateways of stage %d failed, allowed %s"
              .formatted(failed, now.size(), stage + 1, share));
    }
    if (all > plan.stopAbove() * gateways.size()) {
      return towards(
          Course.STOPPING,
          false,
          "%d of %d gateways failed, allowed %s".formatted(all, gateways.size(), share));
    }
    return this;
  }

  private static long failed(Collection<RolloutGateway> some) {
    return some.stream().filter(RolloutGateway::failed).count();
  }

  /** Moves to the next stage, or to the end, once nothing of this one is open. */
  private Rollout settle() {
    boolean open =
        gateways.values().stream()
            .anyMatch(
                each ->
                    kind(each) != null
                        || paused && each.stage() == stage && each.step().beforeTheOrder());
    if (open) {
      return this;
    }
    if (course != Course.FORWARD) {
      return towards(Course.STOPPED, false, reason);
    }
    if (stage < plan.canaries() && of(stage).stream().noneMatch(RolloutGateway::healthy)) {
      return towards(Course.STOPPED, false, "no canary got through");
    }
    return stage + 1 < plan.stages().size()
        ? new Rollout(plan, gateways, stage + 1, course, paused, reason).settle()
        : towards(Course.DONE, false, reason);
  }

  private List<RolloutGateway> of(int wanted) {
    return gateways.values().stream().filter(each -> each.stage() == wanted).toList();
  }

  public RolloutPlan plan() {
    return plan;
  }

  /** By client id, in the plan's order. */
  public Map<String, RolloutGateway> gateways() {
    return Collections.unmodifiableMap(gateways);
  }

  /** The stage under way, from 0. */
  public int stage() {
    return stage;
  }

  public Course course() {
    return course;
  }

  /** Whether no new gateway is begun because a person wants it so. */
  public boolean paused() {
    return paused;
  }

  /** Why the roll-out stopped; empty where it did not. */
  public String reason() {
    return reason;
  }

  /** Whether nothing will happen any more. */
  public boolean ended() {
    return course == Course.DONE || course == Course.STOPPED;
  }
}
