package org.bellcrank.source.rest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.ObservationMessage;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes observations posted as JSON to {@code /v1/observations}. 201 means durable, 200 means that
 * the same id was taken before. There is no login yet, so it binds to a loopback address only.
 */
@Component(
    name = RestSource.PID,
    service = {RestSource.class, ConfigurableComponent.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = RestSource.Config.class)
public final class RestSource implements ConfigurableComponent {

  static final String PID = "org.bellcrank.source.rest.RestSource";

  private static final Logger LOG = LoggerFactory.getLogger(RestSource.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final InetSocketAddress address;
  private final Door door;
  private final Posts posts;
  private final ScheduledExecutorService opener =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "bellcrank-source-rest-opener");
            thread.setDaemon(true);
            return thread;
          });
  private Optional<Listening> listening = Optional.empty();

  /** Settings. */
  @ObjectClassDefinition(
      localization = "OSGI-INF/l10n/source-rest",
      id = PID,
      name = "%Bellcrank REST source",
      description = "%Takes observations posted as JSON")
  public @interface Config {

    /** TCP port. */
    @AttributeDefinition(name = "%Port", description = "%TCP port, 0 to 65535; 0 takes a free one")
    int port() default 8421;

    /** Address to bind to. */
    @AttributeDefinition(
        name = "%Address",
        description = "%Loopback address to bind to; others are refused while there is no login")
    String address() default "127.0.0.1";

    /** Names under which requests are answered. */
    @AttributeDefinition(
        name = "%Hosts",
        description =
            "%Host names, beside localhost and loopback addresses, under which requests are"
                + " answered, for example a proxy's; without port",
        required = false)
    String[] hosts() default {};

    /** Largest message. */
    @AttributeDefinition(
        name = "%Largest message",
        description = "%Bytes a message may have, 1024 to 67108864; images inside it count")
    int max_bytes() default 8388608;
  }

  /** Starts to listen; where the port is taken it is tried again, everything else goes on. */
  @Activate
  public RestSource(
      @Reference ObservationIntake intake,
      @Reference EvidenceStore evidence,
      @Reference Store store,
      @Reference Clock clock,
      Config config) {
    address = address(config);
    int maxBytes = config.max_bytes();
    if (maxBytes < 1024 || maxBytes > 67108864) {
      throw new IllegalArgumentException(
          "%s max.bytes: given %d; allowed 1024 to 67108864".formatted(PID, maxBytes));
    }
    door = new Door(hosts(config.hosts()));
    posts = new Posts(intake, new ObservationMessage(evidence), store, clock, maxBytes);
    open(FIRST_PAUSE);
  }

  /** Each try but the first comes after a pause that doubles up to half a minute. */
  private synchronized void open(Duration pause) {
    if (opener.isShutdown()) {
      return;
    }
    try {
      Listening now = new Listening(address, door, posts);
      listening = Optional.of(now);
      LOG.info(
          "REST source takes observations on http://{}:{}/v1/observations",
          address.getHostString(),
          now.port());
    } catch (IOException e) {
      if (pause.equals(FIRST_PAUSE)) {
        LOG.error(
            "{} port: given {}, which cannot be listened on at {} ({}); allowed: a free port;"
                + " other sources go on, this one is tried again until it comes",
            PID,
            address.getPort(),
            address.getHostString(),
            e.getMessage());
      }
      Duration doubled = pause.multipliedBy(2);
      Duration next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      opener.schedule(() -> open(next), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static InetSocketAddress address(Config config) {
    int port = config.port();
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "%s port: given %d; allowed 0 to 65535".formatted(PID, port));
    }
    try {
      InetAddress address = InetAddress.getByName(config.address());
      if (address.isLoopbackAddress()) {
        return new InetSocketAddress(address, port);
      }
    } catch (UnknownHostException e) {
      LOG.debug("No such host", e);
    }
    throw new IllegalArgumentException(
        "%s address: given %s; allowed: a loopback address such as 127.0.0.1, since there is no login yet"
            .formatted(PID, config.address()));
  }

  private static List<String> hosts(String[] given) {
    List<String> hosts =
        given == null
            ? List.of()
            : Arrays.stream(given).map(String::strip).filter(host -> !host.isEmpty()).toList();
    for (String host : hosts) {
      if (!host.matches("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]")) {
        throw new IllegalArgumentException(
            "%s hosts: given %s; allowed: host names or addresses without port"
                .formatted(PID, host));
      }
    }
    return hosts;
  }

  /** The port that is listened on; empty while it is taken by another. */
  public synchronized OptionalInt port() {
    return listening.map(now -> OptionalInt.of(now.port())).orElse(OptionalInt.empty());
  }

  /** Stops listening; requests at hand are answered. */
  @Deactivate
  public void stop() {
    opener.shutdownNow();
    synchronized (this) {
      listening.ifPresent(Listening::close);
      listening = Optional.empty();
    }
  }
}
