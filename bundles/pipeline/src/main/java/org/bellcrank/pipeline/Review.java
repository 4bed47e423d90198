package org.bellcrank.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.bellcrank.asset.Placement;
import org.bellcrank.condition.ConditionBook;
import org.bellcrank.condition.Conditions;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.rule.Action;
import org.bellcrank.rule.Decision;
import org.bellcrank.site.Site;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderLinks;

/** A person's yes to findings in review, inside one unit of work. */
final class Review {

  private static final String RULE = "review";

  private final UnitOfWork unit;
  private final Site site;
  private final Instant now;
  private final FindingBook findings;
  private final Situations situations;
  private final OrderMaking orders;

  Review(UnitOfWork unit, Site site, Outbox outbox, OrderLinks links, Instant now) {
    this.unit = unit;
    this.site = site;
    this.now = now;
    this.findings = unit.port(FindingBook.class);
    Conditions conditions = new Conditions(unit.port(ConditionBook.class));
    this.situations = new Situations(site, unit.port(OrderBook.class), conditions, now);
    this.orders = new OrderMaking(unit, site, outbox, now, conditions, links);
  }

  ReviewDesk.Accepted accept(String id, ReviewDesk.Acceptance acceptance) {
    List<FindingBook.Row> taken = new Queue(findings).taken(id, acceptance.alike());
    String template = template(taken.get(0), acceptance);
    OrderMaking.Made first = null;
    for (FindingBook.Row row : taken) {
      OrderMaking.Made made = one(row, acceptance, template);
      first = first == null ? made : first;
    }
    String order = first.order().orElseThrow();
    boolean joined = first.disposition() == Disposition.MERGED;
    unit.append(
        now,
        "review.accepted",
        id,
        acceptance
            .statement()
            .facts()
            .put("order", order)
            .put("joined", joined)
            .put("template", template)
            .put("asset", acceptance.asset())
            .put("findings", taken.size())
            .put("documents", site.version())
            .build());
    return new ReviewDesk.Accepted(order, joined, taken.size());
  }

  private OrderMaking.Made one(
      FindingBook.Row row, ReviewDesk.Acceptance acceptance, String template) {
    Finding finding = row.finding();
    Observation observation =
        unit.port(ObservationBook.class).find(finding.observation()).orElseThrow().observation();
    boolean observed = row.state().why().has("asset");
    Situations.Case given =
        situations.of(finding, observation, placement(finding, acceptance), false, observed);
    Decision decision = decision(given, acceptance.statement(), template);
    OrderMaking.Made made =
        orders.make(
            new Action.Raise(template, Optional.empty()),
            given,
            decision,
            Optional.of(acceptance.statement().who()));
    Facts why =
        decision.why().toBuilder()
            .put("documents", site.version())
            .put("review", acceptance.statement().facts().build())
            .build();
    findings.move(
        finding.id(),
        now,
        new FindingBook.State(
            made.disposition(), decision.reason(), made.order(), Optional.empty(), why));
    return made;
  }

  /** What the rules say of severity and priority, with the person's word in place of a rule's. */
  private Decision decision(Situations.Case given, Statement statement, String template) {
    Decision rules = site.rules().decide(given.situation());
    String reason = statement.line("accepted");
    return new Decision(
        RULE,
        new Action.Raise(template, Optional.empty()),
        rules.severity(),
        rules.priority(),
        rules.orderType(),
        reason,
        rules.why().toBuilder().put("rule", RULE).put("reason", reason).build());
  }

  private String template(FindingBook.Row row, ReviewDesk.Acceptance acceptance) {
    Optional<String> template = acceptance.template().or(() -> row.state().why().text("template"));
    if (template.filter(site.templates()::containsKey).isEmpty()) {
      throw new IllegalArgumentException(
          "given template %s; allowed %s; the finding stays in review"
              .formatted(
                  template.map(id -> "'" + id + "'").orElse("none, and the rule proposed none"),
                  new TreeSet<>(site.templates().keySet())));
    }
    return template.get();
  }

  private Placement.Placed placement(Finding finding, ReviewDesk.Acceptance acceptance) {
    Placement documented = site.assets().place(finding.point());
    if (documented instanceof Placement.Placed placed) {
      String asset = placed.asset().id();
      if (acceptance.asset().filter(given -> !given.equals(asset)).isPresent()) {
        throw new IllegalArgumentException(
            "given asset '%s'; allowed '%s' or none: the site documents place point '%s' there; the finding stays in review"
                .formatted(acceptance.asset().get(), asset, finding.point()));
      }
      return placed;
    }
    return acceptance
        .asset()
        .flatMap(asset -> site.assets().placeOn(finding.point(), asset))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "given asset %s; allowed: the id of an asset of the site documents, since point '%s' has none; the finding stays in review"
                        .formatted(
                            acceptance.asset().map(id -> "'" + id + "'").orElse("none"),
                            finding.point())));
  }
}
