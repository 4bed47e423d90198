package org.bellcrank.source.rest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.MissingKeysException;
import org.bellcrank.keys.TlsKeys;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.ObservationMessage;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.payload.Mapped;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.stream.SampleIntake;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes observations posted as JSON to {@code /v1/observations}, and what mappings of the site
 * documents read to {@code /v1/payloads/}. 201 means durable, 200 means that the same id was taken
 * before. There is no login yet, so it binds to a loopback address only.
 */
@Component(
    name = RestSource.PID,
    service = {RestSource.class, ConfigurableComponent.class, SourceLife.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = RestSource.Config.class)
public final class RestSource implements ConfigurableComponent, SourceLife {

  static final String PID = "org.bellcrank.source.rest.RestSource";

  private static final Logger LOG = LoggerFactory.getLogger(RestSource.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_FOR_KEYS = Duration.ofSeconds(2);

  private final InetSocketAddress address;
  private final KeyChoice keys;
  private final boolean clientCertificate;
  private final List<Listening.Way> ways;
  private final Mapped mapped;
  private final ScheduledExecutorService opener =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "bellcrank-source-rest-opener");
            thread.setDaemon(true);
            return thread;
          });
  private Optional<Listening> listening = Optional.empty();
  private String missing = "";

  /** Settings. */
  @ObjectClassDefinition(
      localization = "OSGI-INF/l10n/source-rest",
      id = PID,
      name = "%Bellcrank REST source",
      description = "%Takes observations posted as JSON, and messages that mappings read")
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

    /** Keystore. */
    @AttributeDefinition(
        name = "%Keystore",
        description =
            "%Name of the gateway's keystore whose key makes this port speak https, for example"
                + " HttpsKeystore; empty means http",
        required = false)
    String keystore() default "";

    /** Alias of the key. */
    @AttributeDefinition(
        name = "%Key alias",
        description = "%Key of that keystore to show; empty takes one that suits the client",
        required = false)
    String key_alias() default "";

    /** Whether clients prove who they are. */
    @AttributeDefinition(
        name = "%Client certificate",
        description =
            "%Whether only clients are heard whose certificate an authority of that keystore"
                + " signed",
        required = false)
    boolean client_certificate() default false;

    /** Mappings. */
    @AttributeDefinition(
        name = "%Payload mappings",
        description =
            "%What is posted to /v1/payloads/TOPIC, and line protocol to /write, is read by mappings"
                + " under payloads of the site documents")
    boolean payloads() default false;

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
    keys = new KeyChoice(PID, config.keystore(), config.key_alias());
    clientCertificate = config.client_certificate();
    if (clientCertificate && keys.none()) {
      throw new IllegalArgumentException(
          PID
              + " client.certificate: given true without keystore; allowed: with keystore, or false");
    }
    mapped = new Mapped(config.payloads());
    Answers answers = new Answers(store, clock, maxBytes);
    Posts posts =
        new Posts(
            intake,
            new ObservationMessage(evidence, ObservationMessage.WrongTime.REFUSED),
            answers,
            clock);
    ways = ways(posts, intake, answers, clock, hosts(config.hosts()));
    if (keys.none()) {
      open(FIRST_PAUSE);
    } else {
      opener.execute(() -> open(FIRST_PAUSE));
    }
  }

  private List<Listening.Way> ways(
      Posts posts, ObservationIntake intake, Answers answers, Clock clock, List<String> hosts) {
    Door json = new Door(Door.Types.JSON, scheme(), hosts);
    List<Listening.Way> all = new ArrayList<>();
    all.add(new Listening.Way("/v1/observations", json, posts));
    all.add(new Listening.Way("/v1/openapi.json", json, new Described()));
    if (mapped.used()) {
      PayloadPosts any = new PayloadPosts(Topics::ofPath, false, mapped, intake, answers, clock);
      all.add(new Listening.Way(Topics.PAYLOADS, new Door(Door.Types.DATA, scheme(), hosts), any));
      PayloadPosts lines = new PayloadPosts(Topics::ofWrite, true, mapped, intake, answers, clock);
      Door plain = new Door(Door.Types.LINES, scheme(), hosts);
      all.add(new Listening.Way("/write", plain, lines));
      all.add(new Listening.Way("/api/v2/write", plain, lines));
    }
    return List.copyOf(all);
  }

  private String scheme() {
    return keys.none() ? "http" : "https";
  }

  private Optional<TlsKeys> certificates() throws MissingKeysException {
    return keys.none() ? Optional.empty() : Optional.of(keys.server(clientCertificate));
  }

  /** The gateway's keystores; they may come after this component, and change. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setKeyCabinet(KeyCabinet there) {
    keys.follow(there, this::soonRenew);
  }

  /** The mappings of the site documents; they may come after this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setPayloadBook(PayloadBook there) {
    mapped.here(there);
  }

  /** They went; senders are told to come again. */
  public void unsetPayloadBook(PayloadBook gone) {
    mapped.gone(gone);
  }

  /** What takes samples; it may come after this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setSampleIntake(SampleIntake there) {
    mapped.here(there);
  }

  /** It went; senders of samples are told to come again. */
  public void unsetSampleIntake(SampleIntake gone) {
    mapped.gone(gone);
  }

  private void soonRenew() {
    if (!opener.isShutdown()) {
      opener.execute(this::renew);
    }
  }

  /** They went; the certificate that is shown stays. */
  public void unsetKeyCabinet(KeyCabinet gone) {
    keys.leave(gone);
  }

  private synchronized void renew() {
    if (listening.isEmpty()) {
      return;
    }
    try {
      certificates().ifPresent(listening.get()::renew);
      LOG.info("REST source shows the certificate that its keystore has now");
    } catch (MissingKeysException e) {
      LOG.error("{} {}; the certificate before is shown until it is there", PID, e.getMessage());
    }
  }

  /** Each try but the first comes after a pause that doubles up to half a minute. */
  private synchronized void open(Duration pause) {
    if (opener.isShutdown()) {
      return;
    }
    try {
      Listening now = new Listening(address, ways, certificates(), clientCertificate);
      listening = Optional.of(now);
      LOG.info(
          "REST source takes observations on {}://{}:{}/v1/observations",
          scheme(),
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
      again(pause);
    } catch (MissingKeysException e) {
      // Not at the first try: what offers keystores may come a moment after this source.
      if (!pause.equals(FIRST_PAUSE) && !e.getMessage().equals(missing)) {
        missing = e.getMessage();
        LOG.error(
            "{} {}; nothing is listened on until it is there, it is looked for again and again",
            PID,
            missing);
      }
      again(pause);
    }
  }

  private void again(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    Duration longest = keys.none() ? LONGEST_PAUSE : LONGEST_FOR_KEYS;
    Duration next = doubled.compareTo(longest) < 0 ? doubled : longest;
    opener.schedule(() -> open(next), pause.toMillis(), TimeUnit.MILLISECONDS);
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

  /** Whether it listens; no message of ours is posted. */
  @Override
  public synchronized Sign sign() {
    String where = address.getHostString() + ":" + address.getPort();
    return new Sign(
        "rest",
        "rest",
        listening.isPresent(),
        listening.isPresent()
            ? "listens on %s; no message was tried".formatted(where)
            : "does not listen on " + where);
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
