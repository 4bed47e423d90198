package org.bellcrank.reject.opcua;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.journal.Store;
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

/**
 * Pulses a node of a control for a finding, so that the part is rejected: the only component of all
 * that writes to a control by itself. It writes nothing unless it is told to, the list names the
 * node, and the driver allows it too.
 */
@Component(
    name = OpcUaReject.PID,
    service = {OpcUaReject.class, ConfigurableComponent.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = OpcUaReject.Config.class, factory = true)
public final class OpcUaReject implements ConfigurableComponent {

  static final String PID = "org.bellcrank.reject.opcua.OpcUaReject";

  private final String name;
  private final Plan plan;
  private final Rejecting rejecting;
  private final Map<String, PlantDriver> drivers = new ConcurrentHashMap<>();

  /** Settings. */
  @ObjectClassDefinition(
      id = PID,
      localization = "OSGI-INF/l10n/reject-opcua",
      name = "%Bellcrank OPC UA reject",
      description = "%Pulses listed nodes of a control for findings, so that parts are rejected")
  public @interface Config {

    /** Whether it writes. */
    @AttributeDefinition(
        name = "%Write enabled",
        description = "%Whether anything is written; otherwise the journal tells what would be")
    boolean write_enabled() default false;

    /** Driver. */
    @AttributeDefinition(
        name = "%Driver",
        description = "%Name of the OPC UA driver (kura.service.pid), 1 to 100 characters")
    String driver() default "";

    /** Endpoint. */
    @AttributeDefinition(
        name = "%Endpoint",
        description = "%Address of its server as the driver has it; another one gets nothing")
    String endpoint() default "";

    /** Nodes. */
    @AttributeDefinition(
        name = "%Nodes",
        description =
            "%Each as nsu=http://namespace;s=name | pulse 200 | asset press-4 | class crack; the"
                + " driver's write.allowed must name it too",
        required = false)
    String[] nodes() default {};

    /** Age. */
    @AttributeDefinition(
        name = "%Maximum age",
        description = "%Milliseconds after which a finding is too late, 100 to 60000",
        min = "100",
        max = "60000")
    int max_age_millis() default 2000;

    /** Rate. */
    @AttributeDefinition(
        name = "%Pulses per minute",
        description = "%Number of pulses in any 60 seconds at most, 1 to 600",
        min = "1",
        max = "600")
    int pulses_per_minute() default 30;
  }

  /** Checks the settings. */
  @Activate
  public OpcUaReject(
      @Reference Store store,
      @Reference Clock clock,
      Map<String, Object> properties,
      Config config) {
    name = nameOf(properties);
    plan =
        new Plan(
            name,
            config.write_enabled(),
            text("driver", config.driver(), "[^\\p{Cntrl}]{1,100}", "the name of an OPC UA driver"),
            text(
                "endpoint", config.endpoint(), "opc\\.tcp://[^\\s@]{1,500}", "opc.tcp://host:port"),
            nodes(config.nodes()),
            Duration.ofMillis(
                whole("max.age.millis", config.max_age_millis(), 100, 60_000, "milliseconds")),
            whole("pulses.per.minute", config.pulses_per_minute(), 1, 600, "pulses"));
    rejecting = new Rejecting(plan, store, clock, this::driver);
  }

  /** Follows the journal; drivers that are there were bound before. */
  @Activate
  public void start() {
    rejecting.start();
  }

  private List<Whitelisted> nodes(String[] given) {
    try {
      return given == null
          ? List.of()
          : Arrays.stream(given)
              .map(String::strip)
              .filter(each -> !each.isEmpty())
              .map(Whitelisted::of)
              .toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s of %s, nodes: %s".formatted(PID, name, e.getMessage()), e);
    }
  }

  private String text(String key, String given, String pattern, String allowed) {
    String text = given == null ? "" : given.strip();
    if (!text.matches(pattern)) {
      throw refused(
          key, "'" + (text.contains("@") ? "an address with a user" : text) + "'", allowed);
    }
    return text;
  }

  private int whole(String key, int given, int least, int most, String unit) {
    if (given < least || given > most) {
      throw refused(key, String.valueOf(given), "%d to %d %s".formatted(least, most, unit));
    }
    return given;
  }

  private IllegalArgumentException refused(String key, String given, String allowed) {
    return new IllegalArgumentException(
        "%s of %s, %s: given %s; allowed: %s".formatted(PID, name, key, given, allowed));
  }

  /** A driver came, or is configured anew. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindDriver(Driver driver, Map<String, Object> properties) {
    drivers.put(
        nameOf(properties),
        new PlantDriver(driver, String.valueOf(properties.getOrDefault("endpoint", "")).strip()));
  }

  /** A driver's settings changed. */
  public void updatedDriver(Driver driver, Map<String, Object> properties) {
    bindDriver(driver, properties);
  }

  /** A driver went; another of the same name may have come before. */
  public void unbindDriver(Driver driver, Map<String, Object> properties) {
    drivers.computeIfPresent(
        nameOf(properties), (key, there) -> there.driver() == driver ? null : there);
  }

  private PlantDriver driver() throws PlantDriver.AbsentException {
    PlantDriver there = drivers.get(plan.driver());
    if (there == null) {
      throw new PlantDriver.AbsentException("no driver is named " + plan.driver());
    }
    if (!there.endpoint().equals(plan.endpoint())) {
      throw new PlantDriver.AbsentException(
          "driver %s, endpoint: given '%s'; allowed: %s"
              .formatted(plan.driver(), there.endpoint(), plan.endpoint()));
    }
    return there;
  }

  /**
   * The gateway names its instances itself; without it the part of the PID that a person chose is
   * the name.
   */
  private static String nameOf(Map<String, Object> properties) {
    if (properties.get("kura.service.pid") instanceof String given) {
      return given;
    }
    String pid = String.valueOf(properties.getOrDefault("service.pid", PID));
    return pid.substring(pid.indexOf('~') + 1);
  }

  /** A pulse under way ends by itself. */
  @Deactivate
  public void stop() {
    rejecting.close();
  }
}
