package org.bellcrank.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.asset.Placement;
import org.bellcrank.condition.ConditionBook;
import org.bellcrank.condition.Conditions;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.Stands;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Canary;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.rule.Action;
import org.bellcrank.rule.Decision;
import org.bellcrank.rule.Situation;
import org.bellcrank.site.Site;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderLinks;

/**
 * Decides the findings of observations inside one unit of work, under one version of the site
 * documents.
 */
final class Decider {

  private final UnitOfWork unit;
  private final Site site;
  private final Instant now;
  private final FindingBook findings;
  private final Conditions conditions;
  private final Situations situations;
  private final OrderMaking orders;

  Decider(UnitOfWork unit, Site site, Outbox outbox, OrderLinks links, Instant now) {
    this.unit = unit;
    this.site = site;
    this.now = now;
    this.findings = unit.port(FindingBook.class);
    this.conditions = new Conditions(unit.port(ConditionBook.class));
    this.situations = new Situations(site, unit.port(OrderBook.class), conditions, now);
    this.orders = new OrderMaking(unit, site, outbox, now, conditions, links);
  }

  /** Decides every finding of an observation. */
  void decide(ObservationBook.Stored stored) {
    Observation observation = stored.observation();
    if (observation instanceof Canary canary) {
      CanaryDecision.of(canary, site, now).disposed(unit);
      return;
    }
    if (observation instanceof DeviceStatus status) {
      unit.append(now, "device.status", status.device(), status.facts());
      if (status.status() != DeviceStatus.Status.OK) {
        conditions.doubt(status.device());
      }
      return;
    }
    if (observation instanceof Measurement measurement) {
      decide(measurement, stored.acceptedAt());
      return;
    }
    for (Finding finding : observation.findings()) {
      decide(finding, observation, false);
    }
  }

  /** Decides a held finding anew. */
  void decideHeld(Finding finding, Observation observation) {
    decide(finding, observation, true);
  }

  private void decide(Measurement measurement, Instant heard) {
    String of = measurement.context().get(Stands.OF);
    if (of != null && !conditions.stillStands(measurement.point(), of)) {
      return; // another value, or the end of its sensor, was accepted before this was
    }
    boolean retired = retired(site.assets().place(measurement.point())).isPresent();
    boolean waits = false;
    for (Limit limit : site.limitsOf(measurement.point())) {
      Optional<String> shut = limit.gate().shut(measurement.context(), measurement.captured().at());
      // What is crossed while nobody is to hear it crosses once more when somebody is.
      Conditions.Taken taken =
          conditions.measure(
              limit, measurement.value(), measurement.captured().at(), !retired && shut.isEmpty());
      waits |= taken.waits();
      if (taken.event() == Limit.Event.CROSSED) {
        Finding finding = crossing(findings.derive(measurement.id(), now), measurement, limit);
        if (shut.isPresent() && !retired) {
          settle(finding, false, ended(Disposition.SUPPRESSED, shut.get(), asset(finding)));
        } else {
          decide(finding, measurement, false);
        }
      }
    }
    if (!waits || measurement.context().containsKey(Stands.STANDS)) {
      conditions.waitsNoMore(measurement.point());
    } else if (of == null) {
      conditions.stands(
          measurement.point(),
          new Stands(measurement.id(), measurement.captured().at(), heard, false));
    }
  }

  private Optional<String> retired(Placement placement) {
    return placement instanceof Placement.Placed placed
        ? site.connectorOf(placed.site().id())
            .flatMap(connector -> site.assets().retired(placed, connector.id()))
        : Optional.empty();
  }

  private static Finding crossing(String id, Measurement measurement, Limit limit) {
    return new Finding(
        id,
        measurement.id(),
        Finding.Kind.MEASUREMENT,
        measurement.point(),
        limit.failureMode(),
        1.0,
        Optional.empty(),
        Optional.of(limit.id()),
        Optional.of(measurement.value()),
        measurement.captured(),
        List.of());
  }

