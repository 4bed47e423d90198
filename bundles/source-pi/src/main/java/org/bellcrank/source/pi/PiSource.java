package org.bellcrank.source.pi;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.historian.Historian;
import org.bellcrank.historian.HistorianPoll;
import org.bellcrank.historian.Outlet;
import org.bellcrank.historian.Settings;
import org.bellcrank.historian.StoreMarks;
import org.bellcrank.journal.Store;
import org.bellcrank.keys.kura.password.Passwords;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.SourceLife;
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
 * Reads values of a PI system over PI Web API from a time on that is kept. One instance per server.
 */
@Component(
    name = PiSource.PID,
    service = {PiSource.class, ConfigurableComponent.class, SourceLife.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = PiSource.Config.class, factory = true)
public final class PiSource implements ConfigurableComponent, SourceLife {

  static final String PID = "org.bellcrank.source.pi.PiSource";

  private static final Pattern POINT =
      Pattern.compile("([^=\\p{Cntrl}]{1,128})=(\\\\\\\\[^\\p{Cntrl}]{1,500})");

  private final AtomicReference<SampleIntake> samples = new AtomicReference<>();
  private final AtomicReference<CryptoService> crypto = new AtomicReference<>();
  private final HistorianPoll poll;

  /** Settings. */
  @ObjectClassDefinition(
      id = PID,
      localization = "OSGI-INF/l10n/source-pi",
      name = "%Bellcrank PI source",
      description = "%Reads values of a PI system from a time on that is kept")
  public @interface Config {

    /** Where. */
    @AttributeDefinition(
        name = "%URL",
        description =
            "%Address of the PI Web API, such as https://pi.example/piwebapi, without user and"
                + " password")
    String url() default "";

    /** Points. */
    @AttributeDefinition(
        name = "%Points",
        description =
            "%Points and the paths of their tags or attributes, 1 to 1000, as point=path, for"
                + " example press/oil=\\\\pi\\sinusoid")
    String[] points() default {};

    /** Interpolation. */
    @AttributeDefinition(
        name = "%Interpolation",
        description =
            "%Milliseconds between interpolated values, 100 to 86400000; 0 takes values as they"
                + " were recorded")
    int interpolate() default 0;

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

    /** Overlap. */
    @AttributeDefinition(
        name = "%Overlap",
        description =
            "%Seconds behind the newest value of any point at which each look begins, for values"
                + " that were written late, 0 to 86400; interpolated values are read that much"
                + " later")
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
  public PiSource(
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
    int step = config.interpolate();
    Optional<Duration> interval =
        step == 0
            ? Optional.empty()
            : Optional.of(
                Duration.ofMillis(
                    settings.whole("interpolate", step, 100, 86_400_000, "milliseconds, or 0")));
    if (interval.isPresent() && !start.equals("now")) {
      throw settings.refused("start", start + " with interpolate " + step, "now");
    }
    String user = settings.text("user", config.user(), "[^\\p{Cntrl}:]{0,200}", "a name, or none");
    PiSite site =
        new PiSite(
            settings.url(config.url(), user, "https://host/piwebapi"),
            user,
            () -> Passwords.plain(properties.get("password"), crypto.get(), name),
            Duration.ofSeconds(timeout));
    Historian historian =
        new PiHistorian(
            site, paths(settings, config.points()), interval, Duration.ofSeconds(overlap), clock);
    poll =
        new HistorianPoll(
            new HistorianPoll.Plan(
                name,
                "pi",
                Duration.ofMillis(every),
                // An interpolated value may be another when it is read again: it is read late,
                // once.
                interval.isPresent() ? 0 : overlap * 10_000_000L,
                start.equals("now")),
            historian,
            new StoreMarks(store, "pi", name),
            new Outlet("pi:" + name, intake, samples::get, store, clock));
    poll.start();
  }

  private static Map<String, String> paths(Settings settings, String[] given) {
    Map<String, String> paths = new LinkedHashMap<>();
    for (String each : given == null ? new String[0] : given) {
      if (each.isBlank()) {
        continue;
      }
      Matcher parts = POINT.matcher(each.strip());
      if (!parts.matches() || paths.put(parts.group(1).strip(), parts.group(2).strip()) != null) {
        throw settings.refused(
            "points", "'" + each + "'", "point=\\\\server\\tag, each point once");
      }
    }
    settings.whole("points", paths.size(), 1, 1_000, "points");
    return paths;
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
