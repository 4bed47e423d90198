package org.bellcrank.health.osgi;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.bellcrank.health.GatewayHealth;
import org.bellcrank.health.HealthReport;
import org.bellcrank.health.HealthState;
import org.bellcrank.health.PackageEvent;
import org.bellcrank.health.PackageReturn;
import org.bellcrank.journal.Store;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the framework at the start and after every change, and tells who listens. */
@Component(service = GatewayHealth.class, immediate = true)
public final class WatchedHealth implements GatewayHealth {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedHealth.class);

  /** Framework property of tests that cannot wait: milliseconds of quiet before a look. */
  private static final String QUIET_MILLIS = "org.bellcrank.health.quiet";

  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  /** A start's own pauses are shorter than so many times the quiet before a look. */
  private static final int STILL = 8;

  private static final Duration LONGEST_MISSED = Duration.ofMinutes(3);

  private final BundleContext context;
  private final Clock clock = Clock.systemUTC();
  private final FrameworkLook look;
  private final DeployedPackages deployed;
  private final PackageEvents events;
  private final Refusals refusals = new Refusals();
  private final GoodPackages good = new GoodPackages();
  private final PutBacks returns = new PutBacks(clock);
  private final Pace pace;
  private final Patience patience;
  private final List<Consumer<HealthReport>> listeners = new CopyOnWriteArrayList<>();
  private final BundleListener bundles;
  private final ServiceListener components;
  private volatile HealthReport newest;
  private volatile HealthReport told;
  private boolean keptBack;

  /** Begins to watch; the first look follows when the framework has become quiet. */
  @Activate
  public WatchedHealth(BundleContext context, @Reference ServiceComponentRuntime runtime)
      throws org.osgi.framework.InvalidSyntaxException {
    this.context = context;
    Duration quiet = quiet(context);
    pace = new Pace(this::look, quiet, LONGEST);
    patience = new Patience(quiet.multipliedBy(STILL), LONGEST_MISSED);
    bundles = event -> pace.changed();
    components = event -> pace.changed();
    look = new FrameworkLook(context, runtime);
    deployed = wired("org.osgi.service.deploymentadmin") ? new DeployedPackages(context) : null;
    events = wired("org.osgi.service.event") ? listening() : null;
    context.addBundleListener(bundles);
    context.addServiceListener(
        components, "(objectClass=" + ServiceComponentRuntime.class.getName() + ")");
    pace.changed();
  }

  private static Duration quiet(BundleContext context) {
    String given = context.getProperty(QUIET_MILLIS);
    if (given == null || given.matches("[1-9][0-9]{0,4}")) {
      return given == null ? QUIET : Duration.ofMillis(Long.parseLong(given));
    }
    LOG.error(
        "framework property {}: given '{}'; allowed: 1 to 99999 milliseconds; {} ms are used",
        QUIET_MILLIS,
        given,
        QUIET.toMillis());
    return QUIET;
  }

  /** What puts an earlier package back, where the gateway keeps one. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setBack(PackageReturn there) {
    returns.set(there);
  }

  /** It went; a broken package is only told of. */
  public void unsetBack(PackageReturn gone) {
    returns.unset(gone);
  }

  /** Where it is noted that a package was put back. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setStore(Store there) {
    returns.set(there);
  }

  /** It went; what is put back meanwhile stands in the log alone. */
  public void unsetStore(Store gone) {
    returns.unset(gone);
  }

  private PackageEvents listening() {
    return new PackageEvents(
        context,
        clock,
        new PackageEvents.Listener() {
          @Override
          public void sessionBegan() {
            pace.sessionBegan();
          }

          @Override
          public void sessionEnded() {
            pace.sessionEnded();
          }
        },
        this::heard);
  }

  private void heard(PackageEvent event) {
    refusals.heard(event);
    good.heard(event);
    pace.changed();
  }

  private boolean wired(String packageName) {
    for (BundleWire wire :
        context.getBundle().adapt(BundleWiring.class).getRequiredWires("osgi.wiring.package")) {
      if (packageName.equals(wire.getCapability().getAttributes().get("osgi.wiring.package"))) {
        return true;
      }
    }
    return false;
  }

  private synchronized void look() {
    HealthReport report = look.look(deployed, refusals.open()).report(clock.instant());
    newest = report;
    HealthReport before = told;
    boolean news = before == null || !report.saysTheSame(before);
    Duration left = patience.left(report, pace.stillFor(), System.nanoTime());
    if (news && left.isZero()) {
      told = report;
      tell(report, before);
    } else if (news) {
      keepBack(report, left);
    }
    keptBack = news && !left.isZero();
    good.looked(report).forEach(returns::putBack);
  }

  private void keepBack(HealthReport report, Duration left) {
    if (!keptBack) {
      LOG.info(
          "not everything is there yet: {}; a warning follows if it does not come",
          report.causes().isEmpty() ? "a bundle is stopped" : report.causes().get(0).reason());
    }
    pace.again(left);
  }

  private void tell(HealthReport report, HealthReport before) {
    if (report.state() == HealthState.OK) {
      if (before != null && before.state() != HealthState.OK) {
        LOG.info("health is ok again");
      }
    } else {
      LOG.warn("health is {}", report.state().word());
      report.causes().forEach(cause -> cause.lines().forEach(line -> LOG.warn("{}", line)));
    }
    listeners.forEach(listener -> tell(listener, report));
  }

  private static void tell(Consumer<HealthReport> listener, HealthReport report) {
    try {
      listener.accept(report);
    } catch (RuntimeException e) {
      LOG.error("a listener of the health did not take the report", e);
    }
  }

  @Override
  public HealthReport report() {
    if (newest == null) {
      look();
    }
    return newest;
  }

  @Override
  public Listening onChange(Consumer<HealthReport> listener) {
    pace.run(
        () -> {
          HealthReport first = told;
          if (first != null) {
            tell(listener, first);
          }
          listeners.add(listener);
        });
    return () -> listeners.remove(listener);
  }

  @Deactivate
  void stop() {
    context.removeBundleListener(bundles);
    context.removeServiceListener(components);
    if (events != null) {
      events.close();
    }
    pace.close();
    if (deployed != null) {
      deployed.close();
    }
  }
}
