package org.bellcrank.console.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bellcrank.console.Console;
import org.bellcrank.console.StartView;
import org.bellcrank.journal.Store;
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
 * Serves the console on a port of its own. There is no login yet, so it binds to a loopback address
 * only and refuses any other.
 */
@Component(
    name = HttpConsole.PID,
    service = {HttpConsole.class, ConfigurableComponent.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = HttpConsole.Config.class)
public final class HttpConsole implements ConfigurableComponent {

  static final String PID = "org.bellcrank.console.http.HttpConsole";

  private static final Logger LOG = LoggerFactory.getLogger(HttpConsole.class);
  private static final int THREADS = 8;
  private static final int WAITING = 64;

  private static final long RETRY_SECONDS = 5;

  private final Api api;
  private final Events events = new Events();
  private final ScheduledExecutorService opener =
      Executors.newSingleThreadScheduledExecutor(
          task -> new Thread(task, "bellcrank-console-opener"));
  private final Optional<InetSocketAddress> address;
  private Optional<Served> served = Optional.empty();
  private String complaint = "";

  /** Settings. */
  @ObjectClassDefinition(
      localization = "OSGI-INF/l10n/console-http",
      id = PID,
      name = "%Bellcrank console",
      description = "%The pages of the gateway, on a port of their own")
  public @interface Config {

    /** TCP port. */
    @AttributeDefinition(name = "%Port", description = "%TCP port, 0 to 65535; 0 takes a free one")
    int port() default 8480;

    /** Address to bind to. */
    @AttributeDefinition(
        name = "%Address",
        description = "%Loopback address to bind to; others are refused while there is no login")
    String address() default "127.0.0.1";

    /** Under which people reach it. */
    @AttributeDefinition(
        name = "%Public address",
        description =
            "%Address under which people reach the console, for links in orders, for example"
                + " https://gateway.plant/bellcrank; empty: http://address:port",
        required = false)
    String public_address() default "";
  }

  /** Starts to serve; where the address is taken it is tried again, everything else goes on. */
  @Activate
  public HttpConsole(@Reference StartView start, Config config) {
    api = new Api(start.route());
    address = address(config);
    if (address.isPresent()) {
      open();
      opener.scheduleWithFixedDelay(this::open, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** As above, with everything there already. */
  HttpConsole(Console console, Store store, Config config) {
    this(new StartView(), config);
    setConsole(console);
    setStore(store);
  }

  /** What is shown; until it comes there is only how the gateway starts. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setConsole(Console there) {
    api.show(there);
  }

  /** It went. */
  void unsetConsole(Console gone) {
    api.hide(gone);
  }

  /** Whose commits are told to open pages. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setStore(Store there) {
    events.follow(there);
  }

  /** It went; pages are told that they lost something. */
  void unsetStore(Store gone) {
    events.leave(gone);
  }

  private synchronized void open() {
    if (served.isPresent() || opener.isShutdown()) {
      return;
    }
    InetSocketAddress wanted = address.orElseThrow();
    try {
      Served now = Served.on(wanted, api, events);
      served = Optional.of(now);
      LOG.info("Console on http://{}:{}/", wanted.getHostString(), now.port());
    } catch (IOException e) {
      if (!complaint.equals(e.toString())) {
        complaint = e.toString();
        LOG.error(
            "{} port: given {}, which cannot be listened on at {} ({}); allowed: a free port;"
                + " everything else goes on without pages, tried again every {} s",
            PID,
            wanted.getPort(),
            wanted.getHostString(),
            e.getMessage(),
            RETRY_SECONDS);
      }
    }
  }

  private static Optional<InetSocketAddress> address(Config config) {
    if (config.port() < 0 || config.port() > 65535) {
      LOG.error("{} port: given {}; allowed: 0 to 65535; no pages are served", PID, config.port());
      return Optional.empty();
    }
    try {
      InetAddress given = InetAddress.getByName(config.address());
      if (given.isLoopbackAddress()) {
        return Optional.of(new InetSocketAddress(given, config.port()));
      }
    } catch (UnknownHostException e) {
      LOG.debug("{} address", PID, e);
    }
    LOG.error(
        "{} address: given '{}'; allowed: a loopback address such as 127.0.0.1, since there is no"
            + " login yet; no pages are served",
        PID,
        config.address());
    return Optional.empty();
  }

  /** The port that is served; empty while nothing is. */
  public synchronized OptionalInt port() {
    return served.map(now -> OptionalInt.of(now.port())).orElse(OptionalInt.empty());
  }

  /** Stops serving; the port is free afterwards. */
  @Deactivate
  public void stop() {
    opener.shutdownNow();
    synchronized (this) {
      served.ifPresent(Served::close);
      served = Optional.empty();
    }
    events.close();
  }
}
