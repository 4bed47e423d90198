package org.bellcrank.source.kura;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.RefusedObservationException;
import org.bellcrank.payload.Mapped;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.stream.SampleIntake;
import org.eclipse.kura.asset.AssetService;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.configuration.ConfigurableComponent;
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
 * Takes the channels of one asset of the gateway, by listening, by reading, or both. Scale and
 * offset were applied by the asset already. One instance per asset.
 */
@Component(
    name = AssetSource.PID,
    service = {AssetSource.class, ConfigurableComponent.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = AssetSource.Config.class, factory = true)
public final class AssetSource implements ConfigurableComponent {

  static final String PID = "org.bellcrank.source.kura.AssetSource";
  private static final int READING_BYTES = 256;

  private final String asset;
  private final Readings readings;
  private final Belt belt;
  private final AssetWatch watch;
  private final AtomicReference<SampleIntake> samples = new AtomicReference<>();
  private final SampleWay way;
  private final Mapped mapped = new Mapped(true);
  private final TextWay texts;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /** Settings. */
  @ObjectClassDefinition(
      id = PID,
      localization = "OSGI-INF/l10n/source-kura",
      name = "%Bellcrank asset source",
      description = "%Takes the channels of one asset of the gateway")
  public @interface Config {

    /** Asset. */
    @AttributeDefinition(
        name = "%Asset",
        description = "%Name of the asset (kura.service.pid), 1 to 100 characters")
    String asset_pid() default "";

    /** Channels. */
    @AttributeDefinition(
        name = "%Channels",
        description = "%Names of channels; none means all enabled ones that can be read",
        required = false)
    String[] channels() default {};

    /** Listen. */
    @AttributeDefinition(
        name = "%Listen",
        description = "%Whether values are taken when the driver tells them")
    boolean listen() default true;

    /** Interval. */
    @AttributeDefinition(
        name = "%Reading interval",
        description = "%Milliseconds between two readings, 100 to 86400000; 0 means no reading",
        min = "0",
        max = "86400000")
    int poll_interval() default 0;

    /** Point names. */
    @AttributeDefinition(
        name = "%Point",
        description =
            "%Name of the point of a channel, 1 to 128 characters; {asset} and {channel} are filled"
                + " in")
    String point() default "{asset}/{channel}";

    /** Clock. */
    @AttributeDefinition(
        name = "%Clock synchronised",
        description = "%Whether the clock behind the timestamps of the channels is synchronised")
    boolean clock_synchronised() default false;

    /** Queue. */
    @AttributeDefinition(
        name = "%Queue",
        description = "%Number of values that may wait for the disk, 16 to 1000000",
        min = "16",
        max = "1000000")
    int queue_size() default 10000;
  }

  /** Begins to look for the asset; it may come later. */
  @Activate
  public AssetSource(
      @Reference AssetService assets,
      @Reference ObservationIntake intake,
      @Reference Store store,
      @Reference Clock clock,
      Map<String, Object> properties,
      Config config) {
    Settings settings = new Settings(PID, properties);
    asset =
        settings.text(
            "asset.pid", config.asset_pid(), "[^\\p{Cntrl}]{1,100}", "the name of an asset");
    AssetWatch.Plan plan =
        new AssetWatch.Plan(
            asset, names(config.channels()), config.listen(), interval(settings, config));
    if (!plan.listen() && plan.poll() == 0) {
      throw settings.refused("listen", "false with poll.interval 0", "at least one of the two");
    }
    Points points =
        new Points(settings.text("point", config.point(), Points.PATTERN, Points.ALLOWED));
    int most = settings.whole("queue.size", config.queue_size(), 16, 1_000_000, "values");
    readings = new Readings(points, config.clock_synchronised(), clock);
    way = new SampleWay(samples, points, clock);
    belt =
        new Belt(
            settings.name(),
            intake,
            new Teller(settings.name(), store, clock, Optional.empty()),
            most,
            (long) most * READING_BYTES * 2);
    texts = new TextWay(mapped, readings, belt, clock);
    watch = new AssetWatch(settings.name(), assets, plan, this::take);
    watch.start();
  }

  /** Where readings of points with a pipeline go; without it they are measurements as they come. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setSampleIntake(SampleIntake there) {
    samples.set(there);
    mapped.here(there);
  }

  /** It went; another may have come before. */
  public void unsetSampleIntake(SampleIntake gone) {
    samples.compareAndSet(gone, null);
    mapped.gone(gone);
  }

  /** What texts of channels mean; without it they are refused. */
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

  private static int interval(Settings settings, Config config) {
    return config.poll_interval() == 0
        ? 0
        : settings.whole(
            "poll.interval",
            config.poll_interval(),
            100,
            86_400_000,
            "milliseconds, or 0 for none");
  }

  private static List<String> names(String[] given) {
    return given == null
        ? List.of()
        : Arrays.stream(given).map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  /** On a thread of the driver or ours; never waits. */
  private void take(ChannelRecord record) {
    if (texts.offer(TextWay.ofAsset(asset, record.getChannelName()), asset, record)) {
      return;
    }
    switch (way.offer(asset, record)) {
      case LOST -> belt.lostElsewhere();
      case NOT_MINE -> observe(record);
      default -> {}
    }
  }

  private void observe(ChannelRecord record) {
    String from = asset + "#" + record.getChannelName();
    try {
      for (Observation observation : readings.of(asset, record)) {
        Load.Kind kind = observation instanceof Measurement ? Load.Kind.READING : Load.Kind.MESSAGE;
        belt.offer(Load.of(from, kind, READING_BYTES, () -> observation), Duration.ZERO);
      }
    } catch (RefusedObservationException e) {
      // A channel of texts would fill the journal: it is told once.
      if (refused.add(record.getChannelName())) {
        belt.offer(
            Load.of(
                from,
                Load.Kind.MESSAGE,
                READING_BYTES,
                () -> {
                  throw e;
                }),
            Duration.ZERO);
      }
    }
  }

  /** How many values found no room in the queue. */
  public long lost() {
    return belt.readingsLost() + belt.messagesLost();
  }

  /** Stops listening; what waits is still kept, as far as that takes two seconds at most. */
  @Deactivate
  public void stop() {
    watch.close();
    belt.close();
  }
}
