package org.bellcrank.driver.mqtt;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.driver.modbus.channel.RefusedValueException;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.kura.password.Passwords;
import org.bellcrank.source.mqtt.link.BrokerAddress;
import org.bellcrank.source.mqtt.link.BrokerLink;
import org.bellcrank.source.mqtt.link.Incoming;
import org.bellcrank.source.mqtt.link.LinkListener;
import org.bellcrank.source.mqtt.link.LinkSettings;
import org.bellcrank.source.mqtt.link.MqttVersion;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.driver.ChannelDescriptor;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.driver.PreparedRead;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The topics of a broker as a driver for a gateway's assets: a channel is a topic, or a value in
 * its messages. It connects with the first channel and again whenever the connection was lost, and
 * publishes nothing, ever. Safe for use by any number of threads.
 */
@Component(
    name = MqttDriver.PID,
    service = {Driver.class, ConfigurableComponent.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Config.class, factory = true)
public final class MqttDriver implements Driver, ConfigurableComponent {

  static final String PID = "org.bellcrank.driver.mqtt.MqttDriver";

  private final String name;
  private final KeyChoice keys;
  private final LinkSettings settings;
  private final Duration patience;
  private final Clock clock;
  private final Topics topics;
  private final Listening listening;
  private volatile BrokerLink link;
  private boolean ended;
  private boolean left; // a connection was ended by disconnect, and nobody was told yet
  private volatile CryptoService crypto;

  /** Checks the settings; connects to nothing yet. */
  @Activate
  public MqttDriver(Config config, Map<String, Object> properties) {
    this(config, properties, Clock.systemUTC());
  }

  MqttDriver(Config config, Map<String, Object> properties, Clock clock) {
    name = String.valueOf(properties.getOrDefault("kura.service.pid", PID));
    this.clock = clock;
    String whose = "MQTT driver " + name;
    URI broker = BrokerAddress.of(whose, config.broker_uri());
    keys = BrokerAddress.keys(whose, broker, config.keystore(), config.key_alias());
    settings =
        new LinkSettings(
            "MQTT driver",
            MqttVersion.of(whose, config.version()),
            broker,
            BrokerAddress.clientId(whose, config.client_id()),
            List.of(),
            config.username() == null ? "" : config.username(),
            () -> Passwords.plain(properties.get("password"), crypto, whose),
            keys,
            false,
            Optional::empty);
    patience = Duration.ofMillis(checked(whose, "wait.millis", config.wait_millis(), 0, 60_000));
    topics = new Topics(checked(whose, "max.bytes", config.max_bytes(), 1024, 1 << 20), clock);
    listening = new Listening(name, clock);
  }

  private static int checked(String whose, String setting, int given, int low, int high) {
    if (given < low || given > high) {
      throw BrokerAddress.refused(whose, setting, String.valueOf(given), low + " to " + high);
    }
    return given;
  }

  /** What opens a password that the gateway sealed; it may come after this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setCryptoService(CryptoService there) {
    crypto = there;
  }

  /** It went. */
  public synchronized void unsetCryptoService(CryptoService gone) {
    crypto = crypto == gone ? null : crypto;
  }

  /** The gateway's keystores; they may come after this component, and change. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setKeyCabinet(KeyCabinet there) {
    keys.follow(there, this::renew);
  }

  /** They went; a connection that stands goes on. */
  public void unsetKeyCabinet(KeyCabinet gone) {
    keys.leave(gone);
  }

  private synchronized void renew() {
    if (link != null) {
      link.renew();
    }
  }

  /** Ends the connection. */
  @Deactivate
  synchronized void deactivate() {
    ended = true;
    leave();
  }

  /** The connection; made where there is none, without waiting for it. */
  private synchronized Optional<BrokerLink> link() {
    if (link == null && !ended) {
      Coming coming = new Coming();
      link = new BrokerLink(settings, coming);
      coming.over = link;
      link.listen(topics.names());
      if (left) {
        topics.forgive();
        link.execute(() -> listening.tellAll(away())); // before anything comes over this one
      }
      left = false;
      link.start();
    }
    return Optional.ofNullable(link);
  }

  /** Takes no lock: it is asked by who holds that of the topics. */
  private boolean isUp() {
    BrokerLink there = link;
    return there != null && there.isUp();
  }

  @Override
  public void connect() throws ConnectionException {
    await(Set.of());
  }

  /**
   * Ends the connection; the next reading, or the next who listens, makes another. While somebody
   * listens that is at once, and they are told in between: the driver is shared by assets.
   */
  @Override
  public synchronized void disconnect() {
    left |= link != null;
    leave();
    if (left && listening.isHeard()) {
      link();
    }
  }

  private synchronized void leave() {
    if (link != null) {
      link.close();
      link = null;
    }
    topics.stir();
  }

  @Override
  public ChannelDescriptor getChannelDescriptor() {
    return new ChannelSettings();
  }

  @Override
  public void read(List<ChannelRecord> records) throws ConnectionException {
    Reading reading = new Reading(records, clock);
    want(reading.topics());
    execute(reading);
  }

  private void want(Set<String> names) {
    List<String> remembered = topics.want(names);
    link().ifPresent(there -> there.listen(remembered));
  }

  private void execute(Reading reading) throws ConnectionException {
    try {
      await(reading.topics());
    } catch (ConnectionException e) {
      reading.fail(e.getMessage(), e);
      throw e;
    }
    reading.fill(topics);
  }

  private void await(Set<String> names) throws ConnectionException {
    link();
    try {
      if (topics.await(names, this::isUp, patience)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionException("MQTT driver %s: interrupted".formatted(name), e);
    }
    throw new ConnectionException(away());
  }

  private String away() {
    BrokerLink there = link;
    return "MQTT driver %s: %s; it is tried again every %d s"
        .formatted(
            name,
            there == null ? "not connected to " + settings.broker() : there.away(),
            BrokerLink.RETRY_SECONDS);
  }

  @Override
  public PreparedRead prepareRead(List<ChannelRecord> records) {
    Reading reading = new Reading(records, clock);
    want(reading.topics());
    return new PreparedRead() {
      @Override
      public List<ChannelRecord> execute() throws ConnectionException {
        MqttDriver.this.execute(reading);
        return reading.records();
      }

      @Override
      public List<ChannelRecord> getChannelRecords() {
        return reading.records();
      }

      @Override
      public void close() {
        // Nothing is held between two readings.
      }
    };
  }

  @Override
  public void registerChannelListener(Map<String, Object> channel, ChannelListener listener) {
    Listening.Heard added = listening.add(channel, listener);
    added.point().ifPresent(point -> want(Set.of(point.topic())));
    // Behind the connect and the subscription, and never on the thread of who asks.
    link().ifPresent(there -> there.execute(() -> tellKnown(added)));
  }

  private void tellKnown(Listening.Heard added) {
    if (added.point().isEmpty() || isUp() && topics.knows(added.point().get())) {
      listening.tell(List.of(added), topics);
    } else if (!isUp()) {
      listening.tell(List.of(added), away());
    }
  }

  @Override
  public void unregisterChannelListener(ChannelListener listener) {
    listening.remove(listener);
  }

  /** Writes nothing: every record fails. */
  @Override
  public void write(List<ChannelRecord> records) {
    for (ChannelRecord record : records) {
      RefusedValueException why =
          new RefusedValueException(
              "writing", record.getChannelName(), "nothing, this driver publishes no message");
      record.setTimestamp(clock.millis());
      record.setChannelStatus(
          new ChannelStatus(
              ChannelFlag.FAILURE,
              "channel %s: %s; nothing was written"
                  .formatted(record.getChannelName(), why.getMessage()),
              why));
    }
  }

  /** What comes over one connection. */
  private final class Coming implements LinkListener {

    private volatile BrokerLink over;

    @Override
    public void arrived(Incoming message) {
      boolean asked = topics.arrived(message.topic(), message.payload(), message.retained());
      over.acknowledge(message);
      if (asked) {
        listening.tell(message.topic(), message.retained(), topics);
      }
    }

    @Override
    public void up() {
      topics.stir();
    }

    @Override
    public void down() {
      topics.forgive();
      listening.tellAll(away());
    }

    @Override
    public void refused(String topic, int reason) {
      topics.trouble(topic, "the broker refuses to tell it (reason %d)".formatted(reason));
      listening.tell(topic, false, topics);
    }
  }
}
