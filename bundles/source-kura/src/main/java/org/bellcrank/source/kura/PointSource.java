package org.bellcrank.source.kura;

import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.payload.Mapped;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.stream.SampleIntake;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.driver.Driver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the points whose site document names a driver's channel, straight from that driver: no
 * asset of the gateway is needed. Drivers may come, go and be configured anew; documents too.
 */
@Component(
    name = PointSource.PID,
    service = {PointSource.class, ConfigurableComponent.class, SourceLife.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = PointSource.Config.class, factory = true)
public final class PointSource implements ConfigurableComponent, SourceLife {

  static final String PID = "org.bellcrank.source.kura.PointSource";

  private static final Logger LOG = LoggerFactory.getLogger(PointSource.class);
  private static final long LOOK_MILLISECONDS = 1_000;

  /** Texts that may wait for the disk, and what they may take. */
  private static final int MOST_TEXTS = 10_000;

  private static final long MOST_TEXT_BYTES = 16L << 20;

  private final String name;
  private final ActiveSite site;
  private final Tallies tallies = new Tallies();
  private final Teller teller;
  private final GapNotes gaps;
  private final Mapped mapped = new Mapped(true);
  private final Belt belt;
  private final PointWatch watch;
  private final Map<String, Driver> drivers = new ConcurrentHashMap<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread;
  private Site seen;
  private List<Tap> taps = List.of();

  /** Settings. */
  @ObjectClassDefinition(
      id = PID,
      localization = "OSGI-INF/l10n/source-kura",
      name = "%Bellcrank point source",
      description = "%Reads the points whose site document names a channel of a driver")
  public @interface Config {

    /** Drivers. */
    @AttributeDefinition(
        name = "%Drivers",
        description =
            "%Names of drivers (kura.service.pid) whose points this instance reads; none means all",
        required = false)
    String[] drivers() default {};
  }

  /** Begins to look for documents and drivers; both may come later. */
  @Activate
  public PointSource(
      @Reference ActiveSite site,
      @Reference SampleIntake intake,
      @Reference ObservationIntake observations,
      @Reference Store store,
      @Reference Clock clock,
      Map<String, Object> properties,
      Config config) {
    Settings settings = new Settings(PID, properties);
    name = settings.name();
    this.site = site;
    teller = new Teller(name, store, clock, Optional.empty());
    gaps = new GapNotes(store, clock);
    mapped.here(intake);
    belt =
        new Belt(
            name,
            observations,
            new Teller(name, store, clock, Optional.empty()),
            MOST_TEXTS,
            MOST_TEXT_BYTES);
    TextWay texts = new TextWay(mapped, Readings.ofChannels(clock), belt, clock);
    watch =
        new PointWatch(
            name,
            this::taps,
            names(config.drivers()),
            life -> new Outlet(intake, tallies, life, texts, clock),
            gaps,
            clock);
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "bellcrank-points-" + name);
              made.setDaemon(true);
              return made;
            });
    thread.scheduleWithFixedDelay(
        this::look, LOOK_MILLISECONDS / 10, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
  }

  private static Set<String> names(String[] given) {
    return given == null
        ? Set.of()
        : Arrays.stream(given)
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** What texts of channels mean; without it they are no values. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setPayloadBook(PayloadBook there) {
    mapped.here(there);
  }

  /** It went; another may have come before. */
  public void unsetPayloadBook(PayloadBook gone) {
    mapped.gone(gone);
  }

  /** A driver came. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindDriver(Driver driver, Map<String, Object> properties) {
    drivers.put(nameOf(properties), driver);
    soon();
  }

  /** A driver was configured anew: what was prepared with it is prepared again. */
  public void updatedDriver(Driver driver, Map<String, Object> properties) {
    drivers.put(nameOf(properties), driver);
    changed.add(nameOf(properties));
    soon();
  }

  /** A driver went; another of the same name may have come before. */
  public void unbindDriver(Driver driver, Map<String, Object> properties) {
    drivers.remove(nameOf(properties), driver);
    soon();
  }

  /**
   * The gateway names its instances itself; without it the part of the PID that a person chose is
   * the name.
   */
  private static String nameOf(Map<String, Object> properties) {
    if (properties.get("kura.service.pid") instanceof String given) {
      return given;
    }
    String pid = String.valueOf(properties.get("service.pid"));
    return pid.substring(pid.indexOf('~') + 1);
  }

  private void soon() {
    try {
      thread.execute(this::look);
    } catch (RejectedExecutionException e) {
      LOG.debug("{} ended meanwhile", name, e);
    }
  }

  private void look() {
    try {
      Set<String> anew = new HashSet<>(changed);
      changed.removeAll(anew);
      watch.look(drivers, anew);
      teller.losses(tallies.lost.sum(), 0);
      gaps.look();
    } catch (RuntimeException e) {
      // The outermost loop: it looks again.
      LOG.error("{}: points and drivers could not be brought together; it is tried again", name, e);
    }
  }

  private List<Tap> taps() {
    Site now = site.site().orElse(null);
    if (now != seen) {
      seen = now;
      List<Tap> found =
          now == null
              ? List.of()
              : now.assets().points().stream().flatMap(point -> Tap.of(point).stream()).toList();
      // A new version that says the same of points leaves them undisturbed.
      taps = found.equals(taps) ? taps : found;
    }
    return taps;
  }

  /** How all drivers are together. */
  @Override
  public Sign sign() {
    List<Sign> drivers = signs();
    List<String> dead = drivers.stream().filter(is -> !is.alive()).map(Sign::name).toList();
    return new Sign(
        name,
        "points",
        dead.isEmpty(),
        dead.isEmpty()
            ? "%d drivers are read".formatted(drivers.size())
            : "no values come from " + String.join(", ", dead));
  }

  /** How each driver is whose points are read here. */
  @Override
  public List<Sign> signs() {
    return watch.signs();
  }

  /** Samples handed on since the start, good and bad. */
  public long samples() {
    return tallies.samples.sum();
  }

  /** Samples since the start that say that there is no value. */
  public long bad() {
    return tallies.bad.sum();
  }

  /** Values and texts since the start that a driver told and that found no room. */
  public long lost() {
    return tallies.lost.sum() + belt.messagesLost();
  }

  /** Readings since the start that were left out because the one before took too long. */
  public long skipped() {
    return tallies.skipped.sum();
  }

  /** Ends reading and listening; returns at once. */
  @Deactivate
  public void stop() {
    thread.execute(watch::close);
    thread.execute(() -> teller.close(tallies.lost.sum(), 0));
    thread.execute(gaps::close);
    thread.execute(belt::close);
    thread.shutdown();
  }
}
