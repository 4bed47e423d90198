package org.bellcrank.workorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.bellcrank.journal.Facts;
import org.bellcrank.rule.Action;
import org.bellcrank.rule.Decision;
import org.bellcrank.rule.Repeats;
import org.bellcrank.rule.Severity;
import org.bellcrank.rule.Situation;
import org.bellcrank.rule.Tier;
import org.bellcrank.rule.Tiers;

/** The policies of repeats against a reckoning of their own, and over long courses of events. */
class RepetitionTest {

  private static final Instant NOON = Samples.NOON;
  private static final String FALSE_ALARM = "NOFAULT";
  private static final Optional<String> NONE = Optional.empty();

  @Property
  void whereTheDocumentsSayNothingAnOpenOrderTakesEverythingAndAClosedOneNothing(
      @ForAll @IntRange(min = 1, max = 5) int carried,
      @ForAll @IntRange(min = 1, max = 5) int priority,
      @ForAll Severity severity,
      @ForAll @LongRange(min = -1000, max = 1_000_000) long minutes) {
    Repetition repetition =
        new Repetition(Repeats.DEFAULT, seen("f#0", 0.9, minutes), decision(severity, priority));
    WorkOrder open = order(carried, Severity.MINOR, Tier.REVIEW, OrderStatus.IN_PROGRESS);
    assertThat(repetition.whileOpen(open))
        .isEqualTo(
            new Repeat.Join(
                open, carried < priority ? carried : priority, false, Optional.empty()));
    assertThat(
            repetition.whileClosed(
                () -> {
                  throw new AssertionError("nobody needs to know the last order");
                },
                order -> NONE))
        .isEqualTo(new Repeat.Raise());
  }

  /** What an open order does with a finding, told again as a list of cases. */
  @Property(tries = 3000)
  void anOpenOrderDoesWhatItsPolicySays(
      @ForAll("policies") Repeats policy,
      @ForAll @IntRange(min = 1, max = 5) int carried,
      @ForAll @IntRange(min = 1, max = 5) int priority,
      @ForAll Severity before,
      @ForAll Severity severity,
      @ForAll Tier tierBefore,
      @ForAll @DoubleRange(min = 0.3, max = 1.0) double confidence,
      @ForAll @LongRange(min = 0, max = 400) long hours) {
    WorkOrder order = order(carried, before, tierBefore, OrderStatus.APPROVED);
    Repeat repeat =
        new Repetition(policy, seen("f#0", confidence, hours * 60), decision(severity, priority))
            .whileOpen(order);
    int tier = confidence >= 0.75 ? 3 : confidence >= 0.5 ? 1 : 0;
    boolean graver = severity.ordinal() > before.ordinal() || tier > tierBefore.ordinal();
    boolean over = policy.window().isPresent() && hours >= policy.window().get().toHours();
    if (over && policy.afterwards() == Repeats.Afterwards.FOLLOW_UP) {
      assertThat(repeat).isInstanceOf(Repeat.FollowUp.class);
      return;
    }
    boolean silent = over && policy.afterwards() == Repeats.Afterwards.NOTE;
    if (silent && !graver && priority >= carried) {
      assertThat(repeat).isInstanceOf(Repeat.Note.class);
      return;
    }
    boolean urged = over && policy.afterwards() == Repeats.Afterwards.URGE;
    int expected = carried;
    if (policy.graver() != Repeats.Graver.KEEP && priority < expected) {
      expected = priority;
    }
    boolean step = policy.graver() == Repeats.Graver.STEP && graver;
    if ((step || urged) && expected == carried && carried > 1) {
      expected = carried - 1;
    }
    Repeat.Join join = (Repeat.Join) repeat;
    assertThat(join.priority()).isEqualTo(expected);
    assertThat(join.urged()).isEqualTo(urged);
  }

