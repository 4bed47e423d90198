package org.bellcrank.source.influxdb;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.bellcrank.historian.Historian;
import org.bellcrank.historian.HistorianPoll;
import org.bellcrank.historian.Outlet;
import org.bellcrank.historian.Settings;
import org.bellcrank.historian.StoreMarks;
import org.bellcrank.journal.Store;
import org.bellcrank.keys.kura.password.Passwords;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.payload.Mapped;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.stream.SampleIntake;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.crypto.CryptoService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * Reads the records of a measurement of InfluxDB 1.x, 2.x or 3.x, by InfluxQL, from a time on that
 * is kept. One instance per measurement.
 */
@Component(
    name = InfluxSource.PID,
    service = {InfluxSource.class, ConfigurableComponent.class, SourceLife.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = InfluxSource.Config.class, factory = true)
public final class InfluxSource implements ConfigurableComponent, SourceLife {

  static final String PID = "org.bellcrank.source.influxdb.InfluxSource";

  private final AtomicReference<SampleIntake> samples = new AtomicReference<>();
  private final AtomicReference<CryptoService> crypto = new AtomicReference<>();
  private final Mapped mapped;
  private final HistorianPoll poll;

  /** Settings. */
  @ObjectClassDefinition(
      id = PID,
      localization = "OSGI-INF/l10n/source-influxdb",
      name = "%Bellcrank InfluxDB source",
      description = "%Reads the records of a measurement from a time on that is kept")
  public @interface Config {

    /** Where. */
    @AttributeDefinition(
        name = "%URL",
        description =
            "%Address of InfluxDB 1.x, 2.x or 3.x, such as http://host:8086, without user and"
                + " password")
    String url() default "http://127.0.0.1:8086";

    /** Database. */
    @AttributeDefinition(
        name = "%Database",
        description =
            "%Name of the database, 1 to 200 characters; with InfluxDB 2.x the one that is mapped to"
                + " the bucket")
    String database() default "";

    /** Measurement. */
    @AttributeDefinition(
        name = "%Measurement",
        description = "%Name of the measurement, 1 to 200 characters")
    String measurement() default "";

    /** Fields. */
    @AttributeDefinition(
        name = "%Fields",
        description = "%Names of the fields that are read, at least one; each is a point")
    String[] fields() default {"value"};

    /** Tags. */
    @AttributeDefinition(
        name = "%Tags",
        description = "%Names of tags that tell points apart",
        required = false)
    String[] tags() default {};

    /** Point. */
    @AttributeDefinition(
        name = "%Point",
        description =
            "%Name of the point, 1 to 128 characters; {measurement}, {field} and {name of a tag}"
                + " are filled in")
    String point() default "{measurement}/{field}";

    /** Topic. */
    @AttributeDefinition(
        name = "%Payload topic",
        description =
            "%Topic under which mappings of the site documents read each record as it is; empty"
                + " makes its fields numbers of points",
        required = false)
    String payload_topic() default "";

    /** User. */
    @AttributeDefinition(
        name = "%User",
        description = "%Name to log in with; empty means none",
        required = false)
    String user() default "";

    /** Password. */
    @AttributeDefinition(
        name = "%Password",
        description = "%Password of the user",
        type = AttributeType.PASSWORD,
        required = false)
    String password() default "";

    /** Token. */
    @AttributeDefinition(
        name = "%Token",
        description = "%Token of InfluxDB 2.x or 3.x in place of user and password",
        type = AttributeType.PASSWORD,
        required = false)
    String token() default "";

    /** Overlap. */
    @AttributeDefinition(
        name = "%Overlap",
        description =
            "%Seconds behind the newest record of any series at which each look begins, for records"
                + " that were written late, 0 to 86400")
    int overlap() default 600;

    /** Interval. */
    @AttributeDefinition(
        name = "%Interval",
        description = "%Milliseconds between two looks, 100 to 86400000")
    int poll_interval() default 10000;

    /** Time-out. */
    @AttributeDefinition(
        name = "%Time-out",
        description = "%Seconds for connecting and for each answer, 1 to 600")
    int timeout_seconds() default 30;

    /** Start. */
    @AttributeDefinition(
        name = "%Start",
        description = "%Where an instance without a time begins: now, or at the beginning",
        options = {
          @Option(label = "%Now", value = "now"),
          @Option(label = "%Beginning", value = "beginning")
        })
    String start() default "now";
  }

  /** Checks the settings and begins to read; the server may come later. */
  @Activate
  public InfluxSource(
      @Reference ObservationIntake intake,
      @Reference Store store,
      @Reference Clock clock,
      Map<String, Object> properties,
      Config config) {
    Settings settings = new Settings(PID, properties);
    String name = settings.name();
    long overlap = settings.whole("overlap", config.overlap(), 0, 86_400, "seconds");
    int every =
        settings.whole("poll.interval", config.poll_interval(), 100, 86_400_000, "milliseconds");
    String start = settings.text("start", config.start(), "now|beginning", "now, beginning");
    int timeout = settings.whole("timeout.seconds", config.timeout_seconds(), 1, 600, "seconds");
    String user = settings.text("user", config.user(), "[^\\p{Cntrl}:]{0,200}", "a name, or none");
    boolean token = properties.get("token") != null && !token(properties, name).isEmpty();
    if (token && !user.isEmpty()) {
      throw settings.refused("token", "one beside user '" + user + "'", "one of the two");
    }
    InfluxQuery query = query(settings, config);
    mapped = new Mapped(!query.topic().isEmpty());
    Historian historian =
        new InfluxHistorian(
            settings.url(
                config.url(), token ? "token" : user, "http://host:port or https://host:port"),
            query,
            () -> token ? "Token " + token(properties, name) : basic(user, properties, name),
            Duration.ofSeconds(timeout),
            clock);
    poll =
        new HistorianPoll(
            new HistorianPoll.Plan(
                name,
                "influxdb",
                Duration.ofMillis(every),
                overlap * 1_000_000_000L,
                start.equals("now")),
            historian,
            new StoreMarks(store, "influxdb", name),
            new Outlet("influxdb:" + name, intake, samples::get, store, clock, mapped));
    poll.start();
  }

  private String token(Map<String, Object> properties, String name) {
    return Passwords.plain(properties.get("token"), crypto.get(), name).strip();
  }

  private String basic(String user, Map<String, Object> properties, String name) {
    if (user.isEmpty()) {
      return "";
    }
    String login = user + ":" + Passwords.plain(properties.get("password"), crypto.get(), name);
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private static InfluxQuery query(Settings settings, Config config) {
    String pattern = "[^\\p{Cntrl}]{1,200}";
    List<String> fields = names(config.fields());
    if (fields.isEmpty()) {
      throw settings.refused("fields", "none", "at least one");
    }
    return new InfluxQuery(
        settings.text("database", config.database(), pattern, "1 to 200 characters"),
        settings.text("measurement", config.measurement(), pattern, "1 to 200 characters"),
        fields,
        names(config.tags()),
        settings.text("point", config.point(), "[^\\p{Cntrl}]{1,128}", "1 to 128 characters"),
        settings.text(
            "payload.topic",
            config.payload_topic(),
            "[^\\p{Cntrl}+#]{0,200}",
            "up to 200 characters without + and #"));
  }

  private static List<String> names(String[] given) {
    return given == null
        ? List.of()
        : Arrays.stream(given).map(String::strip).filter(each -> !each.isEmpty()).toList();
  }

  /** Where records of points with a pipeline go; without it they are measurements. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setSampleIntake(SampleIntake there) {
    samples.set(there);
  }

  /** It went; another may have come before. */
  public void unsetSampleIntake(SampleIntake gone) {
    samples.compareAndSet(gone, null);
  }

  /** The mappings of the site documents; they may come after this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setPayloadBook(PayloadBook there) {
    mapped.here(there);
  }

  /** They went; records wait in the database. */
  public void unsetPayloadBook(PayloadBook gone) {
    mapped.gone(gone);
  }

  /** What opens a password that the gateway sealed; it may come after this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setCryptoService(CryptoService there) {
    crypto.set(there);
  }

  /** It went; another may have come before. */
  public void unsetCryptoService(CryptoService gone) {
    crypto.compareAndSet(gone, null);
  }

  /** Records handed on since the start. */
  public long records() {
    return poll.records();
  }

  @Override
  public Sign sign() {
    return poll.sign();
  }

  /** Ends reading; the time is kept. */
  @Deactivate
  public void stop() {
    poll.close();
  }
}
