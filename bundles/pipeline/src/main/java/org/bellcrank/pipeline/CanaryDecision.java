package org.bellcrank.pipeline;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Canary;
import org.bellcrank.observation.Disposition;
import org.bellcrank.rule.Decision;
import org.bellcrank.site.Site;
import org.bellcrank.workorder.OrderText;
import org.bellcrank.workorder.WorkOrder;

/**
 * What the rules in force made of a canary. It stands in the journal alone, as {@code
 * canary.disposed}: it is no row among findings or orders, so that no count of theirs can meet it.
 *
 * @param canary its id
 * @param documents version of the site documents it was decided under
 * @param failure why it could not be decided; empty where it was
 * @param rule the rule that decided; empty where there was nothing to decide
 * @param words what was decided, one line
 * @param order the order that would have been delivered, marked as a test and kept nowhere else
 */
public record CanaryDecision(
    String canary,
    String documents,
    Optional<String> failure,
    Optional<String> rule,
    String words,
    Optional<WorkOrder> order,
    Instant at) {

  private static final String KIND = "canary.disposed";

  /** Lets the rules decide; writes nothing. */
  static CanaryDecision of(Canary canary, Site site, Instant now) {
    Optional<ConnectorInstance> instance =
        site.connectors().stream().filter(each -> each.id().equals(canary.instance())).findFirst();
    if (instance.isEmpty()) {
      return nothing(canary, site, now, "no way to a CMMS was named");
    }
    return CanaryCase.of(canary, instance.get(), site, now)
        .map(found -> decided(canary, site, found, now))
        .orElseGet(
            () ->
                nothing(
                    canary,
                    site,
                    now,
                    "the site '%s' has no point on an asset, so nothing can be decided for it"
                        .formatted(instance.get().site())));
  }

  private static CanaryDecision decided(Canary canary, Site site, CanaryCase found, Instant now) {
    Decision decision = found.decision();
    Optional<WorkOrder> order = found.order(site, now);
    String words =
        "%s at %s: rule %s: %s%s"
            .formatted(
                found.situation().finding().defectClass(),
                found.situation().finding().point(),
                decision.rule(),
                word(decision),
                order.isPresent() ? "" : "; the documents have no template of an order");
    return new CanaryDecision(
        canary.id(),
        site.version(),
        Optional.empty(),
        Optional.of(decision.rule()),
        words,
        order,
        now);
  }

  private static String word(Decision decision) {
    return decision
        .action()
        .getClass()
        .getSimpleName()
        .toLowerCase(java.util.Locale.ROOT)
        .concat(decision.template().map(" with template "::concat).orElse(""));
  }

  private static CanaryDecision nothing(Canary canary, Site site, Instant now, String words) {
    return new CanaryDecision(
        canary.id(),
        site.version(),
        Optional.empty(),
        Optional.empty(),
        words,
        Optional.empty(),
        now);
  }

  /** A canary that could not be decided. */
  static CanaryDecision undecided(Canary canary, Site site, Instant now, Throwable failure) {
    String words = "could not be decided: " + failure;
    return new CanaryDecision(
        canary.id(),
        site.version(),
        Optional.of(words),
        Optional.empty(),
        words,
        Optional.empty(),
        now);
  }

  /** Records the one disposition that a canary has. */
  void disposed(UnitOfWork unit) {
    unit.append(
        at,
        KIND,
        canary,
        Facts.with("to", Disposition.TEST)
            .put("documents", documents)
            .put("failure", failure)
            .put("rule", rule)
            .put("reason", words)
            .put("order", order.map(OrderText::facts))
            .build());
  }

  /** Reads an entry of the journal; empty where it is of another kind. */
  public static Optional<CanaryDecision> from(Entry entry) {
    if (!entry.kind().equals(KIND)) {
      return Optional.empty();
    }
    Facts facts = entry.facts();
    return Optional.of(
        new CanaryDecision(
            entry.subject(),
            facts.requireText("documents"),
            facts.text("failure"),
            facts.text("rule"),
            facts.requireText("reason"),
            facts.facts("order").map(OrderText::from),
            entry.at()));
  }
}
