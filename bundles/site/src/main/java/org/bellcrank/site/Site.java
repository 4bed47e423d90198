package org.bellcrank.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.calendar.PlantCalendar;
import org.bellcrank.condition.Limit;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.journal.LayerPlan;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.rule.RuleSet;
import org.bellcrank.stream.StreamPlan;
import org.bellcrank.workorder.OrderPolicies;
import org.bellcrank.workorder.Template;

/**
 * One version of the site documents, checked as a whole; immutable, safe for any thread.
 *
 * @param version first 12 hexadecimal digits of the SHA-256 over all texts; the same texts have the
 *     same version
 * @param limits every limit, by point too
 * @param streams what becomes of samples of points
 * @param templates templates by id
 * @param orders what holds for all orders, and for those of single sites
 * @param calendars calendars by the id of their site
 * @param connectors connector instances, in the documents' order
 * @param payloads what messages of other shapes say
 * @param canaries how the gateway's own way is tested
 * @param start what deciding waits for when the gateway starts
 * @param layers by which layers each class of events leaves
 */
public record Site(
    String version,
    AssetRegister assets,
    PointLimits limits,
    StreamPlan streams,
    RuleSet rules,
    Map<String, Template> templates,
    OrderPolicies orders,
    Map<String, PlantCalendar> calendars,
    List<ConnectorInstance> connectors,
    PayloadMappings payloads,
    CanaryPlan canaries,
    StartPlan start,
    LayerPlan layers) {

  /** The limits of a point. */
  public List<Limit> limitsOf(String point) {
    return limits.of(point);
  }

  /** The connector instance to which the orders of a site go. */
  public Optional<ConnectorInstance> connectorOf(String site) {
    return connectors.stream().filter(connector -> connector.site().equals(site)).findFirst();
  }

  /** The same documents over which a register says more of assets. */
  public Site with(AssetRegister standing) {
    return new Site(
        version,
        standing,
        limits,
        streams,
        rules,
        templates,
        orders,
        calendars,
        connectors,
        payloads,
        canaries,
        start,
        layers);
  }
}