  private void decide(Finding finding, Observation observation, boolean held) {
    Placement placement = site.assets().place(finding.point());
    if (placement instanceof Placement.Orphan orphan) {
      settle(
          finding,
          held,
          new FindingBook.State(
              Disposition.IN_REVIEW,
              "mapping task: " + orphan.reason(),
              Optional.empty(),
              Optional.empty(),
              Facts.with("queue", "mapping")
                  .put("reason", orphan.reason())
                  .put("documents", site.version())
                  .build()));
      return;
    }
    Placement.Placed placed = (Placement.Placed) placement;
    Optional<String> retired = retired(placed);
    if (retired.isPresent()) {
      settle(finding, held, ended(Disposition.SUPPRESSED, retired.get(), asset(finding)));
      return;
    }
    Optional<String> unremarkable = Floor.why(finding, placed.point());
    if (unremarkable.isPresent()) {
      settle(finding, held, ended(Disposition.LOGGED, unremarkable.get(), asset(finding)));
      return;
    }
    Situations.Case given = situations.of(finding, observation, placed, held, held);
    carryOut(given, site.rules().decide(given.situation()), held);
  }

  private Optional<String> asset(Finding finding) {
    return site.assets().place(finding.point()) instanceof Placement.Placed placed
        ? Optional.of(placed.asset().id())
        : Optional.empty();
  }

  private FindingBook.State ended(Disposition disposition, String reason, Optional<String> asset) {
    return new FindingBook.State(
        disposition,
        reason,
        Optional.empty(),
        Optional.empty(),
        Facts.with("reason", reason).put("documents", site.version()).put("asset", asset).build());
  }

  private void carryOut(Situations.Case given, Decision decision, boolean held) {
    FindingBook.State state;
    if (decision.action() instanceof Action.Raise raise) {
      state = made(orders.make(raise, given, decision, Optional.empty()), decision);
    } else if (decision.action() instanceof Action.Review review) {
      state =
          state(
              Disposition.IN_REVIEW, decision, Optional.empty(), Optional.empty(), review.queue());
    } else if (decision.action() instanceof Action.Hold hold) {
      state = hold(hold, given.situation(), decision, held);
    } else if (decision.action() instanceof Action.Suppress) {
      state = state(Disposition.SUPPRESSED, decision, Optional.empty(), Optional.empty(), null);
    } else {
      state = state(Disposition.LOGGED, decision, Optional.empty(), Optional.empty(), null);
    }
    settle(given.situation().finding(), held, stood(given.situation(), state));
  }

  /** That time decided, and no newer value, is part of why. */
  private static FindingBook.State stood(Situation situation, FindingBook.State state) {
    String since = situation.context().get(Stands.SINCE);
    if (since == null) {
      return state;
    }
    return new FindingBook.State(
        state.disposition(),
        state.reason(),
        state.order(),
        state.until(),
        state.why().toBuilder().put(Stands.SINCE, since).build());
  }

  private FindingBook.State made(OrderMaking.Made made, Decision decision) {
    Facts why =
        decision.why().toBuilder()
            .put("documents", site.version())
            .put("repeat", made.repeat())
            .build();
    return new FindingBook.State(
        made.disposition(), made.reason(decision), made.order(), Optional.empty(), why);
  }

  private FindingBook.State hold(
      Action.Hold hold, Situation situation, Decision decision, boolean held) {
    if (held) {
      return state(
          Disposition.IN_REVIEW, decision, Optional.empty(), Optional.empty(), "held-too-long");
    }
    Instant latest = now.plus(hold.atMost());
    Instant until =
        hold.nextShift()
            ? situation
                .calendar()
                .flatMap(calendar -> calendar.nextShiftStart(now))
                .filter(start -> start.isBefore(latest))
                .orElse(latest)
            : latest;
    return state(Disposition.HELD, decision, Optional.empty(), Optional.of(until), null);
  }

  private FindingBook.State state(
      Disposition disposition,
      Decision decision,
      Optional<String> order,
      Optional<Instant> until,
      String queue) {
    Facts why =
        decision.why().toBuilder()
            .put("documents", site.version())
            .put("queue", queue)
            .put("template", queue == null ? null : decision.template())
            .build();
    return new FindingBook.State(disposition, decision.reason(), order, until, why);
  }

  private void settle(Finding finding, boolean held, FindingBook.State state) {
    if (held) {
      findings.move(finding.id(), now, state);
    } else {
      findings.open(finding, now, state);
    }
  }
}