  /** What a finding after the end of an order becomes, told again as a list of cases. */
  @Property(tries = 3000)
  void anOrderThatEndedDoesWhatItsPolicySays(
      @ForAll("policies") Repeats policy,
      @ForAll("ends") OrderStatus status,
      @ForAll("codes") String code,
      @ForAll Severity before,
      @ForAll Severity severity,
      @ForAll boolean hindered,
      @ForAll @LongRange(min = 0, max = 400) long hours) {
    WorkOrder last =
        order(3, before, Tier.ORDER, status)
            .withField("order.endedAt", NOON)
            .withField("order.failureCode", code);
    Optional<String> hindrance = hindered ? Optional.of("it is a rock") : NONE;
    Repeat repeat =
        new Repetition(policy, seen("f#0", 0.9, hours * 60), decision(severity, 3))
            .whileClosed(() -> Optional.of(last), order -> hindrance);
    boolean closed = status == OrderStatus.CLOSED;
    boolean alarm =
        policy.falseAlarm().isPresent()
            && (closed ? code.equals(FALSE_ALARM) : policy.falseAlarm().get().cancelled());
    if (alarm) {
      boolean silent = hours < policy.falseAlarm().get().suppressFor().toHours();
      boolean graver = severity.ordinal() > before.ordinal();
      assertThat(repeat)
          .isInstanceOf(silent && !graver ? Repeat.Suppress.class : Repeat.Raise.class);
    } else if (!closed || hours >= policy.closedWithin().toHours()) {
      assertThat(repeat).isInstanceOf(Repeat.Raise.class);
    } else if (policy.closed() == Repeats.Closed.REOPEN && !hindered) {
      assertThat(repeat).isInstanceOf(Repeat.Reopen.class);
    } else {
      assertThat(repeat).isInstanceOf(Repeat.FollowUp.class);
      boolean wished = policy.closed() == Repeats.Closed.REOPEN;
      assertThat(((Repeat.FollowUp) repeat).words().contains("it is a rock")).isEqualTo(wished);
    }
  }

  /** Whatever comes in whatever order, each finding is somewhere once and one order stands. */
  @Property(tries = 300)
  void overALongCourseNothingIsLostAndOneOrderStands(
      @ForAll("policies") Repeats policy, @ForAll("courses") List<Event> course) {
    Course plant = new Course(policy);
    course.forEach(plant::happens);
    assertThat(plant.counted() + plant.noted + plant.suppressed).isEqualTo(plant.findings);
    assertThat(plant.orders.stream().filter(WorkOrder::stands).count()).isLessThanOrEqualTo(1);
    for (WorkOrder order : plant.orders) {
      order
          .fields()
          .text(WorkOrder.SUCCESSOR)
          .ifPresent(
              next ->
                  assertThat(plant.find(next).fields().text("order.predecessor"))
                      .contains(order.id()));
      long lines =
          order.fields().whole("order.reopenings").orElse(0)
              + (order.fields().has("order.predecessor") ? 1 : 0)
              + (order.fields().has(WorkOrder.SUCCESSOR) ? 1 : 0);
      assertThat(
              order.description().lines().filter(each -> each.matches("(Opened|Foll|Further).*")))
          .as("what happened to it stands in its text")
          .hasSize((int) lines);
    }
  }

  /** Two closures in one moment: a clock that stands still must not keep a defect out. */
  @Example
  void anOrderIsOpenedAgainTwiceInOneMoment() {
    Repeats policy =
        new Repeats(
            Optional.empty(),
            Repeats.DEFAULT.afterwards(),
            Repeats.DEFAULT.graver(),
            Repeats.Closed.REOPEN,
            Duration.ofHours(1),
            Optional.empty());
    Event finding = new Event(0, Optional.empty(), Severity.MINOR, 1);
    Event closure = new Event(0, Optional.of(OrderStatus.CLOSED), Severity.MINOR, 1);
    overALongCourseNothingIsLostAndOneOrderStands(
        policy, List.of(finding, closure, finding, closure, finding));
  }

  /** One finding, or somebody ends the order that stands, some minutes after what was before. */
  record Event(int minutes, Optional<OrderStatus> end, Severity severity, int priority) {}

  /** A plant with one cause, without a store. */
  private static final class Course {

    private final Repeats policy;
    private final List<WorkOrder> orders = new ArrayList<>();
    private long minutes;
    private int findings;
    private int noted;
    private int suppressed;

    private Course(Repeats policy) {
      this.policy = policy;
    }

