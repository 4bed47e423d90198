package org.bellcrank.driver.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.bellcrank.driver.opcua.security.Identity;
import org.bellcrank.driver.opcua.security.SharedLibrary;
import org.bellcrank.driver.opcua.security.TrustFolder;
import org.bellcrank.driver.opcua.security.Words;
import org.bellcrank.keys.CertificateTerms;
import org.bellcrank.keys.MissingKeysException;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;

/**
 * The session with one server. It is opened when somebody needs it; after an interruption the
 * library takes it up again, with its subscriptions, as long as the server remembers it, and then a
 * new one is made. Safe for any thread; nothing here blocks but {@link #client}.
 */
final class Link {

  /** As long as a server is asked to remember a session; then nothing is left to take up. */
  static final Duration REMEMBERED = Duration.ofSeconds(30);

  /** How far the clocks of server and gateway may differ before that is told. */
  static final Duration CLOCKS_AGREE = Duration.ofSeconds(30);

  private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(Link.class);

  /** What goes wrong is told by whoever uses it, once and in words; held, so that it stays set. */
  private static final Logger NOISE = quiet("org.eclipse.milo.opcua");

  private final Place place;
  private final Login login;
  private final TrustFolder trust;
  private final Clock clock;
  private final Consumer<Boolean> changed;
  private final Ending ending;
  private volatile OpcUaClient client;
  private volatile OpcUaClient open;
  private volatile Instant lost;
  private final Map<String, X509Certificate> shown = new ConcurrentHashMap<>();
  private volatile String doubt = "";
  private volatile boolean closed;

  /**
   * Connects to nothing yet.
   *
   * @param changed told whether a session is there, from a thread of the library; returns at once
   */
  Link(Place place, Login login, TrustFolder trust, Clock clock, Consumer<Boolean> changed) {
    this.place = place;
    this.login = login;
    this.trust = trust;
    this.clock = clock;
    this.changed = changed;
    SharedLibrary.enter();
    ending = new Ending(clock, words -> LOG.warn("OPC UA server {}: {}", place, words));
  }

  /** The library tells each failure with its stack; unless somebody wants just that, it is off. */
  private static Logger quiet(String name) {
    Logger logger = Logger.getLogger(name);
    if (logger.getLevel() == null) {
      logger.setLevel(Level.OFF);
    }
    return logger;
  }

  /** Whether there is a session now. */
  boolean there() {
    return open != null;
  }

  /**
   * A client with a session; opens one where there is none.
   *
   * @throws ConnectionException when there is none now; says what was given and what is allowed
   */
  OpcUaClient client() throws ConnectionException {
    OpcUaClient now = open;
    ending.look();
    return now != null ? now : opened();
  }

