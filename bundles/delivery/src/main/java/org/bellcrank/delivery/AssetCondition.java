package org.bellcrank.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;

/**
 * How an asset is, as the open orders on it tell, and which row tells its CMMS.
 *
 * @param instance the connector instance that is told
 * @param asset the key of its record there
 * @param state how it is
 * @param since when it came into this state, by the gateway's clock
 * @param orders our ids of the approved orders that are open on it; empty while it is normal
 * @param delivery id of the newest row that tells it; empty while nothing was to be told
 * @param known what mappings read: the names {@code condition.*} of {@link
 *     org.bellcrank.workorder.OrderFields}
 */
public record AssetCondition(
    String instance,
    String asset,
    State state,
    Instant since,
    List<String> orders,
    Optional<String> delivery,
    Facts known) {

  /** How an asset is, with the health grade of ISO 13374: 1 is sound, 0 has failed. */
  public enum State {
    /** No order of ours is open on it. */
    NORMAL(1),
    /** An order is open, and none of them for anything critical. */
    DEGRADED(0.5),
    /** An order is open for something critical. */
    FAILED(0);

    private final double grade;

    State(double grade) {
      this.grade = grade;
    }

    /**
     * By the orders on an asset: of those that count the gravest decides.
     *
     * @param orders any of the asset's; those that do not count are passed over
     */
    public static State of(Collection<WorkOrder> orders) {
      List<WorkOrder> counting = orders.stream().filter(AssetCondition::counts).toList();
      if (counting.isEmpty()) {
        return NORMAL;
      }
      return counting.stream().anyMatch(each -> severity(each).filter(CRITICAL::equals).isPresent())
          ? FAILED
          : DEGRADED;
    }

    /** The health grade; of three states there are no finer ones. */
    public double grade() {
      return grade;
    }
  }

  private static final String CRITICAL = "CRITICAL";

  public AssetCondition {
    orders = List.copyOf(orders);
  }

  /** Whether an order says that something is wrong: a draft is nobody's word yet. */
  public static boolean counts(WorkOrder order) {
    return order.status().isOpen() && order.status() != OrderStatus.DRAFT;
  }

  /** The gravest of an order's findings, as rules grade them; empty where nobody said it. */
  public static Optional<String> severity(WorkOrder order) {
    return order.fields().text("order.severity").or(() -> order.fields().text("finding.severity"));
  }

  /** One of which nothing was ever heard. */
  public static AssetCondition unheard(String instance, String asset, Instant at) {
    return new AssetCondition(
        instance, asset, State.NORMAL, at, List.of(), Optional.empty(), Facts.empty());
  }

  /** The same, told by another row. */
  public AssetCondition toldBy(String row) {
    return new AssetCondition(instance, asset, state, since, orders, Optional.of(row), known);
  }

  /** All of it but whose it is, for a store. */
  public Facts facts() {
    return Facts.with("state", state)
        .put("since", since)
        .put("orders", orders)
        .put("delivery", delivery)
        .put("known", known)
        .build();
  }

  /** What {@link #facts} gave. */
  public static AssetCondition from(String instance, String asset, Facts facts) {
    return new AssetCondition(
        instance,
        asset,
        State.valueOf(facts.requireText("state")),
        facts.instant("since").orElseThrow(),
        facts.textList("orders"),
        facts.text("delivery"),
        facts.facts("known").orElse(Facts.empty()));
  }
}
