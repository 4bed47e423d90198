package org.bellcrank.source.sql;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
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

/** Reads the rows of a query from a watermark on that is kept. One instance per query. */
@Component(
    name = SqlSource.PID,
    service = {SqlSource.class, ConfigurableComponent.class, SourceLife.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = SqlSource.Config.class, factory = true)
public final class SqlSource implements ConfigurableComponent, SourceLife {

  static final String PID = "org.bellcrank.source.sql.SqlSource";

  private final AtomicReference<SampleIntake> samples = new AtomicReference<>();
  private final AtomicReference<CryptoService> crypto = new AtomicReference<>();
  private final Mapped mapped;
  private final HistorianPoll poll;

  /** Settings. */
  @ObjectClassDefinition(
      id = PID,
      localization = "OSGI-INF/l10n/source-sql",
      name = "%Bellcrank SQL source",
      description = "%Reads the rows of a query from a watermark on that is kept")
  public @interface Config {

    /** Where. */
    @AttributeDefinition(
        name = "%URL",
        description =
            "%Address for the driver, such as jdbc:postgresql://host:5432/plant, without user and"
                + " password")
    String url() default "";

    /** Driver. */
    @AttributeDefinition(
        name = "%Driver class",
        description =
            "%Class of the driver; empty means the usual one of PostgreSQL, SQLite, MariaDB, SQL"
                + " Server, Oracle",
        required = false)
    String driver_class() default "";

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

    /** Query. */
    @AttributeDefinition(
        name = "%Query",
        description =
            "%One SELECT with one ?, which gets the watermark: SELECT id, tag, measured, value FROM"
                + " readings WHERE id >= ? ORDER BY id|TextArea")
    String query() default "";

    /** Watermark column. */
    @AttributeDefinition(
        name = "%Watermark column",
        description = "%Column that rises with each row and is never changed")
    String mark_column() default "id";

    /** Kind of watermark. */
    @AttributeDefinition(
        name = "%Watermark kind",
        description = "%Whether the watermark is a whole number from 1 or a time",
        options = {
          @Option(label = "%Number", value = "number"),
          @Option(label = "%Time", value = "time")
        })
    String mark_kind() default "number";

    /** Overlap of times. */
    @AttributeDefinition(
        name = "%Overlap",
        description =
            "%Seconds behind the watermark at which each look begins where it is a time, for rows"
                + " that were committed late, 0 to 86400")
    int overlap() default 600;

    /** Overlap of numbers. */
    @AttributeDefinition(
        name = "%Overlap of numbers",
        description =
            "%How far behind the watermark each look begins where it is a number, 0 to 10000000:"
                + " numbers given a second, times the seconds of the longest transaction")
    int overlap_numbers() default 10_000;

    /** Point column. */
    @AttributeDefinition(name = "%Point column", description = "%Column that names the point")
    String point_column() default "tag";

    /** Point. */
    @AttributeDefinition(
        name = "%Point",
        description = "%Name of the point, 1 to 128 characters; {point} is filled in")
    String point() default "{point}";

    /** Value column. */
    @AttributeDefinition(name = "%Value column", description = "%Column of the number")
    String value_column() default "value";

    /** Time column. */
    @AttributeDefinition(
        name = "%Time column",
        description = "%Column of the time of measuring; a whole number is milliseconds since 1970")
    String time_column() default "measured";

    /** Unit column. */
    @AttributeDefinition(
        name = "%Unit column",
        description = "%Column of the UCUM unit; empty means none",
        required = false)
    String unit_column() default "";

    /** Topic. */
    @AttributeDefinition(
        name = "%Payload topic",
        description =
            "%Topic under which mappings of the site documents read each row as it is, for example"
                + " sql/alarms; empty reads the columns named above",
        required = false)
    String payload_topic() default "";

    /** Zone. */
    @AttributeDefinition(
        name = "%Time zone",
        description = "%Zone of times that say none themselves, such as Europe/Berlin")
    String zone() default "UTC";

    /** Interval. */
    @AttributeDefinition(
        name = "%Interval",
        description = "%Milliseconds between two looks, 100 to 86400000")
    int poll_interval() default 10000;

    /** Time-out. */
    @AttributeDefinition(
        name = "%Time-out",
        description = "%Seconds for connecting and for each statement, 1 to 600")
    int timeout_seconds() default 30;

    /** Start. */
    @AttributeDefinition(
        name = "%Start",
        description = "%Where an instance without a watermark begins: now, or at the beginning",
        options = {
          @Option(label = "%Now", value = "now"),
          @Option(label = "%Beginning", value = "beginning")
        })
    String start() default "now";
  }

  /** Checks the settings and begins to read; the database may come later. */
  @Activate
  public SqlSource(
      @Reference ObservationIntake intake,
      @Reference Store store,
      @Reference Clock clock,
      Map<String, Object> properties,
      Config config) {
    Settings settings = new Settings(PID, properties);
    String name = settings.name();
    SqlQuery query = query(settings, config);
    long seconds = settings.whole("overlap", config.overlap(), 0, 86_400, "seconds");
    long numbers =
        settings.whole("overlap.numbers", config.overlap_numbers(), 0, 10_000_000, "numbers");
    int every =
        settings.whole("poll.interval", config.poll_interval(), 100, 86_400_000, "milliseconds");
    String start = settings.text("start", config.start(), "now|beginning", "now, beginning");
    mapped = new Mapped(!query.topic().isEmpty());
    poll =
        new HistorianPoll(
            new HistorianPoll.Plan(
                name,
                "sql",
                Duration.ofMillis(every),
                query.timeMark() ? seconds * 1_000_000L : numbers,
                start.equals("now")),
            new SqlHistorian(place(settings, config, properties), query, clock),
            new StoreMarks(store, "sql", name),
            new Outlet("sql:" + name, intake, samples::get, store, clock, mapped));
    poll.start();
  }

  private SqlPlace place(Settings settings, Config config, Map<String, Object> properties) {
    String url = config.url() == null ? "" : config.url().strip();
    if (!url.matches(SqlPlace.URL_PATTERN)) {
      // What stands before an @ may hold a password.
      throw settings.refused(
          "url", "'" + url.replaceFirst(".*@", "…@") + "'", SqlPlace.URL_ALLOWED);
    }
    String given =
        settings.text("driver.class", config.driver_class(), "[A-Za-z0-9_.$]{0,200}", "a class");
    String driver = given.isEmpty() ? SqlPlace.usual(url) : given;
    if (driver.isEmpty()) {
      throw settings.refused("driver.class", "none for " + url, "the class of its driver");
    }
    int timeout = settings.whole("timeout.seconds", config.timeout_seconds(), 1, 600, "seconds");
    return new SqlPlace(
        url,
        driver,
        settings.text("user", config.user(), "[^\\p{Cntrl}]{0,200}", "a name, or none"),
        () -> Passwords.plain(properties.get("password"), crypto.get(), settings.name()),
        Duration.ofSeconds(timeout),
        zone(settings, config.zone()));
  }

  private static SqlQuery query(Settings settings, Config config) {
    String text = config.query() == null ? "" : config.query().strip();
    if (!SqlQuery.fits(text)) {
      throw settings.refused("query", "'" + text + "'", "one SELECT with one ?");
    }
    if (!SqlQuery.fromOn(text)) {
      throw settings.refused(
          "query", "'" + text + "'", "a comparison from the watermark on, so column >= ?");
    }
    return new SqlQuery(
        text.replaceFirst(";\\s*$", ""),
        column(settings, "mark.column", config.mark_column()),
        settings
            .text("mark.kind", config.mark_kind(), "number|time", "number, time")
            .equals("time"),
        column(settings, "point.column", config.point_column()),
        column(settings, "value.column", config.value_column()),
        column(settings, "time.column", config.time_column()),
        settings.text(
            "unit.column", config.unit_column(), "(" + SqlQuery.COLUMN + ")?", "a column"),
        settings.text("point", config.point(), "[^\\p{Cntrl}]{1,128}", "1 to 128 characters"),
        zone(settings, config.zone()),
        settings.text(
            "payload.topic",
            config.payload_topic(),
            "[^\\p{Cntrl}+#]{0,200}",
            "up to 200 characters without + and #"));
  }

  private static String column(Settings settings, String key, String given) {
    return settings.text(key, given, SqlQuery.COLUMN, "letters, digits and _ of a column's name");
  }

  private static ZoneId zone(Settings settings, String given) {
    try {
      ZoneId zone = ZoneId.of(given == null ? "" : given.strip());
      if (zone.normalized() instanceof ZoneOffset offset && offset.getTotalSeconds() % 60 != 0) {
        throw settings.refused("zone", "'" + given + "'", "an offset of whole minutes");
      }
      return zone;
    } catch (DateTimeException e) {
      throw settings.refused("zone", "'" + given + "'", "a zone such as Europe/Berlin");
    }
  }

  /** Where rows of points with a pipeline go; without it they are measurements. */
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

  /** They went; rows wait in the database. */
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

  /** Rows handed on since the start. */
  public long records() {
    return poll.records();
  }

  @Override
  public Sign sign() {
    return poll.sign();
  }

  /** Ends reading; the watermark is kept. */
  @Deactivate
  public void stop() {
    poll.close();
  }
}