  private synchronized OpcUaClient opened() throws ConnectionException {
    if (open != null) {
      return open;
    }
    if (client != null) {
      Instant since = lost;
      if (since != null && clock.instant().isBefore(since.plus(REMEMBERED))) {
        throw new ConnectionException(
            "OPC UA server %s: lost since %s; it is being taken up again"
                .formatted(place, since.truncatedTo(ChronoUnit.SECONDS)));
      }
      drop();
    }
    SharedLibrary.enter(); // this link may be closed meanwhile
    try {
      SharedLibrary.await();
      OpcUaClient made = made();
      client = made;
      made.addSessionActivityListener(new Activity(made));
      made.connectAsync().get(3 * place.timeout().toMillis(), TimeUnit.MILLISECONDS);
      compare(made);
      open = made;
      lost = null;
      if (closed) {
        drop();
        throw new ConnectionException("OPC UA server %s: the driver ended".formatted(place));
      }
      return made;
    } catch (ExecutionException | TimeoutException | IOException | MissingKeysException e) {
      drop();
      throw failed(Words.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      drop();
      throw failed("interrupted", e);
    } finally {
      SharedLibrary.leave();
    }
  }

  /**
   * A server whose clock is wrong gives its values wrong times, which are handed on as they are.
   */
  private void compare(OpcUaClient made) {
    try {
      DataValue told =
          made.readValue(0, TimestampsToReturn.Neither, NodeIds.Server_ServerStatus_CurrentTime);
      doubt = told.value().value() instanceof DateTime time ? doubt(time, clock.instant()) : "";
    } catch (UaException e) {
      doubt = ""; // A server need not tell.
    }
    if (!doubt.isEmpty()) {
      LOG.warn("OPC UA server {}: {}", place, doubt);
    }
  }

  private static String doubt(DateTime time, Instant now) {
    Duration ahead = Duration.between(now, time.getJavaInstant());
    return ahead.abs().compareTo(CLOCKS_AGREE) <= 0
        ? ""
        : "its clock says %s, %d s %s the gateway's; its values keep its times; allowed: %d s"
            .formatted(
                time.getJavaInstant(),
                ahead.abs().toSeconds(),
                ahead.isNegative() ? "behind" : "ahead of",
                CLOCKS_AGREE.toSeconds());
  }

  /** What was wrong with the server's clock when it was connected; empty for nothing. */
  String doubt() {
    return doubt;
  }

  private ConnectionException failed(String why, Exception e) {
    return new ConnectionException(
        "OPC UA server %s: no session (%s); it is tried again with the next reading"
            .formatted(place, ending.words().isEmpty() ? why : why + "; " + ending.words()),
        e);
  }

  private OpcUaClient made()
      throws IOException,
          MissingKeysException,
          ExecutionException,
          TimeoutException,
          InterruptedException,
          ConnectionException {
    showing();
    EndpointDescription endpoint = endpoint();
    OpcTcpClientTransportConfigBuilder transport = OpcTcpClientTransportConfig.newBuilder();
    patience(transport);
    var config =
        OpcUaClientConfig.builder()
            .setEndpoint(endpoint)
            .setApplicationName(LocalizedText.english("Bellcrank gateway"))
            .setProductUri("urn:bellcrank:driver-opcua")
            .setSessionName(() -> "Bellcrank gateway")
            .setSessionTimeout(uint(REMEMBERED.toMillis()))
            .setRequestTimeout(uint(place.timeout().toMillis()))
            .setKeepAliveInterval(uint(place.keepAlive().toMillis()))
            .setKeepAliveTimeout(
                uint(Math.min(place.timeout().toMillis(), place.keepAlive().toMillis())))
            .setKeepAliveFailuresAllowed(uint(1))
            // With two the library may take them in the wrong order, and then tells values twice.
            .setMaxPendingPublishRequests(uint(1))
            .setIdentityProvider(login.user(trust));
    if (place.policy() == SecurityPolicy.None) {
      config.setApplicationUri("urn:bellcrank:gateway");
    } else {
      Identity own = login.application();
      config
          .setApplicationUri(own.applicationUri())
          .setKeyPair(own.pair())
          .setCertificate(own.chain().get(0))
          .setCertificateChain(own.chain().toArray(X509Certificate[]::new))
          .setCertificateValidator(trust);
    }
    try {
      return new OpcUaClient(config.build(), new OpcTcpClientTransport(transport.build()));
    } catch (RuntimeException e) { // the library checks some of it only here
      throw failed(Words.of(e), e);
    }
  }

  /** Looked at first, so that whatever goes wrong then is told with it. */
  private void showing() throws IOException, MissingKeysException {
    if (place.policy() != SecurityPolicy.None) {
      X509Certificate own = login.application().chain().get(0);
      ending.shows(own);
      shown.put("own", own);
      Optional<X509Certificate> user = login.shown();
      user.ifPresent(certificate -> shown.put("user", certificate));
    }
  }

  /** What an endpoint says that its server will show; whether it is believed is another matter. */
  private void shows(EndpointDescription endpoint) {
    try {
      if (place.policy() != SecurityPolicy.None) {
        shown.put(
            "server",
            CertificateUtil.decodeCertificate(endpoint.getServerCertificate().bytesOrEmpty()));
      }
    } catch (UaException e) {
      shown.remove("server"); // Connecting tells what is wrong with it.
    }
  }

  /** When the certificates end with which it was tried last, by name. */
  List<CertificateTerms.Term> terms(String whose) {
    return shown.entrySet().stream()
        .map(each -> Identity.term(whose + "/" + each.getKey(), each.getValue()))
        .toList();
  }

  /** The one that fits; under the address that was given, whatever name the server gives itself. */
  private EndpointDescription endpoint()
      throws ExecutionException, TimeoutException, InterruptedException, ConnectionException {
    List<EndpointDescription> offered =
        DiscoveryClient.getEndpoints(place.url(), this::patience)
            .get(2 * place.timeout().toMillis(), TimeUnit.MILLISECONDS);
    EndpointDescription fits =
        offered.stream()
            .filter(each -> place.policy().getUri().equals(each.getSecurityPolicyUri()))
            .filter(each -> place.mode() == each.getSecurityMode())
            .findFirst()
            .orElseThrow(() -> notOffered(offered));
    shows(fits);
    URI given = URI.create(place.url());
    return EndpointUtil.updateUrl(fits, given.getHost(), given.getPort());
  }

  private ConnectionException notOffered(List<EndpointDescription> offered) {
    return new ConnectionException(
        "OPC UA server %s security: given %s, %s; allowed by it: %s"
            .formatted(
                place,
                place.policy(),
                words(place.mode()),
                offered.stream()
                    .map(
                        each ->
                            each.getSecurityPolicyUri().replaceFirst(".*#", "")
                                + " "
                                + words(each.getSecurityMode()))
                    .distinct()
                    .collect(Collectors.joining("; "))));
  }

  private static String words(MessageSecurityMode mode) {
    return mode.name();
  }

  private void patience(OpcTcpClientTransportConfigBuilder transport) {
    transport
        .setConnectTimeout(uint(place.timeout().toMillis()))
        .setAcknowledgeTimeout(uint(place.timeout().toMillis()));
  }

  /** Ends the session that may be there; a later use opens a new one. */
  synchronized void disconnect() {
    drop();
  }

  private CompletableFuture<?> drop() {
    OpcUaClient gone = client;
    client = null;
    open = null;
    lost = null;
    return gone == null ? CompletableFuture.completedFuture(null) : gone.disconnectAsync();
  }

  /** Ends it for good, without waiting. */
  CompletableFuture<?> close() {
    closed = true;
    // Not what is open: in an outage nothing is, and the library would take it up for ever.
    OpcUaClient gone = client;
    open = null;
    // Not locked: somebody may be connecting right now, and sees the mark afterwards.
    CompletableFuture<?> ended =
        gone == null ? CompletableFuture.completedFuture(null) : gone.disconnectAsync();
    return ended.whenComplete((done, failed) -> SharedLibrary.leave());
  }

  /** Hears when the library loses a session and takes it up again. */
  private final class Activity implements SessionActivityListener {

    private final OpcUaClient whose;

    Activity(OpcUaClient whose) {
      this.whose = whose;
    }

    @Override
    public void onSessionActive(UaSession session) {
      if (client == whose && !closed) {
        lost = null;
        open = whose;
        changed.accept(true);
      }
    }

    @Override
    public void onSessionInactive(UaSession session) {
      if (client == whose && !closed) {
        lost = clock.instant();
        open = null;
        changed.accept(false);
      }
    }
  }
}
