package org.bellcrank.fleet.kura;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.bellcrank.canary.Lamps;
import org.bellcrank.console.Console;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.health.GatewayHealth;
import org.bellcrank.journal.Store;
import org.bellcrank.replay.Replays;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.DocumentDesk;
import org.bellcrank.site.EgressProfile.Goods;
import org.bellcrank.vision.Detector;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway in the cloud: answers the application {@code BELLCRANK-V1} on every connection, and
 * tells order events, figures and alerts through publishers that a person chose. What its egress
 * profile keeps at the site does not leave by either way.
 */
@Component(
    name = CloudApplication.PID,
    service = {CloudApplication.class, ConfigurableComponent.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = Settings.Config.class)
public final class CloudApplication implements ConfigurableComponent {

  static final String PID = "org.bellcrank.fleet.kura.CloudApplication";

  /** The application's name on the wire. */
  static final String NAME = "BELLCRANK-V1";

  private static final Logger LOG = LoggerFactory.getLogger(CloudApplication.class);
  private static final String NOBODY = "(kura.service.pid=changeme)";

  private final Parts parts = new Parts();
  private final Set<RequestHandlerRegistry> registries = new CopyOnWriteArraySet<>();
  private final Egress egress;
  private final Handler handler;
  private final Outlet orders;
  private final Outlet figures;
  private final Outlet alerts;
  private final Publications publications;

  /** Puts the application together; connections and publishers may come later. */
  @Activate
  public CloudApplication(
      @Reference Store store,
      @Reference Clock clock,
      @Reference Console console,
      @Reference ActiveSite active,
      @Reference DocumentDesk desk,
      @Reference DeliveryBook deliveries,
      @Reference Replays replays,
      Settings.Config config) {
    Settings settings = Settings.of(config);
    egress = new Egress(settings.profile());
    Views views = new Views(console);
    Documents documents = new Documents(desk, active);
    Resources resources =
        new Resources(
            views,
            active,
            documents,
            new Deliveries(deliveries, parts),
            new ReplayRequests(replays, documents),
            new Tests(parts, settings.patience().multipliedBy(3).dividedBy(4)),
            parts,
            egress,
            settings.evidenceBytes(),
            version());
    handler = new Handler(resources, store, clock, settings.patience());
    orders = new Outlet(Goods.ORDERS, egress);
    figures = new Outlet(Goods.FIGURES, egress);
    alerts = new Outlet(Goods.HEALTH, egress);
    publications =
        new Publications(
            new Alerts(store, clock, parts, active, deliveries, alerts),
            new Figures(views, clock, settings.figuresEvery(), figures),
            new OrderFeed(store, clock, egress, orders),
            new Pace(clock, settings.messagesPerMinute()));
    publications.start();
    LOG.info("{} with egress profile {}", NAME, egress.profile().word());
  }

  /** The version of this bundle; empty where no framework runs it. */
  private static String version() {
    Bundle bundle = FrameworkUtil.getBundle(CloudApplication.class);
    return bundle == null ? "" : bundle.getVersion().toString();
  }

  /** One for each cloud connection. */
  @Reference(
      name = "RequestHandlerRegistry",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addRegistry(RequestHandlerRegistry there) {
    if (egress.open()) {
      registries.add(there);
      publications.soon(() -> register(there));
    }
  }

  /** The connection went. */
  public void removeRegistry(RequestHandlerRegistry gone) {
    if (registries.remove(gone)) {
      unregister(gone);
    }
  }

  private void register(RequestHandlerRegistry registry) {
    try {
      if (registries.contains(registry)) {
        registry.registerRequestHandler(NAME, handler);
      }
    } catch (KuraException e) {
      LOG.error("{} is not offered on a cloud connection: {}", NAME, e.getMessage());
    }
  }

  private static void unregister(RequestHandlerRegistry registry) {
    try {
      registry.unregister(NAME);
    } catch (KuraException e) {
      LOG.warn("{} stays on a cloud connection that goes: {}", NAME, e.getMessage());
    }
  }

  /** Tells what becomes of orders. */
  @Reference(
      name = "OrderPublisher",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      target = NOBODY)
  public void setOrderPublisher(CloudPublisher there) {
    orders.set(there);
  }

  /** It went; events wait in the journal. */
  public void unsetOrderPublisher(CloudPublisher gone) {
    orders.unset(gone);
  }

  /** Tells counts and latencies. */
  @Reference(
      name = "FigurePublisher",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      target = NOBODY)
  public void setFigurePublisher(CloudPublisher there) {
    figures.set(there);
  }

  /** It went. */
  public void unsetFigurePublisher(CloudPublisher gone) {
    figures.unset(gone);
  }

  /** Tells what is wrong. */
  @Reference(
      name = "AlertPublisher",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      target = NOBODY)
  public void setAlertPublisher(CloudPublisher there) {
    alerts.set(there);
  }

  /** It went; alerts that stand are told to the next. */
  public void unsetAlertPublisher(CloudPublisher gone) {
    alerts.unset(gone);
  }

  /** How the bundles are. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setGatewayHealth(GatewayHealth there) {
    parts.set(there);
  }

  /** It went. */
  public void unsetGatewayHealth(GatewayHealth gone) {
    parts.unset(gone);
  }

  /** Sends refused orders again. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setDeliveryDesk(DeliveryDesk there) {
    parts.set(there);
  }

  /** It went. */
  public void unsetDeliveryDesk(DeliveryDesk gone) {
    parts.unset(gone);
  }

  /** What proves that the gateway works. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setLamps(Lamps there) {
    parts.set(there);
  }

  /** It went. */
  public void unsetLamps(Lamps gone) {
    parts.unset(gone);
  }

  /** A model. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addDetector(Detector there) {
    parts.detectors.add(there);
  }

  /** It went. */
  public void removeDetector(Detector gone) {
    parts.detectors.remove(gone);
  }

  /** Leaves the cloud; what is under way ends on its own. */
  @Deactivate
  public void stop() {
    publications.close();
    registries.forEach(CloudApplication::unregister);
    registries.clear();
    orders.close();
    figures.close();
    alerts.close();
    handler.close();
  }
}
