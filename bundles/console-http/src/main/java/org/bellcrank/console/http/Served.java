package org.bellcrank.console.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A server that listens, with its threads. */
final class Served implements AutoCloseable {

  private static final int THREADS = 8;
  private static final int WAITING = 64;
  private static final int BACKLOG = 50;

  private final HttpServer server;
  private final ExecutorService threads;

  private Served(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException when the port is taken
   */
  static Served on(InetSocketAddress address, Api api, Events events) throws IOException {
    HttpServer server = HttpServer.create(address, BACKLOG);
    ThreadPoolExecutor threads =
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
    HostGuard guard = new HostGuard();
    server.createContext(Events.PATH, events).getFilters().add(guard);
    server.createContext("/api/", api).getFilters().add(guard);
    server.createContext("/hooks/", api).getFilters().add(guard);
    server.createContext("/pictures/", api).getFilters().add(guard);
    server.createContext("/", new Pages()).getFilters().add(guard);
    server.setExecutor(threads);
    server.start();
    return new Served(server, threads);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
