package org.bellcrank.pipeline;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.condition.Condition;
import org.bellcrank.condition.Conditions;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Disposition;
import org.bellcrank.rule.Action;
import org.bellcrank.rule.Decision;
import org.bellcrank.rule.Situation;
import org.bellcrank.site.Site;
import org.bellcrank.workorder.Approval;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderChanges;
import org.bellcrank.workorder.OrderLinks;
import org.bellcrank.workorder.OrderPlanner;
import org.bellcrank.workorder.Repeat;
import org.bellcrank.workorder.Repetition;
import org.bellcrank.workorder.Template;
import org.bellcrank.workorder.WorkOrder;

/** Makes orders of decisions inside one unit of work, and puts them for delivery. */
final class OrderMaking {

  private final UnitOfWork unit;
  private final Site site;
  private final Outbox outbox;
  private final Instant now;
  private final OrderBook orders;
  private final Conditions conditions;
  private final OrderPlanner planner;

  OrderMaking(
      UnitOfWork unit,
      Site site,
      Outbox outbox,
      Instant now,
      Conditions conditions,
      OrderLinks links) {
    this.unit = unit;
    this.site = site;
    this.outbox = outbox;
    this.now = now;
    this.orders = unit.port(OrderBook.class);
    this.conditions = conditions;
    this.planner = new OrderPlanner(site.version(), site.orders(), links);
  }

  /**
   * What became of a finding.
   *
   * @param order id of the order that it made or joined; empty where it did neither
   * @param repeat what its cause's orders had to do with it, for the why-card; empty where nothing
   *     but the usual happened
   */
  record Made(Disposition disposition, Optional<String> order, Optional<Facts> repeat) {

    private Made(Disposition disposition, WorkOrder order) {
      this(disposition, Optional.of(order.id()), Optional.empty());
    }

    /** What the rule said and what came of it, one line. */
    String reason(Decision decision) {
      return repeat
          .flatMap(facts -> facts.text("words"))
          .map(words -> decision.reason() + "; " + words)
          .orElse(decision.reason());
    }
  }

  /**
   * Lets a finding join the open order of its cause, or makes one of it, or does with it what the
   * rule says of repeats.
   *
   * @param raise names a template of the documents; not looked at where an order is open
   * @param person who wants it so; empty where a rule does. What a person wanted needs no other
   *     person's approval
   */
  Made make(Action.Raise raise, Situations.Case given, Decision decision, Optional<String> person) {
    Repetition repetition = new Repetition(raise.repeats(), given.situation(), decision);
    Template template = site.templates().get(raise.template());
    Repeat repeat =
        given.open().isPresent()
            ? repetition.whileOpen(given.open().get())
            : repetition.whileClosed(
                () -> orders.ofCause(given.cause(), 1).stream().findFirst(),
                closed -> hindrance(closed, template, given.situation()));
    if (repeat instanceof Repeat.Join join) {
      return join(join, given.situation(), decision);
    } else if (repeat instanceof Repeat.Reopen reopen) {
      return reopen(reopen, given.situation(), decision);
    } else if (repeat instanceof Repeat.Note note) {
      return neither(Disposition.LOGGED, "noted", note.order(), note.words());
    } else if (repeat instanceof Repeat.Suppress suppress) {
      return neither(Disposition.SUPPRESSED, "suppressed", suppress.order(), suppress.words());
    }
    WorkOrder draft = draft(template, given, decision);
    if (repeat instanceof Repeat.FollowUp followUp) {
      return follow(followUp, draft, approver(template, given.situation(), decision, person));
    }
    return raise(draft, approver(template, given.situation(), decision, person));
  }

  private Made join(Repeat.Join join, Situation situation, Decision decision) {
    OrderPlanner.Merge merge = OrderChanges.join(join, situation, decision);
    orders.change(merge.order(), now, merge.notable().orElse("one more finding"));
    merge.notable().ifPresent(change -> outbox.update(unit, merge.order(), now, change));
    return new Made(
        Disposition.MERGED,
        Optional.of(join.order().id()),
        join.words().map(words -> repeat(join.urged() ? "urged" : "graver", join.order(), words)));
  }

