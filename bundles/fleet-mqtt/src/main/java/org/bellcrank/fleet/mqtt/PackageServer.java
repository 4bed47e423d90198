package org.bellcrank.fleet.mqtt;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bellcrank.fleet.DeploymentPackage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves packages over HTTP to gateways, as long as the command runs. What it serves is public to
 * whoever knows a file's hash; gateways check the hash of what they load.
 */
final class PackageServer implements PackageSource, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PackageServer.class);
  private static final int THREADS = 16;

  private final HttpServer server;
  private final ExecutorService threads;
  private final String prefix;
  private final Map<String, DeploymentPackage> offered = new ConcurrentHashMap<>();

  /**
   * Starts.
   *
   * @param address host and port as gateways see them, for example {@code 192.0.2.10:8089}
   * @throws IOException when the address cannot be taken
   */
  PackageServer(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "fleet: given --serve %s; allowed: HOST:PORT as gateways see it".formatted(address));
    }
    String host = address.substring(0, colon);
    int port = Integer.parseInt(address.substring(colon + 1));
    server = HttpServer.create(new InetSocketAddress(host, port), 0);
    threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "bellcrank-fleet-server");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    prefix = "http://%s:%d/".formatted(host, server.getAddress().getPort());
  }

  @Override
  public String uri(DeploymentPackage dp) {
    String path = "%s/%s-%s.dp".formatted(dp.sha1(), dp.name(), dp.version());
    offered.put("/" + path, dp);
    return prefix + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      DeploymentPackage dp = offered.get(exchange.getRequestURI().getPath());
      if (dp == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
      exchange.sendResponseHeaders(200, dp.bytes());
      try (OutputStream out = exchange.getResponseBody()) {
        Files.copy(dp.file(), out);
      }
      LOG.debug("{} loaded {}", exchange.getRemoteAddress(), dp.name());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
