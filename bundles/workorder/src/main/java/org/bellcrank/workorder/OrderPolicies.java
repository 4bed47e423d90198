package org.bellcrank.workorder;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;

/**
 * What the documents say about all orders, and about those of single sites. A template's own word
 * comes first, then its site's, then that for all, then the product's default.
 */
public final class OrderPolicies {

  /** Where the documents say nothing. */
  public static final OrderPolicies DEFAULT =
      new OrderPolicies(new Policy(Optional.empty(), Optional.empty(), Optional.empty()), Map.of());

  private final Policy all;
  private final Map<String, Policy> sites;

  private record Policy(
      Optional<Origin> origin, Optional<Approval> approval, Optional<Boolean> takesReopening) {}

  private OrderPolicies(Policy all, Map<String, Policy> sites) {
    this.all = all;
    this.sites = Map.copyOf(sites);
  }

  /**
   * Reads the {@code orders} section, which fits its schema.
   *
   * @throws InvalidDocumentException when a value is of the wrong type
   */
  public static OrderPolicies read(Optional<MapNode> orders) throws InvalidDocumentException {
    if (orders.isEmpty()) {
      return DEFAULT;
    }
    Map<String, Policy> sites = new HashMap<>();
    Optional<MapNode> given = orders.get().optionalMap("sites");
    if (given.isPresent()) {
      for (String site : given.get().keys()) {
        sites.put(site, policy(given.get().map(site)));
      }
    }
    return new OrderPolicies(policy(orders.get()), sites);
  }

  private static Policy policy(MapNode node) throws InvalidDocumentException {
    return new Policy(
        node.optionalText("origin").map(Origin::of),
        node.optionalEnum("approval", Approval.class),
        node.optionalBool("takesReopening"));
  }

  /** The tag of an order made from a template at a site. */
  public Origin origin(Template template, String site) {
    return template.origin().or(() -> site(site).origin()).or(all::origin).orElse(Origin.DEFAULT);
  }

  /** Who approves an order made from a template at a site. */
  public Approval approval(Template template, String site) {
    return template
        .approval()
        .or(() -> site(site).approval())
        .or(all::approval)
        .orElse(Approval.AUTOMATIC);
  }

  /** Whether the CMMS of a site takes a closed order back; most do not. */
  public boolean takesReopening(String site) {
    return site(site).takesReopening().or(all::takesReopening).orElse(false);
  }

  private Policy site(String id) {
    return sites.getOrDefault(id, all);
  }
}
