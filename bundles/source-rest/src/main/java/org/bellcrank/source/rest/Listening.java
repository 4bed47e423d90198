package org.bellcrank.source.rest;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.bellcrank.keys.TlsKeys;

/** An address that is listened on, with its threads. */
final class Listening implements AutoCloseable {

  private static final int BACKLOG = 100;
  static final int THREADS = 8;
  static final int WAITING = 256;

  /** What is not answered by then is cut off, and its sender repeats it. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

  private final HttpServer server;
  private final AtHand atHand = new AtHand();
  private final Optional<CurrentContext> shown;
  private final ExecutorService threads;

  /**
   * A path that is answered.
   *
   * @param path all that begin with it
   * @param door what keeps out what a page of another site sends
   */
  record Way(String path, Door door, HttpHandler handler) {}

  /**
   * Starts to listen.
   *
   * @param signing what keeps out what nobody signed
   * @param keys for TLS; empty for none
   * @param demanded whether clients must show a certificate, too
   * @throws IOException when the address is taken
   */
  Listening(
      InetSocketAddress address,
      List<Way> ways,
      Signing signing,
      Optional<TlsKeys> keys,
      boolean demanded)
      throws IOException {
    shown = keys.map(first -> new CurrentContext(first.context()));
    if (shown.isPresent()) {
      HttpsServer safe = HttpsServer.create(address, BACKLOG);
      safe.setHttpsConfigurator(new Certificates(shown.get(), demanded));
      server = safe;
    } else {
      server = HttpServer.create(address, BACKLOG);
    }
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "bellcrank-source-rest");
              thread.setDaemon(true);
              return thread;
            },
            whenFull(address.getAddress()));
    for (Way way : ways) {
      server
          .createContext(way.path(), way.handler())
          .getFilters()
          .addAll(List.of(atHand, way.door(), signing));
    }
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Who calls is the thread that looks after all connections. On this machine it may take part, so
   * that senders wait; one of elsewhere that goes silent must not hold it, so that what is too much
   * is cut off, and its sender repeats it.
   */
  private static RejectedExecutionHandler whenFull(InetAddress address) {
    return address.isLoopbackAddress()
        ? new ThreadPoolExecutor.CallerRunsPolicy()
        : new ThreadPoolExecutor.AbortPolicy();
  }

  /** New connections get these; those that stand go on. */
  void renew(TlsKeys keys) {
    shown.ifPresent(context -> context.replace(keys.context()));
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Asks clients for a certificate, or not. */
  private static final class Certificates extends HttpsConfigurator {

    private final boolean demanded;

    Certificates(SSLContext context, boolean demanded) {
      super(context);
      this.demanded = demanded;
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters asked = getSSLContext().getDefaultSSLParameters();
      asked.setNeedClientAuth(demanded);
      parameters.setSSLParameters(asked);
    }
  }

  /** Requests at hand are answered. */
  @Override
  public void close() {
    atHand.end(LAST_ANSWERS);
    server.stop(0);
    threads.shutdownNow();
  }
}