    private WorkOrder find(String id) {
      return orders.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    private void keep(WorkOrder order) {
      WorkOrder kept = find(order.id());
      order.requireAfter(kept);
      assertThat(order.priority()).isLessThanOrEqualTo(kept.priority());
      orders.set(orders.indexOf(kept), order);
    }

    private long counted() {
      return orders.stream().mapToLong(WorkOrder::occurrences).sum();
    }

    private void happens(Event event) {
      minutes += event.minutes();
      Optional<WorkOrder> open = orders.stream().filter(WorkOrder::stands).findFirst();
      if (event.end().isPresent()) {
        open.ifPresent(
            order ->
                keep(
                    order
                        .moved(event.end().get())
                        .withField("order.endedAt", NOON.plus(Duration.ofMinutes(minutes)))));
        return;
      }
      Situation situation = seen("f" + findings++ + "#0", 0.9, minutes);
      Decision decision = decision(event.severity(), event.priority());
      Repetition repetition = new Repetition(policy, situation, decision);
      decide(
          open.isPresent()
              ? repetition.whileOpen(open.get())
              : repetition.whileClosed(this::last, order -> NONE),
          situation,
          decision);
    }

    private Optional<WorkOrder> last() {
      return orders.isEmpty() ? Optional.empty() : Optional.of(orders.get(orders.size() - 1));
    }

    private void decide(Repeat repeat, Situation situation, Decision decision) {
      if (repeat instanceof Repeat.Join join) {
        keep(OrderChanges.join(join, situation, decision).order());
      } else if (repeat instanceof Repeat.Reopen reopen) {
        keep(OrderChanges.reopen(reopen, situation, decision).order());
      } else if (repeat instanceof Repeat.Note) {
        noted++;
      } else if (repeat instanceof Repeat.Suppress) {
        suppressed++;
      } else {
        WorkOrder made = raise(situation, decision);
        if (repeat instanceof Repeat.FollowUp followUp) {
          if (followUp.predecessor().stands()) {
            keep(OrderChanges.relieved(followUp.predecessor(), made));
          }
          made = OrderChanges.following(made, followUp.predecessor());
        }
        orders.add(made);
      }
    }

    private static WorkOrder raise(Situation situation, Decision decision) {
      try {
        return new OrderPlanner("v1", OrderPolicies.DEFAULT)
            .raise(
                Samples.template("Pit"),
                Samples.CAUSE,
                "cmms",
                situation,
                decision,
                situation.now())
            .approvedBy("rule r1");
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private static WorkOrder order(int priority, Severity severity, Tier tier, OrderStatus status) {
    WorkOrder made = Course.raise(seen("made#0", 0.9, 0), decision(severity, priority));
    return made.changed(
        status,
        priority,
        made.description(),
        1,
        made.evidence(),
        made.fields().toBuilder()
            .put("order.severity", severity)
            .put("order.tier", tier)
            .put("order.status", status)
            .build());
  }

  private static Situation seen(String finding, double confidence, long minutes) {
    Situation seen = Samples.seen(finding, confidence, 100);
    return new Situation(
        seen.finding(),
        seen.source(),
        seen.context(),
        seen.failureMode(),
        seen.placement(),
        seen.condition(),
        new org.bellcrank.rule.TierTable.Choice(Tiers.DEFAULT, "default"),
        false,
        false,
        Optional.empty(),
        NOON.plus(Duration.ofMinutes(minutes)));
  }

  private static Decision decision(Severity severity, int priority) {
    return new Decision(
        "r1",
        new Action.Raise("pit", Optional.empty()),
        severity,
        priority,
        Optional.empty(),
        "because it is seen",
        Facts.empty());
  }

  @Provide
  Arbitrary<Repeats> policies() {
    Arbitrary<Optional<Duration>> window = hours().optional();
    Arbitrary<Optional<Repeats.FalseAlarm>> alarm =
        Combinators.combine(Arbitraries.of(true, false), hours())
            .as(
                (cancelled, silent) ->
                    new Repeats.FalseAlarm(Set.of(FALSE_ALARM), cancelled, silent))
            .optional();
    return Combinators.combine(
            window,
            Arbitraries.of(Repeats.Afterwards.class),
            Arbitraries.of(Repeats.Graver.class),
            Arbitraries.of(Repeats.Closed.class),
            hours(),
            alarm)
        .as(
            (open, afterwards, graver, closed, within, falseAlarm) ->
                new Repeats(
                    open,
                    afterwards,
                    graver,
                    closed,
                    closed == Repeats.Closed.NEW_ORDER ? Duration.ZERO : within,
                    falseAlarm));
  }

  private static Arbitrary<Duration> hours() {
    return Arbitraries.integers().between(1, 200).map(Duration::ofHours);
  }

  @Provide
  Arbitrary<OrderStatus> ends() {
    return Arbitraries.of(OrderStatus.CLOSED, OrderStatus.CANCELLED);
  }

  @Provide
  Arbitrary<String> codes() {
    return Arbitraries.of(FALSE_ALARM, "PIT");
  }

  @Provide
  Arbitrary<List<Event>> courses() {
    Arbitrary<Optional<OrderStatus>> end = ends().optional(0.15);
    return Combinators.combine(
            Arbitraries.integers().between(0, 6000),
            end,
            Arbitraries.of(Severity.class),
            Arbitraries.integers().between(1, 5))
        .as(Event::new)
        .list()
        .ofMaxSize(60);
  }
}