  private Made reopen(Repeat.Reopen reopen, Situation situation, Decision decision) {
    OrderPlanner.Merge opened = OrderChanges.reopen(reopen, situation, decision);
    WorkOrder order = opened.order();
    orders.change(order, now, opened.notable().orElseThrow());
    Facts repeat = repeat("reopened", order, reopen.words());
    unit.append(
        now,
        "order.reopened",
        order.id(),
        repeat.toBuilder()
            .put("finding", situation.finding().id())
            .put("rule", decision.rule())
            .put("documents", site.version())
            .build());
    outbox.update(unit, order, now, opened.notable().orElseThrow());
    return new Made(Disposition.MERGED, Optional.of(order.id()), Optional.of(repeat));
  }

  private Made follow(Repeat.FollowUp followUp, WorkOrder draft, Optional<String> approvedBy) {
    WorkOrder predecessor = followUp.predecessor();
    boolean relieves = predecessor.stands();
    if (relieves) {
      WorkOrder relieved = OrderChanges.relieved(predecessor, draft);
      String change = "Further findings go to order " + draft.reference();
      orders.change(relieved, now, change);
      outbox.update(unit, relieved, now, change);
    }
    Facts repeat = repeat("follow-up", predecessor, followUp.words());
    unit.append(
        now,
        "order.followed",
        predecessor.id(),
        repeat.toBuilder()
            .put("successor", draft.id())
            .put("relieved", relieves)
            .put("documents", site.version())
            .build());
    Made made = raise(OrderChanges.following(draft, predecessor), approvedBy);
    return new Made(made.disposition(), made.order(), Optional.of(repeat));
  }

  private static Made neither(Disposition disposition, String did, WorkOrder order, String words) {
    return new Made(disposition, Optional.empty(), Optional.of(repeat(did, order, words)));
  }

  private static Facts repeat(String did, WorkOrder order, String words) {
    return Facts.with("did", did)
        .put("order", order.id())
        .put("reference", order.reference().value())
        .put("words", words)
        .build();
  }

  /** Why a closed order stays closed whatever the rule says; empty where it may be opened again. */
  private Optional<String> hindrance(WorkOrder closed, Template template, Situation situation) {
    String place = situation.placement().site().id();
    String connector = site.connectorOf(place).orElseThrow().id();
    if (!closed.connector().equals(connector)) {
      return Optional.of(
          "it went to %s, orders go to %s now".formatted(closed.connector(), connector));
    }
    if (planner.approval(template, situation) == Approval.PERSON) {
      return Optional.of("a person approves such orders");
    }
    return site.orders().takesReopening(place)
        ? Optional.empty()
        : Optional.of(
            "the documents do not say that the CMMS of %s takes it back".formatted(place));
  }

  private WorkOrder draft(Template template, Situations.Case given, Decision decision) {
    Situation situation = charted(given.situation());
    String connector = site.connectorOf(situation.placement().site().id()).orElseThrow().id();
    return planner.raise(template, given.cause(), connector, situation, decision, now);
  }

  private Optional<String> approver(
      Template template, Situation situation, Decision decision, Optional<String> person) {
    return person.or(
        () ->
            planner.approval(template, situation) == Approval.PERSON
                ? Optional.empty()
                : Optional.of("rule " + decision.rule()));
  }

  private Made raise(WorkOrder draft, Optional<String> approvedBy) {
    WorkOrder order = approvedBy.map(draft::approvedBy).orElse(draft);
    orders.add(order, now);
    if (approvedBy.isPresent()) {
      outbox.deliver(unit, order, now);
    }
    return new Made(Disposition.RAISED, order);
  }

  /** Only an order asks where its asset stands on the chart; most findings make none. */
  private Situation charted(Situation situation) {
    String asset = situation.placement().asset().id();
    Condition condition = conditions.charted(situation.condition(), asset, situation.finding());
    return situation.with(condition);
  }
}
