package org.bellcrank.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.asset.Placement;
import org.bellcrank.asset.Point;
import org.bellcrank.condition.Condition;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.Canary;
import org.bellcrank.observation.Finding;
import org.bellcrank.rule.Action;
import org.bellcrank.rule.Decision;
import org.bellcrank.rule.Situation;
import org.bellcrank.rule.TierTable;
import org.bellcrank.site.CanaryPlan;
import org.bellcrank.site.Site;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderLinks;
import org.bellcrank.workorder.OrderPlanner;
import org.bellcrank.workorder.Template;
import org.bellcrank.workorder.WorkOrder;

/**
 * A synthetic defect, sure and confirmed, at a point of one site, and what the rules in force say
 * of it. Nothing is read from what is known of real causes, and nothing is kept. Of the site's
 * points and classes the first is taken for which a rule makes an order; else the first.
 */
record CanaryCase(
    Situation situation, Decision decision, ConnectorInstance instance, CanaryPlan.Target target) {

  private static final String USUAL_MARKER = "TEST";
  private static final int TRIES = 200;
  private static final int TITLE_LENGTH = 200;
  private static final Box BOX = new Box(10, 10, 110, 110);
  private static final Map<String, String> CONTEXT =
      Map.of("picture.width", "1280", "picture.height", "720");

  /** Empty where the site has no point on an asset. */
  static Optional<CanaryCase> of(
      Canary canary, ConnectorInstance instance, Site site, Instant now) {
    CanaryPlan.Target target = site.canaries().target(instance.id());
    // One order stands for all tests that write: its id does not change from test to test.
    String finding =
        target.marker().map(any -> Canary.PREFIX + instance.id()).orElse(canary.id()) + "#0";
    Optional<CanaryCase> first = Optional.empty();
    for (Situation situation : situations(canary, finding, instance, site, now)) {
      CanaryCase one = new CanaryCase(situation, site.rules().decide(situation), instance, target);
      if (one.decision().action() instanceof Action.Raise) {
        return Optional.of(one);
      }
      first = first.isPresent() ? first : Optional.of(one);
    }
    return first;
  }

  private static List<Situation> situations(
      Canary canary, String finding, ConnectorInstance instance, Site site, Instant now) {
    List<Situation> all = new ArrayList<>();
    for (Point point : site.assets().points()) {
      if (site.assets().place(point.id()) instanceof Placement.Placed placed
          && placed.site().id().equals(instance.site())) {
        for (String named : classes(point, site)) {
          if (all.size() < TRIES) {
            all.add(situation(canary, seen(canary, finding, point, named), placed, site, now));
          }
        }
      }
    }
    return all;
  }

  private static List<String> classes(Point point, Site site) {
    List<String> named =
        point.classes().isEmpty()
            ? site.rules().classNames()
            : point.classes().stream().sorted().toList();
    return named.isEmpty() ? List.of(Canary.SOURCE) : named;
  }

  private static Finding seen(Canary canary, String id, Point point, String named) {
    return new Finding(
        id,
        canary.id(),
        Finding.Kind.DETECTION,
        point.id(),
        named,
        1.0,
        Optional.of(BOX),
        Optional.empty(),
        Optional.empty(),
        canary.captured(),
        List.of());
  }

  private static Situation situation(
      Canary canary, Finding finding, Placement.Placed placed, Site site, Instant now) {
    String asset = placed.asset().id();
    TierTable.Choice tiers = site.rules().tiers(finding.defectClass(), asset);
    int needed = tiers.tiers().confirmation().needed();
    Condition confirmed =
        new Condition(
            needed,
            needed,
            tiers.tiers().confirmation().looks(),
            1,
            finding.captured().at(),
            finding.box().map(Box::area),
            finding.box().map(Box::area),
            Optional.empty());
    return new Situation(
        finding,
        canary.source(),
        CONTEXT,
        site.rules().failureMode(finding.defectClass()),
        placed,
        confirmed,
        tiers,
        false,
        false,
        Optional.ofNullable(site.calendars().get(placed.site().id())),
        now);
  }

  /**
   * The order as it would be delivered, marked as a test; empty where the documents have no
   * template. Where the decision names no template the first of the documents stands in.
   */
  Optional<WorkOrder> order(Site site, Instant now) {
    Optional<Template> template =
        decision
            .template()
            .or(() -> site.templates().keySet().stream().sorted().findFirst())
            .map(site.templates()::get);
    Finding finding = situation.finding();
    Cause cause =
        new Cause(situation.placement().asset().id(), situation.failureMode(), Canary.SOURCE);
    return template.map(
        known ->
            marked(
                new OrderPlanner(site.version(), site.orders(), OrderLinks.NONE)
                    .raise(known, cause, instance.id(), situation, decision, now)
                    .approvedBy(finding.observation())));
  }

  private WorkOrder marked(WorkOrder order) {
    String marker = target.marker().orElse(USUAL_MARKER);
    String title = marker + " " + order.title();
    String cut = title.length() <= TITLE_LENGTH ? title : title.substring(0, TITLE_LENGTH);
    String description =
        marker + ": the gateway tries its own way; nothing is to be done.\n" + order.description();
    WorkOrder test =
        new WorkOrder(
            order.id(),
            order.cause(),
            order.site(),
            order.connector(),
            order.type(),
            order.priority(),
            order.status(),
            cut,
            description,
            order.raisedAt(),
            order.occurrences(),
            List.of(),
            order.fields().toBuilder()
                .put("order.title", cut)
                .put("order.description", description)
                .build());
    for (Map.Entry<String, String> field : target.fields().entrySet()) {
      test = test.withField(field.getKey(), field.getValue());
    }
    return test;
  }
}
