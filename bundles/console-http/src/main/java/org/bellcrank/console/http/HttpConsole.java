package org.bellcrank.console.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bellcrank.console.Console;
import org.bellcrank.journal.Store;
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

  private final HttpServer server;
  private final ExecutorService threads;
  private final Events events;

  /** Settings. */
  @ObjectClassDefinition(
      id = PID,
      name = "Bellcrank console",
      description = "The pages of the gateway, on a port of their own")
  public @interface Config {

    /** TCP port. */
    @AttributeDefinition(name = "Port", description = "TCP port, 0 to 65535; 0 takes a free one")
    int port() default 8480;

    /** Address to bind to. */
    @AttributeDefinition(
        name = "Address",
        description = "Loopback address to bind to; others are refused while there is no login")
    String address() default "127.0.0.1";
  }

  /**
   * Starts to serve.
   *
   * @throws IOException when the port is taken
   */
  @Activate
  public HttpConsole(@Reference Console console, @Reference Store store, Config config)
      throws IOException {
    InetSocketAddress address = address(config);
    try {
      server = HttpServer.create(address, 50);
    } catch (IOException e) {
      LOG.error(
          "Console cannot listen on {}: {}; allowed: a free port; everything else goes on without"
              + " pages",
          address,
          e.getMessage());
      throw e;
    }
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "bellcrank-console");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.AbortPolicy());
    events = new Events(store);
    HostGuard guard = new HostGuard();
    server.createContext("/api/events", events).getFilters().add(guard);
    server.createContext("/api/", new Api(console)).getFilters().add(guard);
    server.createContext("/", new Pages()).getFilters().add(guard);
    server.setExecutor(threads);
    server.start();
    LOG.info("Console on http://{}:{}/", config.address(), server.getAddress().getPort());
  }

  private static InetSocketAddress address(Config config) {
    int port = config.port();
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "%s port: given %d; allowed 0 to 65535".formatted(PID, port));
    }
    try {
      InetAddress address = InetAddress.getByName(config.address());
      if (!address.isLoopbackAddress()) {
        throw new IllegalArgumentException(
            "%s address: given %s; allowed: a loopback address such as 127.0.0.1, since there is no login yet"
                .formatted(PID, config.address()));
      }
      return new InetSocketAddress(address, port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "%s address: given %s; allowed: a loopback address such as 127.0.0.1"
              .formatted(PID, config.address()),
          e);
    }
  }

  /** The port that is served. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Stops serving. */
  @Deactivate
  public void stop() {
    events.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
