package org.bellcrank.pipeline;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.condition.Condition;
import org.bellcrank.condition.Conditions;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Disposition;
import org.bellcrank.rule.Decision;
import org.bellcrank.rule.Situation;
import org.bellcrank.site.Site;
import org.bellcrank.workorder.Approval;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderLinks;
import org.bellcrank.workorder.OrderPlanner;
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
   * What became of a finding: whether it joined an order or made one.
   *
   * @param order its id
   */
  record Made(Disposition disposition, String order) {}

  /**
   * Lets a finding join the open order of its cause, or makes one of it.
   *
   * @param template id of a template of the documents; not looked at where an order is open
   * @param person who wants it so; empty where a rule does. What a person wanted needs no other
   *     person's approval
   */
  Made make(String template, Situations.Case given, Decision decision, Optional<String> person) {
    return given.open().isPresent()
        ? merge(given.open().get(), given.situation(), decision)
        : raise(
            site.templates().get(template),
            given.cause(),
            charted(given.situation()),
            decision,
            person);
  }

  private Made merge(WorkOrder open, Situation situation, Decision decision) {
    OrderPlanner.Merge merge = planner.merge(open, situation, decision);
    orders.change(merge.order(), now, merge.notable().orElse("one more finding"));
    merge.notable().ifPresent(change -> outbox.update(unit, merge.order(), now, change));
    return new Made(Disposition.MERGED, open.id());
  }

  private Made raise(
      Template template,
      Cause cause,
      Situation situation,
      Decision decision,
      Optional<String> person) {
    String connector = site.connectorOf(situation.placement().site().id()).orElseThrow().id();
    WorkOrder draft = planner.raise(template, cause, connector, situation, decision, now);
    Optional<String> approvedBy =
        person.or(
            () ->
                planner.approval(template, situation) == Approval.PERSON
                    ? Optional.empty()
                    : Optional.of("rule " + decision.rule()));
    WorkOrder order = approvedBy.map(draft::approvedBy).orElse(draft);
    orders.add(order, now);
    if (approvedBy.isPresent()) {
      outbox.deliver(unit, order, now);
    }
    return new Made(Disposition.RAISED, order.id());
  }

  /** Only an order asks where its asset stands on the chart; most findings make none. */
  private Situation charted(Situation situation) {
    String asset = situation.placement().asset().id();
    Condition condition = conditions.charted(situation.condition(), asset, situation.finding());
    return situation.with(condition);
  }
}
