package org.bellcrank.pipeline;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.workorder.OrderLinks;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Where a person decides what waits for a person: findings in review and mapping tasks. Each
 * decision is one unit of work: finding, order, outbox row and journal commit together. Safe for
 * any thread; of two people who decide the same finding the second is refused.
 */
@Component(service = ReviewDesk.class)
public final class ReviewDesk {

  private final Store store;
  private final ActiveSite documents;
  private final Outbox outbox;
  private final Clock clock;
  private volatile OrderLinks links = OrderLinks.NONE;

  /** Opens the desk. */
  @Activate
  public ReviewDesk(
      @Reference Store store,
      @Reference ActiveSite documents,
      @Reference Outbox outbox,
      @Reference Clock clock) {
    this.store = store;
    this.documents = documents;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Where people look at orders; orders that are made without it name no address. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setOrderLinks(OrderLinks there) {
    links = there;
  }

  /** It went. */
  public synchronized void unsetOrderLinks(OrderLinks gone) {
    links = links == gone ? OrderLinks.NONE : links;
  }

  /**
   * How a finding is accepted.
   *
   * @param statement who accepts it and why
   * @param template id of the template of its order; empty takes what the rule proposed
   * @param asset id of the asset it belongs to; needed for a mapping task whose point is still
   *     without one, else it must be empty
   * @param alike whether all findings in review of the same point, class and identity go with it
   */
  public record Acceptance(
      Statement statement, Optional<String> template, Optional<String> asset, boolean alike) {}

  /**
   * What became of an accepted finding.
   *
   * @param order id of the order
   * @param joined whether the order was open before
   * @param findings how many findings were settled, this one included
   */
  public record Accepted(String order, boolean joined, int findings) {}

  /**
   * What waits for a person, newest first, at most {@code limit}; {@code before} is a row's
   * sequence, or 0 for the newest. The queue stands in {@code why} as {@code queue}, the proposed
   * template as {@code template}.
   */
  public List<FindingBook.Row> pending(long before, int limit) {
    return store.read(unit -> unit.port(FindingBook.class).inReview(before, limit));
  }

  /**
   * Makes an order of a finding, or lets it join the open order of its cause. The order needs no
   * further approval.
   *
   * @throws IllegalArgumentException when the finding, template or asset is not known
   * @throws IllegalStateException when the finding does not wait for a person, or no site documents
   *     are in force
   */
  public Accepted accept(String finding, Acceptance acceptance) {
    Site site =
        documents
            .site()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no site documents are in force; nothing can be accepted until they are"));
    return store.commit(
        unit ->
            new Review(unit, new Standings().over(site, unit), outbox, links, clock.instant())
                .accept(finding, acceptance));
  }

  /**
   * Dismisses a finding: a person has looked, and nothing is to be done.
   *
   * @param alike whether all findings in review of the same point, class and identity go with it
   * @return how many findings were settled
   * @throws IllegalArgumentException when the finding is not known
   * @throws IllegalStateException when the finding does not wait for a person
   */
  public int dismiss(String finding, Statement statement, boolean alike) {
    return store.commit(
        unit -> new Dismissal(unit, clock.instant()).dismiss(finding, statement, alike));
  }
}
