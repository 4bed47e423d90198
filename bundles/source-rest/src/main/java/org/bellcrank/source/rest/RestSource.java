package org.bellcrank.source.rest;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
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
  private static final int THREADS = 8;

  private final HttpServer server;
  private final ExecutorService threads;

  /** Settings. */
  @ObjectClassDefinition(
      id = PID,
      name = "Bellcrank REST source",
      description = "Takes observations posted as JSON")
  public @interface Config {

    /** TCP port. */
    @AttributeDefinition(name = "Port", description = "TCP port, 0 to 65535; 0 takes a free one")
    int port() default 8421;

    /** Address to bind to. */
    @AttributeDefinition(
        name = "Address",
        description = "Loopback address to bind to; others are refused while there is no login")
    String address() default "127.0.0.1";

    /** Largest message. */
    @AttributeDefinition(
        name = "Largest message",
        description = "Bytes a message may have, 1024 to 67108864; images inside it count")
    int max_bytes() default 8388608;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException when the port is taken
   */
  @Activate
  public RestSource(
      @Reference ObservationIntake intake,
      @Reference EvidenceStore evidence,
      @Reference Store store,
      @Reference Clock clock,
      Config config)
      throws IOException {
    InetSocketAddress address = address(config);
    int maxBytes = config.max_bytes();
    if (maxBytes < 1024 || maxBytes > 67108864) {
      throw new IllegalArgumentException(
          "%s max.bytes: given %d; allowed 1024 to 67108864".formatted(PID, maxBytes));
    }
    try {
      server = HttpServer.create(address, 100);
    } catch (IOException e) {
      LOG.error(
          "REST source cannot listen on {}: {}; allowed: a free port; other sources go on",
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
            new ArrayBlockingQueue<>(256),
            task -> {
              Thread thread = new Thread(task, "bellcrank-source-rest");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    server.createContext(
        "/v1/observations",
        new Posts(intake, new ObservationMessage(evidence), store, clock, maxBytes));
    server.setExecutor(threads);
    server.start();
    LOG.info(
        "REST source takes observations on http://{}:{}/v1/observations",
        config.address(),
        server.getAddress().getPort());
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

  /** The port that is listened on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Stops listening; requests at hand are answered. */
  @Deactivate
  public void stop() {
    server.stop(1);
    threads.shutdownNow();
  }
}
