package org.bellcrank.source.kura;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.ObservationMessage;
import org.bellcrank.observation.Refusals;
import org.bellcrank.stream.SampleIntake;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.wire.WireComponent;
import org.eclipse.kura.wire.WireEnvelope;
import org.eclipse.kura.wire.WireHelperService;
import org.eclipse.kura.wire.WireReceiver;
import org.eclipse.kura.wire.WireRecord;
import org.eclipse.kura.wire.WireSupport;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentContext;
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
import org.osgi.service.wireadmin.Consumer;
import org.osgi.service.wireadmin.Wire;

/**
 * The way from a wire graph into Bellcrank. It runs on the thread of whoever emits, so it only puts
 * records into a queue of its own.
 */
@Component(
    name = WireSource.PID,
    service = {
      WireComponent.class,
      WireReceiver.class,
      Consumer.class,
      ConfigurableComponent.class
    },
    property = {
      "kura.ui.service.hide:Boolean=true",
      "input.cardinality.minimum:Integer=1",
      "input.cardinality.maximum:Integer=1",
      "input.cardinality.default:Integer=1",
      "output.cardinality.minimum:Integer=0",
      "output.cardinality.maximum:Integer=0",
      "output.cardinality.default:Integer=0"
    },
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = WireSource.Config.class, factory = true)
public final class WireSource implements WireReceiver, ConfigurableComponent {

  static final String PID = "org.bellcrank.source.kura.WireSource";

  private final ObservationIntake intake;
  private final EvidenceStore evidence;
  private final Store store;
  private final Clock clock;
  private final WireHelperService helper;
  private final AtomicReference<SampleIntake> samples = new AtomicReference<>();
  private volatile WireSupport wires;
  private volatile Envelopes envelopes;
  private volatile SampleWay way;
  private volatile Belt belt;
  private volatile Duration patience;

  /** Settings. */
  @ObjectClassDefinition(
      id = PID,
      localization = "OSGI-INF/l10n/source-kura",
      name = "%Bellcrank wire source",
      description = "%Takes records of a wire graph as observations")
  public @interface Config {

    /** Message property. */
    @AttributeDefinition(
        name = "%Message property",
        description =
            "%Property of a record that holds a message as JSON, 1 to 64 letters, digits, dot,"
                + " dash, underscore; other records are one reading per property")
    String message_property() default "message";

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
        name = "%Record queue",
        description = "%Readings and messages that may wait for the disk, 16 to 1000000",
        min = "16",
        max = "1000000")
    int queue_size() default 10000;

    /** Queue bytes. */
    @AttributeDefinition(
        name = "%Queue memory",
        description = "%Mebibytes (MiB) that waiting records and their images may take, 1 to 4096",
        min = "1",
        max = "4096")
    int queue_mebibytes() default 64;

    /** Push back. */
    @AttributeDefinition(
        name = "%Push back",
        description =
            "%Milliseconds for which the emitter of a message is held when the queue is full, 0 to"
                + " 60000; 0 never holds it, the message is lost then and counted",
        min = "0",
        max = "60000")
    int push_back() default 0;
  }

  @Activate
  public WireSource(
      @Reference ObservationIntake intake,
      @Reference EvidenceStore evidence,
      @Reference Store store,
      @Reference Clock clock,
      @Reference WireHelperService helper) {
    this.intake = intake;
    this.evidence = evidence;
    this.store = store;
    this.clock = clock;
    this.helper = helper;
  }

  /** Opens the queue. */
  @Activate
  @SuppressWarnings("unchecked")
  public void start(ComponentContext context, Map<String, Object> properties, Config config) {
    Settings settings = new Settings(PID, properties);
    String property =
        settings.text(
            "message.property",
            config.message_property(),
            "[A-Za-z0-9._-]{1,64}",
            "1 to 64 letters, digits, . - _");
    Points points =
        new Points(settings.text("point", config.point(), Points.PATTERN, Points.ALLOWED));
    patience =
        Duration.ofMillis(
            settings.whole("push.back", config.push_back(), 0, 60_000, "milliseconds"));
    int most = settings.whole("queue.size", config.queue_size(), 16, 1_000_000, "records");
    long bytes =
        (long) settings.whole("queue.mebibytes", config.queue_mebibytes(), 1, 4096, "MiB") << 20;
    envelopes =
        new Envelopes(
            settings.name(),
            property,
            new ObservationMessage(evidence, ObservationMessage.WrongTime.READ),
            new Readings(points, config.clock_synchronised(), clock),
            clock,
            this::asSample);
    way = new SampleWay(samples, points, clock);
    belt =
        new Belt(
            settings.name(),
            intake,
            new Teller(
                settings.name(), store, clock, Optional.of(new Refusals(store, evidence, clock))),
            most,
            bytes);
    wires =
        helper.newWireSupport(
            this, (ServiceReference<WireComponent>) context.getServiceReference());
  }

  /** Where readings of points with a pipeline go; without it they are measurements as they come. */
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

  /** Whether nothing is left to do for a reading. */
  private boolean asSample(String asset, ChannelRecord record) {
    SampleWay.Outcome outcome = way.offer(asset, record);
    if (outcome == SampleWay.Outcome.LOST) {
      belt.lostElsewhere();
    }
    return outcome != SampleWay.Outcome.NOT_MINE;
  }

  @Override
  public void onWireReceive(WireEnvelope envelope) {
    for (WireRecord record : envelope.getRecords()) {
      for (Load load : envelopes.of(record)) {
        belt.offer(load, load.kind() == Load.Kind.MESSAGE ? patience : Duration.ZERO);
      }
    }
  }

  @Override
  public void producersConnected(Wire[] connected) {
    wires.producersConnected(connected);
  }

  @Override
  public void updated(Wire wire, Object value) {
    wires.updated(wire, value);
  }

  /** How many readings and messages found no room in the queue. */
  long lost() {
    return belt.readingsLost() + belt.messagesLost();
  }

  /** What waits is still kept, as far as that takes two seconds at most. */
  @Deactivate
  public void stop() {
    belt.close();
  }
}
