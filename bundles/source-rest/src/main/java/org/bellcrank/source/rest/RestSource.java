package org.bellcrank.source.rest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.eclipse.kura.crypto.CryptoService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
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
@Designate(ocd = Config.class)
public final class RestSource implements ConfigurableComponent, SourceLife {

  static final String PID = "org.bellcrank.source.rest.RestSource";

  private static final Logger LOG = LoggerFactory.getLogger(RestSource.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_FOR_KEYS = Duration.ofSeconds(2);

  private final InetSocketAddress address;
  private final KeyChoice keys;
  private final boolean clientCertificate;
  private final Secrets secrets;
  private final Signing signing;
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

  /** Starts to listen; where the port is taken it is tried again, everything else goes on. */
  @Activate
  public RestSource(
      @Reference ObservationIntake intake,
      @Reference EvidenceStore evidence,
      @Reference Store store,
      @Reference Clock clock,
      Map<String, Object> properties,
      Config config) {
    Signing.Scheme scheme = scheme(config);
    address = BindAddress.of(config, scheme);
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
    IdempotencyKeys once = new IdempotencyKeys(scheme, clock);
    Posts posts =
        new Posts(
            intake,
            new ObservationMessage(evidence, ObservationMessage.WrongTime.REFUSED),
            answers,
            once,
            clock);
    secrets = secrets(scheme, properties, config);
    signing = signing(scheme, secrets, config, clock);
    ways = ways(posts, intake, answers, once, clock, hosts(config.hosts()));
    if (keys.none()) {
      open(FIRST_PAUSE);
    } else {
      opener.execute(() -> open(FIRST_PAUSE));
    }
  }

  private List<Listening.Way> ways(
      Posts posts,
      ObservationIntake intake,
      Answers answers,
      IdempotencyKeys once,
      Clock clock,
      List<String> hosts) {
    Door json = new Door(Door.Types.JSON, scheme(), hosts);
    List<Listening.Way> all = new ArrayList<>();
    all.add(new Listening.Way("/v1/observations", json, posts));
    all.add(new Listening.Way("/v1/openapi.json", json, new Described()));
    if (mapped.used()) {
      PayloadPosts any =
          new PayloadPosts(Topics::ofPath, false, mapped, intake, answers, once, clock);
      all.add(new Listening.Way(Topics.PAYLOADS, new Door(Door.Types.DATA, scheme(), hosts), any));
      PayloadPosts lines =
          new PayloadPosts(Topics::ofWrite, true, mapped, intake, answers, once, clock);
      Door plain = new Door(Door.Types.LINES, scheme(), hosts);
      all.add(new Listening.Way("/write", plain, lines));
      all.add(new Listening.Way("/api/v2/write", plain, lines));
    }
    return List.copyOf(all);
  }

  private static Signing.Scheme scheme(Config config) {
    return Signing.Scheme.of(config.signature())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s signature: given %s; allowed: none, body, standard-webhooks"
                        .formatted(PID, config.signature())));
  }

  private static Signing signing(
      Signing.Scheme scheme, Secrets secrets, Config config, Clock clock) {
    String header = config.signature_header();
    if (!header.matches("[A-Za-z0-9-]{1,100}")) {
      throw new IllegalArgumentException(
          "%s signature.header: given %s; allowed: letters, digits and dashes"
              .formatted(PID, header));
    }
    int tolerance = config.signature_tolerance();
    if (tolerance < 1 || tolerance > 86_400) {
      throw new IllegalArgumentException(
          "%s signature.tolerance: given %d; allowed: 1 to 86400 seconds"
              .formatted(PID, tolerance));
    }
    return new Signing(
        scheme, header, secrets, Duration.ofSeconds(tolerance), config.max_bytes(), clock);
  }

  private static Secrets secrets(
      Signing.Scheme scheme, Map<String, Object> properties, Config config) {
    List<Object> given =
        Stream.of("signature.secret", "signature.secret.before")
            .flatMap(each -> Stream.ofNullable(properties.get(each)))
            .toList();
    Secrets secrets = new Secrets(given, PID);
    Secrets.Opened opened = secrets.opened();
    if (scheme != Signing.Scheme.NONE && opened.keys().isEmpty() && !opened.waiting()) {
      throw new IllegalArgumentException(
          "%s signature.secret: given none that can be used; allowed with signature %s: letters, or base64 behind whsec_"
              .formatted(PID, config.signature()));
    }
    return secrets;
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

  /** What opens a secret that the gateway sealed; it may come after this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setCryptoService(CryptoService there) {
    secrets.open(there);
  }

  /** It went, and another may have come before; what was opened stays. */
  public void unsetCryptoService(CryptoService gone) {
    // nothing is opened anew
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
      Listening now = new Listening(address, ways, signing, certificates(), clientCertificate);
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
